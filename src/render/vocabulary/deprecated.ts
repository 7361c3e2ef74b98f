import { z } from 'zod';
import { element, text } from '../element.ts';
import { defineComponent } from './component.ts';

export const deprecated = defineComponent({
  name: 'Deprecated',
  summary: 'Says that something will go, and leads to the promise.',
  attributes: z.strictObject({
    id: z.string().min(1).describe('Id of the deprecation.'),
    since: z.string().min(1).optional().describe('The version that deprecated it.'),
  }),
  children: 'none',
  place: 'inline',
  reference: ({ id }) => ({ kind: 'deprecation', id }),
  render({ id, since }, _, context) {
    const words =
      since === undefined
        ? context.t('deprecated.label')
        : context.t('deprecated.since', { version: since });
    const href = context.lookup('deprecation', id)?.href;
    const className = ['gz-badge', 'gz-deprecated'];
    return [
      href == null
        ? element('span', { className }, [text(words)])
        : element('a', { className, href }, [text(words)]),
    ];
  },
});
