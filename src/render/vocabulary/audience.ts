import { z } from 'zod';
import { defineComponent } from './component.ts';

/** Cut away before anything renders (cut.ts); one that is still there is a mistake of ours. */
export const audience = defineComponent({
  name: 'Audience',
  summary: 'Text that only the named audiences may read, as blocks or within a line.',
  attributes: z.strictObject({
    only: z
      .string()
      .regex(/^\s*[^\s,]+(\s+[^\s,]+)*\s*$/, 'names of audiences, with spaces between')
      .describe('Audiences that may read it, with spaces between.'),
  }),
  children: 'any',
  place: 'any',
  render() {
    throw new Error('A body was rendered before it was cut for an audience (cutForAudience).');
  },
});
