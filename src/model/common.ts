import { z } from 'zod';
import { whyNotDay } from './day.ts';
import type { Day } from './day.ts';

/** Building blocks and fields that the kinds of entries share. */

/** A line of plain text. */
export function line(): z.ZodString {
  return z
    .string()
    .regex(/^\S(?:[^\n\r]*\S)?$/u, 'must be one line of text, without spaces around it');
}

/** Plain text of one or more paragraphs. */
export function text(): z.ZodString {
  return z.string().regex(/\S/u, 'must not be empty');
}

/** A calendar day. Its type is branded, so that a day can't be mistaken for other text. */
export function daySchema(): z.ZodType<Day, string> {
  return z
    .string()
    .superRefine((value, context) => {
      const reason = whyNotDay(value);
      if (reason !== null) {
        context.addIssue({ code: 'custom', message: reason, params: { code: 'not-a-day' } });
      }
    })
    .meta({ format: 'date' }) as unknown as z.ZodType<Day, string>;
}

/** An id that refers to another entry or to a part of one. */
export function reference(): z.ZodString {
  return line();
}

/** The id of a part (a change in a release, a step, a module): it becomes an anchor. */
export function partId(): z.ZodString {
  return z
    .string()
    .regex(
      /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}])?$/u,
      'must be letters, digits, dots, hyphens and underscores',
    );
}

/** A web address that is safe to link to: http, https, mailto, from the portal's root or beside the file. */
export function link(): z.ZodString {
  return z
    .string()
    .regex(
      /^(?:https?:\/\/[^\s/]|mailto:[^\s]|\/(?![/\\])|\.\/)[^\s<>"\\]*$/u,
      'must begin with https://, http://, mailto:, / or ./ and hold no spaces',
    );
}

/** An absolute web address. */
export function webAddress(): z.ZodString {
  return z
    .string()
    .regex(
      /^https?:\/\/[^\s/<>"\\][^\s<>"\\]*$/u,
      'must be an address such as https://example.com/',
    )
    .refine((address) => URL.canParse(address), 'must be an address such as https://example.com/');
}

/** Text of portal.yaml in one language for all locales, or one for each. */
export function localised(): z.ZodType<Localised, Localised> {
  return z.union([line(), z.record(z.string(), line())]);
}
export type Localised = string | Record<string, string>;

const audiences = z
  .array(reference())
  .min(1)
  .optional()
  .describe(
    'The audiences who may read it, and all who include them; the portal’s root audience when absent.',
  );

/** The `audience` field: undefined means the root audience. */
export function audienceList(): typeof audiences {
  return audiences;
}

export const functions = ['engineering', 'product', 'support', 'security', 'legal'] as const;
export const severities = ['low', 'medium', 'high', 'critical'] as const;

export const revisionSchema = z.strictObject({
  date: daySchema().describe('The day of the revision.'),
  summary: text().describe('What was revised, in a sentence.'),
  material: z
    .boolean()
    .default(false)
    .describe('Whether readers must hear of it again: it becomes a new item in the feeds.'),
});

export const approvalSchema = z.strictObject({
  function: z.enum(functions).describe('The function that approves.'),
  by: line().describe('Who approved. Never published.'),
  on: daySchema().describe('The day of the approval.'),
});

export const resourceSchema = z.strictObject({
  kind: z.enum(['guide', 'training', 'video', 'sandbox', 'api']).describe('What the resource is.'),
  title: line().describe('The words of the link.'),
  url: link().describe('Where it is: an address, or a file beside the note.'),
  audience: audienceList(),
});

export const translationMetaSchema = z.strictObject({
  source: line().describe('The hash of the source text that was translated.'),
  state: z
    .enum(['machine', 'in-review', 'approved'])
    .describe('How far the translation has been reviewed.'),
  by: line().optional().describe('Who translated or approved it. Never published.'),
  on: daySchema().optional().describe('The day of the translation or its approval.'),
});
export type TranslationMeta = z.infer<typeof translationMetaSchema>;

export const embargoSchema = z.union([
  daySchema(),
  z
    .record(z.string(), daySchema())
    .refine((days) => Object.keys(days).length > 0, 'must name a day or an audience'),
]);
export type Embargo = z.infer<typeof embargoSchema>;

/** Fields of every entry. Spread into each kind's object. */
export const commonFields = {
  summary: text().optional().describe('One or two sentences that say it all.'),
  audience: audienceList(),
  modules: z
    .array(reference())
    .default([])
    .describe('The modules of the product that it concerns; all of them when empty.'),
  aliases: z
    .array(line())
    .default([])
    .describe('Earlier ids of this entry, or earlier addresses that begin with a slash.'),
  publishedAt: daySchema()
    .optional()
    .describe('The day it was first published. It never moves afterwards.'),
  revisions: z
    .array(revisionSchema)
    .default([])
    .describe('What was revised after publication, oldest first.'),
  approvals: z
    .array(approvalSchema)
    .default([])
    .describe('Who approved the text, for which function. Never published.'),
  embargoUntil: embargoSchema
    .optional()
    .describe(
      'The first day on which it may be read, or such a day for each audience; an audience that is not named waits for the latest of them.',
    ),
  draft: z.boolean().default(false).describe('A draft is in no edition.'),
  owner: line().optional().describe('Who looks after the text. Never published.'),
  resources: z.array(resourceSchema).default([]).describe('Guides, training, videos and the like.'),
  retention: z
    .strictObject({
      keepUntil: daySchema().describe('The day until which the entry must be kept.'),
    })
    .optional()
    .describe('How long the entry must be kept. Never published.'),
};

/** Fields that a translation of any kind may carry: prose, and where it comes from. */
export const commonTranslationFields = {
  title: line().optional().describe('The translated title.'),
  summary: text().optional().describe('The translated summary.'),
  resources: z
    .record(z.string(), line())
    .optional()
    .describe('Translated titles of resources, by their url.'),
  revisions: z
    .record(z.string(), text())
    .optional()
    .describe('Translated summaries of revisions, by their date.'),
  translation: translationMetaSchema
    .optional()
    .describe('What was translated, and how far the translation has been reviewed.'),
};
