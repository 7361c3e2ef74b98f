import type { CatalogEntry } from '../../catalog/catalog.ts';
import { daysBetween } from '../../model/day.ts';
import type { ReleaseState } from '../../model/release.ts';
import type { CatalogIndex } from '../catalog-index.ts';
import type { Claim, Rule } from '../rule.ts';

/**
 * A product that promises notice owes it for every removal: in days, and in releases in which readers
 * can move. Releases are counted only once the one that removes is known, as those before it may
 * still be written; prereleases and what never stayed out are no chance to move.
 */
export const noticeTooShort: Rule = {
  code: 'notice-too-short',
  severity: 'warning',
  finds:
    'A removal gives less notice than the product promises under `notice`: in days, in releases, or after it was moved to an earlier day.',
  mend: 'Move the removal, or tell readers why the promise could not be kept.',
  *check(index) {
    for (const entry of index.catalog.entries.deprecation) {
      const notice = index.product(entry.data.product).data?.notice;
      if (notice?.minDays !== undefined) yield* tooFewDays(entry, notice.minDays);
      if (notice?.minReleases !== undefined)
        yield* tooFewReleases(index, entry, notice.minReleases);
    }
  },
};

/** States of releases in which nobody could move to something else. */
const gone: readonly ReleaseState[] = ['cancelled', 'withdrawn', 'rolled-back'];
const fix = 'Move the removal, or say why the promise could not be kept.';

function* tooFewDays(entry: CatalogEntry<'deprecation'>, minDays: number): Generator<Claim> {
  const { announcedOn, removalDate, moved } = entry.data;
  const days = removalDate === 'tba' ? null : daysBetween(announcedOn, removalDate);
  // A removal before its announcement is told of by another rule.
  const isShort = days !== null && days >= 0 && days < minDays;
  if (isShort) {
    yield {
      at: entry,
      path: ['removalDate'],
      message: `It gives ${count(days, 'day')} of notice, and the product promises ${minDays}.`,
      expected: `at least ${count(minDays, 'day')} after ${announcedOn}`,
      found: count(days, 'day'),
      fix,
    };
  }
  for (const [index, { on, from, to }] of moved.entries()) {
    if (to === 'tba' || (from !== 'tba' && to >= from)) continue;
    const left = daysBetween(on, to);
    // What is short from its announcement on is not told once more of its move.
    if (left >= minDays || left < 0 || (isShort && to === removalDate)) continue;
    yield {
      at: entry,
      path: ['moved', index, 'to'],
      message: `This move leaves ${count(left, 'day')} of notice, and the product promises ${minDays}.`,
      expected: `at least ${count(minDays, 'day')} after ${on}`,
      found: count(left, 'day'),
      fix,
    };
  }
}

function* tooFewReleases(
  index: CatalogIndex,
  entry: CatalogEntry<'deprecation'>,
  minReleases: number,
): Generator<Claim> {
  const { announcedIn, removedIn, product } = entry.data;
  if (announcedIn === undefined || removedIn === undefined) return;
  const of = index.product(product);
  const [after, before] = [of.release(announcedIn), of.release(removedIn)];
  if (after === null || before === null) return;
  if ((index.compare(removedIn, announcedIn, product) ?? 0) <= 0) return;
  const between = of
    .between(after, before)
    .filter(
      ({ entry: { data }, isPrerelease }) => !isPrerelease && !gone.includes(data.state),
    ).length;
  if (between >= minReleases) return;
  yield {
    at: entry,
    path: ['removedIn'],
    message: `There ${between === 1 ? 'is' : 'are'} ${count(between, 'release')} between announcement and removal, and the product promises ${minReleases}.`,
    expected: `at least ${count(minReleases, 'release')} between ${announcedIn} and ${removedIn}`,
    found: count(between, 'release'),
    fix,
  };
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
