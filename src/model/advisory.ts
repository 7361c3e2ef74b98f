import { z } from 'zod';
import {
  audienceList,
  commonFields,
  commonTranslationFields,
  daySchema,
  line,
  partId,
  reference,
  severities,
  text,
  webAddress,
} from './common.ts';
import { whyNotVector } from './cvss.ts';

export const advisorySchema = z.strictObject({
  ...commonFields,
  title: line().describe('The weakness, in one line.'),
  cve: z
    .array(z.string().regex(/^CVE-\d{4}-\d{4,}$/, 'must be of the form CVE-2026-12345'))
    .default([])
    .describe('CVE ids.'),
  cwe: z
    .array(z.string().regex(/^CWE-\d+$/, 'must be of the form CWE-79'))
    .default([])
    .describe('CWE ids.'),
  cvss: z
    .string()
    .superRefine((vector, context) => {
      const reason = whyNotVector(vector);
      if (reason !== null) context.addIssue({ code: 'custom', message: reason });
    })
    .meta({
      pattern: '^(?:CVSS:(?:3\\.[01]|4\\.0)/)?[A-Za-z]+:[A-Za-z]+(?:/[A-Za-z]+:[A-Za-z]+)*$',
    })
    .optional()
    .describe('The CVSS vector, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H.'),
  severity: z.enum(severities).describe('How severe it is.'),
  affected: z
    .array(
      z.strictObject({
        product: reference().describe('The product that is affected.'),
        range: line().describe('The range of versions that are affected.'),
        fixedIn: line().optional().describe('The version that mends it, quoted.'),
      }),
    )
    .min(1)
    .describe('The products and versions that are affected.'),
  workarounds: z
    .array(
      z.strictObject({
        id: partId().describe('The id of the workaround, for its translations.'),
        text: text().describe('What to do until one can upgrade, in Markdown.'),
        audience: audienceList(),
      }),
    )
    .default([])
    .describe('What helps those who cannot upgrade yet.'),
  credits: z
    .array(
      z.strictObject({
        name: line().describe('Who found it.'),
        url: webAddress().optional().describe('Where to learn more about them.'),
      }),
    )
    .default([])
    .describe('Who found and reported it.'),
  tlp: z
    .enum(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'])
    .default('CLEAR')
    .describe('How far it may be shared, by the Traffic Light Protocol 2.0.'),
  withdrawn: daySchema()
    .optional()
    .describe(
      'The day on which it was withdrawn: it was no weakness after all, or another advisory tells of it.',
    ),
});
export type AdvisoryData = z.infer<typeof advisorySchema>;

export const advisoryTranslationSchema = z.strictObject({
  ...commonTranslationFields,
  workarounds: z
    .record(z.string(), text())
    .optional()
    .describe('Translated workarounds, by their id.'),
});
