import { z } from 'zod';
import { element } from '../element.ts';
import { inlineNodes } from '../inline-text.ts';
import { defineComponent } from './component.ts';

export const term = defineComponent({
  name: 'Term',
  summary: 'A word of the glossary, with its definition.',
  attributes: z.strictObject({
    id: z.string().min(1).describe('Id of the term.'),
  }),
  children: 'inline',
  place: 'inline',
  reference: ({ id }) => ({ kind: 'term', id }),
  render({ id }, children, context) {
    const target = context.lookup('term', id);
    if (!target) return children;
    const label = children.length > 0 ? children : inlineNodes(target.title);
    const title = target.summary === undefined ? {} : { title: target.summary };
    return [
      target.href === null
        ? element('dfn', { className: ['gz-term'], ...title }, label)
        : element('a', { className: ['gz-term'], href: target.href, ...title }, label),
    ];
  },
});
