import { z } from 'zod';
import {
  audienceList,
  commonFields,
  commonTranslationFields,
  line,
  partId,
  reference,
  text,
} from './common.ts';

export const stepSchema = z.strictObject({
  id: partId().describe('The id of the step; it becomes the anchor.'),
  title: line().describe('What to do, in one line.'),
  details: text().optional().describe('More about it, in Markdown.'),
  when: z.enum(['before', 'during', 'after']).describe('Before, during or after the upgrade.'),
  needed: z
    .enum(['required', 'recommended', 'optional'])
    .default('required')
    .describe('Whether the step is needed.'),
  automated: z.boolean().default(false).describe('Whether it happens by itself.'),
  command: text().optional().describe('The command to run.'),
  verify: text().optional().describe('How to see that it worked.'),
  rollback: text().optional().describe('How to undo it.'),
  audience: audienceList(),
  modules: z.array(reference()).default([]).describe('The modules that it concerns.'),
});
export type MigrationStep = z.infer<typeof stepSchema>;

export const migrationSchema = z.strictObject({
  ...commonFields,
  title: line().describe('The title of the guide.'),
  product: reference().describe('The product to upgrade.'),
  from: line().describe('The range of versions to come from, such as ">=3.7 <4".'),
  to: line().describe('The version or range to arrive at.'),
  effort: line().optional().describe('How long it takes, such as "half a day".'),
  steps: z.array(stepSchema).default([]).describe('The steps, in order.'),
});
export type MigrationData = z.infer<typeof migrationSchema>;

export const migrationTranslationSchema = z.strictObject({
  ...commonTranslationFields,
  effort: line().optional().describe('The translated effort.'),
  steps: z
    .record(
      z.string(),
      z.strictObject({
        title: line().optional().describe('The translated title.'),
        details: text().optional().describe('The translated details.'),
        verify: text().optional().describe('The translated check.'),
        rollback: text().optional().describe('The translated way to undo it.'),
      }),
    )
    .optional()
    .describe('Translated texts of steps, by their id.'),
});
