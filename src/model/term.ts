import { z } from 'zod';
import { commonFields, commonTranslationFields, line, reference, text } from './common.ts';

/** A term of the glossary: glossary/<term>.yaml. */
export const termSchema = z.strictObject({
  ...commonFields,
  title: line().describe('The term, as it is to be written.'),
  definition: text().describe('What it means, in Markdown.'),
  avoid: z.array(line()).default([]).describe('Words to avoid in its stead.'),
  doNotTranslate: z
    .boolean()
    .default(false)
    .describe('Whether the term stays as it is in every language.'),
  terms: z
    .record(z.string(), line())
    .default({})
    .describe('The term in other languages, by locale.'),
  see: z.array(reference()).default([]).describe('Related terms, by their id.'),
});
export type TermData = z.infer<typeof termSchema>;

export const termTranslationSchema = z.strictObject({
  ...commonTranslationFields,
  definition: text().optional().describe('The translated definition.'),
  avoid: z.array(line()).optional().describe('Words to avoid in this language.'),
});
