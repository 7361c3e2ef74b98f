import { z } from 'zod';
import {
  audienceList,
  commonFields,
  commonTranslationFields,
  daySchema,
  line,
  link,
  partId,
  text,
} from './common.ts';

/** How the versions of a product are written and ordered. */
export const versionSchemes = ['semver', 'calver', 'natural'] as const;
export type VersionScheme = (typeof versionSchemes)[number];

const phase = z.union([daySchema(), z.boolean()]);

export const moduleSchema = z.strictObject({
  id: partId().describe('The id of the module, as entries refer to it.'),
  title: line().describe('The name of the module.'),
  summary: text().optional().describe('What the module does, in a sentence.'),
  audience: audienceList(),
});

export const cycleSchema = z.strictObject({
  cycle: line().describe('The line of versions, such as 24 or 3.7; quote it.'),
  codename: line().optional().describe('The name of the cycle.'),
  releaseDate: daySchema().optional().describe('The day of its first release.'),
  ltsFrom: phase.optional().describe('The day long-term support begins, or whether it has begun.'),
  eoasFrom: phase.optional().describe('The day active support ends, or whether it has ended.'),
  eolFrom: phase.optional().describe('The day security support ends, or whether it has ended.'),
  eoesFrom: phase.optional().describe('The day extended support ends, or whether it has ended.'),
});

export const productSchema = z.strictObject({
  ...commonFields,
  title: line().describe('The name of the product.'),
  versioning: z
    .enum(versionSchemes)
    .default('semver')
    .describe(
      'How versions are written and ordered: SemVer 2.0, calendar versions, or natural order.',
    ),
  modules: z
    .array(moduleSchema)
    .default([])
    .describe('The licensable parts of the product, in the order in which readers see them.'),
  cycles: z
    .array(cycleSchema)
    .default([])
    .describe('The supported lines of versions, newest first, with their end-of-life days.'),
  notice: z
    .strictObject({
      minDays: z.number().int().min(0).optional().describe('Least days of notice of a removal.'),
      minReleases: z
        .number()
        .int()
        .min(0)
        .optional()
        .describe('Least releases between announcement and removal.'),
    })
    .optional()
    .describe('How long before a removal the product promises to tell.'),
  contacts: z
    .array(
      z.strictObject({
        title: line().describe('Who answers, or for what.'),
        url: link().describe('Where to reach them: an address or mailto:.'),
        audience: audienceList(),
      }),
    )
    .default([])
    .describe('Where readers get help.'),
  identifiers: z
    .array(
      z.strictObject({
        purl: z
          .string()
          .regex(/^pkg:/, 'must begin with pkg:')
          .optional()
          .describe('A package URL, such as pkg:npm/atlas.'),
        cpe: z
          .string()
          .regex(/^cpe:/, 'must begin with cpe:')
          .optional()
          .describe('A CPE 2.3 name.'),
        other: line().optional().describe('Any other identifier, as scheme:name.'),
      }),
    )
    .default([])
    .describe('What scanners and inventories call the product: purl, cpe or other names.'),
  snapshots: z
    .array(line())
    .default([])
    .describe(
      'The cycles or versions whose guides are kept as they were, under docs/<product>/<version>/, newest first.',
    ),
  order: z
    .number()
    .int()
    .optional()
    .describe('The place of the product among others: smaller first, then by id.'),
});
export type ProductData = z.infer<typeof productSchema>;
export type ProductCycle = z.infer<typeof cycleSchema>;

export const productTranslationSchema = z.strictObject({
  ...commonTranslationFields,
  modules: z
    .record(
      z.string(),
      z.strictObject({
        title: line().optional().describe('The translated name of the module.'),
        summary: text().optional().describe('The translated summary of the module.'),
      }),
    )
    .optional()
    .describe('Translated texts of modules, by their id.'),
  contacts: z
    .record(z.string(), line())
    .optional()
    .describe('Translated titles of contacts, by their url.'),
});
