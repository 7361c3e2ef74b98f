import { z } from 'zod';
import { element, text } from '../element.ts';
import { defineComponent } from './component.ts';

export const since = defineComponent({
  name: 'Since',
  summary: 'The version from which something is there.',
  attributes: z.strictObject({
    version: z.string().min(1).describe('The first version that has it.'),
  }),
  children: 'none',
  place: 'inline',
  render({ version }, _, context) {
    return [
      element('span', { className: ['gz-badge', 'gz-since'] }, [
        text(context.t('since.label', { version })),
      ]),
    ];
  },
});
