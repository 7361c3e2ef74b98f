import { z } from 'zod';
import {
  commonFields,
  commonTranslationFields,
  daySchema,
  line,
  link,
  reference,
  text,
} from './common.ts';

const removal = z.union([daySchema(), z.literal('tba')]);

export const deprecationSchema = z.strictObject({
  ...commonFields,
  title: line().describe('What goes away, in one line.'),
  product: reference().describe('The product that it belongs to.'),
  subject: z
    .strictObject({
      kind: line().describe('What it is: an API, a field, a feature, a platform.'),
      name: line().describe('Its name, as readers know it.'),
    })
    .describe('What is deprecated.'),
  announcedIn: line().optional().describe('The version that announced it, quoted.'),
  announcedOn: daySchema().describe('The day on which it was announced.'),
  endOfSupport: daySchema().optional().describe('The day on which support for it ends.'),
  removedIn: line().optional().describe('The version that removes it, quoted.'),
  removalDate: removal.describe('The day of the removal, or the word tba.'),
  moved: z
    .array(
      z.strictObject({
        on: daySchema().describe('The day on which the move was announced.'),
        from: removal.describe('The day of the removal until then, or the word tba.'),
        to: removal.describe('The day of the removal from then on, or the word tba.'),
        reason: text().optional().describe('Why it was moved, in a sentence.'),
      }),
    )
    .default([])
    .describe('How the day of the removal was moved, oldest first.'),
  breaking: z
    .boolean()
    .default(true)
    .describe('Whether the removal breaks what readers have built.'),
  replacement: text().optional().describe('What to use instead, in Markdown.'),
  migration: reference().optional().describe('The migration guide.'),
  contact: link().optional().describe('Where to ask: an address or mailto:.'),
});
export type DeprecationData = z.infer<typeof deprecationSchema>;

export const deprecationTranslationSchema = z.strictObject({
  ...commonTranslationFields,
  replacement: text().optional().describe('The translated replacement.'),
  subject: z
    .strictObject({
      kind: line().optional().describe('What it is, translated.'),
      name: line().optional().describe('Its name, translated.'),
    })
    .optional()
    .describe('Translated words for what is deprecated.'),
  moved: z
    .record(z.string(), text())
    .optional()
    .describe('Translated reasons of moves, by the day on which they were announced.'),
});
