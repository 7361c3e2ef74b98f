import { z } from 'zod';
import { inlineChangeSchema, inlineChangeTranslationSchema } from './change.ts';
import {
  commonFields,
  commonTranslationFields,
  daySchema,
  functions,
  line,
  link,
  reference,
  text,
} from './common.ts';
import { isDay } from './day.ts';
import type { Day } from './day.ts';
import { whyNotMoment } from './moment.ts';

export const releaseStates = [
  'scheduled',
  'rolling-out',
  'partial',
  'released',
  'delayed',
  'rolled-back',
  'withdrawn',
  'cancelled',
] as const;
export type ReleaseState = (typeof releaseStates)[number];

export const rolloutOutcomes = [
  'pending',
  'in-progress',
  'succeeded',
  'paused',
  'failed',
  'rolled-back',
  'skipped',
] as const;

/** A day, or a day with a time of day (ISO 8601), as written: `2026-11-03T22:00`. */
function moment(): z.ZodString {
  return z.string().superRefine((value, context) => {
    const reason = whyNotMoment(value);
    if (reason !== null) {
      context.addIssue({ code: 'custom', message: reason, params: { code: 'not-a-day' } });
    }
  });
}

/** Whether a name is one of the IANA time zone database. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

const windowSchema = z.strictObject({
  start: moment().describe('When the window begins: a day, or a day and a time.'),
  end: moment().optional().describe('When the window ends.'),
  zone: line()
    .refine(isTimeZone, 'must be a time zone, such as Europe/Berlin')
    .optional()
    .describe('The IANA time zone of the times, such as Europe/Berlin; UTC when absent.'),
});
/** A deployment window. Times without an offset are local times of `zone`. */
export type ReleaseWindow = z.infer<typeof windowSchema>;

export const releaseSchema = z.strictObject({
  ...commonFields,
  title: line().optional().describe('A headline; the product and version when absent.'),
  version: line().describe('The version, quoted, and equal to the file name.'),
  date: z
    .union([daySchema(), windowSchema, z.literal('none')])
    .describe(
      'The day of deployment, or a window with its time zone, or the word none while there is no date.',
    ),
  state: z
    .enum(releaseStates)
    .default('released')
    .describe('What has really become of the release.'),
  stateNote: text()
    .optional()
    .describe('Why it is delayed, rolled back or withdrawn, and what readers should do now.'),
  tier: z
    .number()
    .int()
    .min(0)
    .max(3)
    .optional()
    .describe('How big the release is: 0 is the biggest, 3 the smallest.'),
  kind: z
    .enum(['planned', 'hotfix', 'emergency'])
    .default('planned')
    .describe('Whether it was planned, a hotfix, or an emergency.'),
  benefits: text().optional().describe('Why the release matters to readers, in Markdown.'),
  stop: z
    .boolean()
    .default(false)
    .describe('Whether an upgrade must stop at this version: it cannot be skipped on the way.'),
  requires: z
    .array(
      z.strictObject({
        product: reference().describe('The product that is required.'),
        range: line().describe('The range of its versions, such as ">=3.7 <4".'),
      }),
    )
    .default([])
    .describe('Other products that it needs, with ranges of versions.'),
  rollout: z
    .array(
      z.strictObject({
        ring: line().optional().describe('The ring of the roll-out.'),
        region: line().optional().describe('The region of the roll-out.'),
        percent: z.number().min(0).max(100).optional().describe('How much of it, in percent.'),
        date: daySchema().describe('The planned day.'),
        actualDate: daySchema().optional().describe('The day on which it really happened.'),
        outcome: z.enum(rolloutOutcomes).default('pending').describe('What became of it.'),
        note: text().optional().describe('What happened, in a sentence.'),
        audience: commonFields.audience,
      }),
    )
    .default([])
    .describe('The roll-out, ring by ring or region by region, planned and actual.'),
  rollback: z
    .union([
      z.strictObject({
        supported: z.boolean().describe('Whether one can go back.'),
        procedure: text().optional().describe('How to go back, in Markdown.'),
        dataLoss: text().optional().describe('What is lost by going back.'),
        audience: commonFields.audience.describe(
          'Who may read how; whether one can go back is told to all who read the release.',
        ),
      }),
      z.literal('none'),
    ])
    .describe('How to go back to the version before, or the word none.'),
  knownIssues: z
    .union([z.array(reference()), z.literal('none')])
    .describe('The ids of known issues, or the word none.'),
  downtime: z
    .union([
      z.strictObject({
        minutes: z.number().min(0).optional().describe('How long, in minutes.'),
        description: text().optional().describe('What stands still, in Markdown.'),
      }),
      z.literal('none'),
    ])
    .optional()
    .describe('The downtime that readers will see, or the word none.'),
  readiness: z
    .array(
      z.strictObject({
        item: line().describe('What must be ready.'),
        function: z.enum(functions).describe('The function that answers for it.'),
        done: z.boolean().default(false).describe('Whether it is done.'),
        evidence: line().optional().describe('Where to see that it is done.'),
      }),
    )
    .default([])
    .describe('The checklist before the release. Never published.'),
  decision: z
    .strictObject({
      go: z.boolean().describe('Whether the release may go out.'),
      by: line().describe('Who decided.'),
      on: daySchema().describe('The day of the decision.'),
    })
    .optional()
    .describe('The decision to release. Never published.'),
  risk: z
    .strictObject({
      level: z.enum(['low', 'medium', 'high']).describe('How risky the release is.'),
      mitigation: text().optional().describe('What keeps the risk small.'),
    })
    .optional()
    .describe('The risk of the release. Never published.'),
  feedback: z
    .strictObject({
      url: link().describe('Where readers tell what they think.'),
      until: daySchema().optional().describe('The last day for it.'),
    })
    .optional()
    .describe('Where and until when feedback is welcome.'),
  backfilled: z
    .boolean()
    .default(false)
    .describe('Whether the note was written long after the release.'),
  artifacts: z
    .array(
      z.strictObject({
        name: line().describe('The name of the file.'),
        url: link().describe('Where to get it.'),
        sha256: z
          .string()
          .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hexadecimal digits')
          .optional()
          .describe('Its SHA-256 checksum.'),
        audience: commonFields.audience,
      }),
    )
    .default([])
    .describe('Files to download, with checksums.'),
  changes: z
    .array(inlineChangeSchema)
    .default([])
    .describe('Short changes; longer ones have a file of their own in changes/.'),
});
export type ReleaseData = z.infer<typeof releaseSchema>;
export type ReleaseDate = ReleaseData['date'];

/** The day on which a release (or its window) begins, as written; null while there is no date. */
export function releaseDay(date: ReleaseDate): Day | null {
  if (date === 'none') return null;
  const start = typeof date === 'string' ? date : date.start.slice(0, 10);
  return isDay(start) ? start : null;
}

export const releaseTranslationSchema = z.strictObject({
  ...commonTranslationFields,
  stateNote: text().optional().describe('The translated note on the state.'),
  benefits: text().optional().describe('The translated benefits.'),
  rollback: z
    .strictObject({
      procedure: text().optional().describe('The translated procedure.'),
      dataLoss: text().optional().describe('The translated account of what is lost.'),
    })
    .optional()
    .describe('Translated texts of the rollback.'),
  downtime: z
    .strictObject({ description: text().optional().describe('The translated description.') })
    .optional()
    .describe('Translated texts of the downtime.'),
  rollout: z
    .record(z.string(), text())
    .optional()
    .describe(
      'Translated notes of the roll-out by ring or region, as `EU`, `canary/EU`, or `EU 2` for its second line.',
    ),
  artifacts: z
    .record(z.string(), line())
    .optional()
    .describe('Translated names of files, by their url.'),
  changes: z
    .record(z.string(), inlineChangeTranslationSchema)
    .optional()
    .describe('Translated texts of changes, by their id.'),
});
