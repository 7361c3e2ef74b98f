import { z } from 'zod';
import { element, silent, text } from '../element.ts';
import { inlineNodes } from '../inline-text.ts';
import { defineComponent } from './component.ts';

export const ASIDE_TYPES = ['note', 'tip', 'caution', 'danger'] as const;

export const aside = defineComponent({
  name: 'Aside',
  summary: 'A remark beside the text. Also written as `:::note[Title]` … `:::`.',
  attributes: z.strictObject({
    type: z.enum(ASIDE_TYPES).default('note').describe('What kind of remark it is.'),
    title: z.string().min(1).optional().describe('Title instead of the name of the type.'),
  }),
  children: 'block',
  place: 'block',
  render({ type, title }, children, context) {
    const label = title === undefined ? [text(context.t(`aside.${type}`))] : inlineNodes(title);
    const heading = element('p', { className: ['gz-aside-title'] }, label);
    return [
      element('div', { className: ['gz-aside', `gz-${type}`], role: 'note' }, [
        title === undefined ? silent(heading) : heading,
        ...children,
      ]),
    ];
  },
});
