import { z } from 'zod';
import { defineComponent } from './component.ts';
import { referenceLink } from './reference.ts';

export const knownIssue = defineComponent({
  name: 'KnownIssue',
  summary: 'A link to a known issue, with its title unless words stand inside.',
  attributes: z.strictObject({
    id: z.string().min(1).describe('Id of the known issue.'),
  }),
  children: 'inline',
  place: 'inline',
  reference: ({ id }) => ({ kind: 'known-issue', id }),
  render: ({ id }, children, context) => referenceLink('known-issue', id, children, context),
});
