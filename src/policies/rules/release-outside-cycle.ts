import type { Rule } from '../rule.ts';

/**
 * A release dated after its cycle's end was made without support, or the cycle's days are old; one
 * dated before its cycle began makes the first day of the cycle untrue. Prereleases come before.
 */
export const releaseOutsideCycle: Rule = {
  code: 'release-outside-cycle',
  severity: 'warning',
  finds: 'A release is dated after its cycle has ended, or before its cycle has begun.',
  mend: 'Correct the day of the release, or those of the cycle in the file of the product.',
  *check({ releases }) {
    for (const release of releases) {
      const { entry, product, day, isPrerelease } = release;
      if (day === null || isPrerelease || entry.data.state === 'cancelled') continue;
      const cycle = product.cycle(release);
      if (cycle === null) continue;
      const end = typeof cycle.eoesFrom === 'string' ? cycle.eoesFrom : cycle.eolFrom;
      const isExtended = cycle.eoesFrom === true || cycle.eoesFrom === false;
      const isLate = typeof end === 'string' && !isExtended && day > end;
      const isEarly = cycle.releaseDate !== undefined && day < cycle.releaseDate;
      if (!isLate && !isEarly) continue;
      yield {
        at: entry,
        path: ['date'],
        message: isLate
          ? `It is dated after the end of its cycle ${cycle.cycle}.`
          : `It is dated before its cycle ${cycle.cycle} began.`,
        expected: isLate ? `${end} or earlier` : `${cycle.releaseDate ?? ''} or later`,
        found: day,
        fix: `Correct its day, or the cycle in content/products/${product.id}.yaml.`,
      };
    }
  },
};
