import { z } from 'zod';
import { defineComponent } from './component.ts';
import { referenceLink } from './reference.ts';

export const change = defineComponent({
  name: 'Change',
  summary: 'A link to a change, with its title unless words stand inside.',
  attributes: z.strictObject({
    id: z.string().min(1).describe('Id of the change.'),
  }),
  children: 'inline',
  place: 'inline',
  reference: ({ id }) => ({ kind: 'change', id }),
  render: ({ id }, children, context) => referenceLink('change', id, children, context),
});
