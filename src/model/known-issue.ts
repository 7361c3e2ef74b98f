import { z } from 'zod';
import {
  commonFields,
  commonTranslationFields,
  line,
  reference,
  severities,
  text,
} from './common.ts';

export const knownIssueStates = [
  'open',
  'investigating',
  'workaround',
  'fixed',
  'wont-fix',
] as const;
export type KnownIssueState = (typeof knownIssueStates)[number];

export const knownIssueSchema = z.strictObject({
  ...commonFields,
  title: line().describe('What goes wrong, in one line.'),
  product: reference().describe('The product that has the defect.'),
  affects: z.array(line()).min(1).describe('The ranges of versions that have the defect.'),
  fixedIn: line().optional().describe('The version that mends it, quoted.'),
  state: z.enum(knownIssueStates).default('open').describe('How far the defect has been mended.'),
  severity: z.enum(severities).describe('How bad it is for those who meet it.'),
  workaround: text().optional().describe('How to get by until it is mended, in Markdown.'),
});
export type KnownIssueData = z.infer<typeof knownIssueSchema>;

export const knownIssueTranslationSchema = z.strictObject({
  ...commonTranslationFields,
  workaround: text().optional().describe('The translated workaround.'),
});
