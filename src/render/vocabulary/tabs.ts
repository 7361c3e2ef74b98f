import { z } from 'zod';
import { element } from '../element.ts';
import { defineComponent } from './component.ts';

/** All panels stand one under another with their labels; a script may turn them into tabs. */
export const tabs = defineComponent({
  name: 'Tabs',
  summary: 'Alternatives of which a reader needs one, such as package managers.',
  attributes: z.strictObject({
    syncKey: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, 'letters, digits and hyphens')
      .optional()
      .describe('Tabs with the same key switch together.'),
  }),
  children: 'block',
  place: 'block',
  only: ['TabItem'],
  render({ syncKey }, children) {
    return [element('gz-tabs', syncKey === undefined ? {} : { dataSync: syncKey }, children)];
  },
});
