import { cvssRating, cvssScore } from '../../model/cvss.ts';
import type { Rule } from '../rule.ts';

/** Readers sort by severity, scanners by score: where the two differ, one of them waits too long. */
export const severityDiffersFromScore: Rule = {
  code: 'severity-differs-from-score',
  severity: 'warning',
  finds: 'The severity of an advisory is not the one that its CVSS score stands for.',
  mend: 'Write the severity of the score, or correct the vector.',
  *check({ catalog }) {
    for (const entry of catalog.entries.advisory) {
      const { cvss, severity } = entry.data;
      const score = cvss === undefined ? null : cvssScore(cvss);
      if (score === null) continue;
      // A score of nothing has no severity of its own here; either score may be what was meant.
      const ratings = [score.score, score.base].map((each) => cvssRating(each, score.version));
      const fitting = ratings.map((rating) => (rating === 'none' ? 'low' : rating));
      if (fitting.includes(severity)) continue;
      yield {
        at: entry,
        path: ['severity'],
        message: `The severity is ${severity}, but its CVSS ${score.version} score of ${score.score.toFixed(1)} is ${score.rating}.`,
        expected: [...new Set(fitting)].join(' or '),
        found: severity,
        fix: `Write severity: ${fitting[0] ?? severity}, or correct the vector.`,
      };
    }
  },
};
