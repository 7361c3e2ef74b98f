import { z } from 'zod';
import {
  commonFields,
  commonTranslationFields,
  daySchema,
  line,
  link,
  reference,
} from './common.ts';

export const announcementKinds = ['maintenance', 'freeze', 'beta', 'incident', 'general'] as const;
export type AnnouncementKind = (typeof announcementKinds)[number];

export const announcementSchema = z.strictObject({
  ...commonFields,
  title: line().describe('The words of the banner, in one line.'),
  kind: z.enum(announcementKinds).default('general').describe('What is announced.'),
  from: daySchema().describe('The first day on which the banner shows.'),
  until: daySchema().describe('The last day on which the banner shows.'),
  start: daySchema().optional().describe('The day on which what is announced begins.'),
  end: daySchema().optional().describe('The day on which what is announced ends.'),
  products: z
    .array(reference())
    .default([])
    .describe('The products that it concerns; all of them when empty.'),
  link: link().optional().describe('Where to learn more.'),
});
export type AnnouncementData = z.infer<typeof announcementSchema>;

export const announcementTranslationSchema = z.strictObject({ ...commonTranslationFields });
