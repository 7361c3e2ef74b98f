import { z } from 'zod';
import { element, onPages, silent, text } from '../element.ts';
import { inlineNodes } from '../inline-text.ts';
import { defineComponent } from './component.ts';

/**
 * A word of the glossary: a link to it, and beside the link its definition, which a script shows in
 * place. Without the script the link leads to the glossary; feeds and mail have the link alone.
 */
export const term = defineComponent({
  name: 'Term',
  summary: 'A word of the glossary, explained in place.',
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
    const { href, summary } = target;
    const title = summary === undefined ? {} : { title: summary };
    if (href === null) return [element('dfn', { className: ['gz-term'], ...title }, label)];
    const link = element('a', { className: ['gz-term'], href, ...title }, label);
    if (summary === undefined) return [link];
    // What a popover holds is no text of the note: search and contents pass over it.
    const card = element(
      'span',
      {
        className: ['gz-term-card'],
        popover: 'auto',
        role: 'dialog',
        tabIndex: -1,
        ariaLabel: target.title,
      },
      [
        element('strong', {}, inlineNodes(target.title)),
        element('span', target.lang === undefined ? {} : { lang: target.lang, dir: target.dir }, [
          text(summary),
        ]),
        element('a', { href }, [text(context.t('term.more'))]),
      ],
    );
    return [link, onPages(silent(card), 'nothing')];
  },
});
