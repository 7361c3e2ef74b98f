import { z } from 'zod';
import {
  commonFields,
  commonTranslationFields,
  daySchema,
  line,
  partId,
  reference,
  severities,
  text,
} from './common.ts';

export const changeTypes = [
  'feature',
  'enhancement',
  'fix',
  'breaking',
  'deprecation',
  'removal',
  'security',
  'performance',
  'documentation',
  'other',
] as const;
export type ChangeType = (typeof changeTypes)[number];

export const actionSchema = z.strictObject({
  required: z
    .boolean()
    .default(true)
    .describe('Whether readers must act; false for a recommendation.'),
  by: daySchema().optional().describe('The last day on which to act.'),
  who: z.array(reference()).default([]).describe('The audiences who must act.'),
  steps: z.array(text()).default([]).describe('What to do, one step each, in Markdown.'),
  guide: line()
    .optional()
    .describe('More help: an address, or an entry as migrations/<id> or docs/<id>.'),
});

const changeFields = {
  ...commonFields,
  title: line().describe('What is different, in one line.'),
  type: z.enum(changeTypes).describe('The type of the change.'),
  area: line().optional().describe('The part of the product that it touches, in a word or two.'),
  impact: z.enum(severities).optional().describe('How much it touches those whom it concerns.'),
  action: actionSchema.optional().describe('What readers must do, by when, and who.'),
  enablement: z
    .enum(['default-on', 'opt-in', 'admin-enable'])
    .optional()
    .describe('Whether it works at once, when readers choose it, or when administrators allow it.'),
  flag: line().optional().describe('The feature flag that switches it.'),
  issues: z
    .array(line())
    .default([])
    .describe('Tracker references: an address or an id; quote those that begin with #.'),
  advisory: reference().optional().describe('The advisory that it belongs to.'),
  deprecation: reference().optional().describe('The deprecation that it announces or carries out.'),
  migration: reference().optional().describe('The migration guide that helps with it.'),
};

/** A change in a file of its own: changes/<product>/<slug>.mdx. */
export const changeSchema = z.strictObject({
  ...changeFields,
  release: line().describe('The version that it ships in, quoted, or the word next.'),
});
export type ChangeData = z.infer<typeof changeSchema>;

/** A short change in the `changes` list of a release. */
export const inlineChangeSchema = z.strictObject({
  id: partId().describe('The id of the change, unique in its release; it becomes the anchor.'),
  ...changeFields,
  body: text().optional().describe('More about it, in Markdown.'),
});
export type InlineChange = z.infer<typeof inlineChangeSchema>;

const changeProse = {
  summary: commonTranslationFields.summary,
  title: commonTranslationFields.title,
  resources: commonTranslationFields.resources,
  area: line().optional().describe('The translated area.'),
  action: z
    .strictObject({
      steps: z
        .array(text())
        .optional()
        .describe('The translated steps, as many and in the same order as in the source.'),
    })
    .optional()
    .describe('Translated texts of the action.'),
};

export const changeTranslationSchema = z.strictObject({
  ...commonTranslationFields,
  ...changeProse,
});

export const inlineChangeTranslationSchema = z.strictObject({
  ...changeProse,
  body: text().optional().describe('The translated Markdown.'),
});
