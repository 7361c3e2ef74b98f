import type { Rule } from '../rule.ts';

/**
 * What is removed without a deprecation was removed without notice. Notes that were written long
 * after their release are not judged: what was promised then may have no note here.
 */
export const removalWithoutDeprecation: Rule = {
  code: 'removal-without-deprecation',
  severity: 'warning',
  finds: 'A change removes something, and names no deprecation that announced it.',
  mend: 'Name it in `deprecation`, or write the deprecation.',
  *check({ changes }) {
    for (const { entry, release } of changes) {
      const { type, deprecation } = entry.data;
      if (type !== 'removal' || deprecation !== undefined) continue;
      if (release?.entry.data.backfilled === true) continue;
      yield {
        at: entry,
        path: ['type'],
        message: 'It removes something, and names no deprecation that announced it.',
        expected: 'deprecation: and its id',
        found: 'nothing',
        fix: 'Name the deprecation, or write one; a removal without notice is a breaking change.',
      };
    }
  },
};
