import { z } from 'zod';
import { commonFields, commonTranslationFields, line, reference } from './common.ts';

/** A guide: docs/**.mdx. */
export const docSchema = z.strictObject({
  ...commonFields,
  title: line().describe('The title of the guide.'),
  appliesTo: z
    .array(
      z.strictObject({
        product: reference().describe('The product.'),
        range: line().default('*').describe('The range of its versions; all of them when absent.'),
      }),
    )
    .default([])
    .describe('The products and versions that the guide is about.'),
  sidebar: z
    .strictObject({
      label: line().optional().describe('A shorter title for the sidebar.'),
      order: z.number().optional().describe('The place among its siblings: smaller first.'),
      hidden: z.boolean().default(false).describe('Whether to leave it out of the sidebar.'),
    })
    .optional()
    .describe('How the guide shows in the sidebar.'),
});
export type DocData = z.infer<typeof docSchema>;

export const docTranslationSchema = z.strictObject({
  ...commonTranslationFields,
  sidebar: z
    .strictObject({ label: line().optional().describe('The translated label.') })
    .optional()
    .describe('Translated texts of the sidebar.'),
});
