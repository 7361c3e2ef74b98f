import type { Edition, EditionEntry, EditionRelease } from '../catalog/edition.ts';
import { addDays } from '../model/day.ts';
import { releaseOf } from './affected.ts';
import type { ViewContext } from './context.ts';
import { isTakenBack } from './latest.ts';
import type { StateTone } from './release-line.ts';
import type { Stage } from './stage.ts';

export type DeprecationState = 'announced' | 'deprecated' | 'unsupported' | 'overdue' | 'removed';

type Deprecation = EditionEntry<'deprecation'>;

/**
 * Where a deprecation stands on a day: told of, in force, without support, or gone. It is gone from its
 * day on, unless the version that is to remove it is not out, nor a later one: then it is overdue.
 */
export function deprecationState(
  edition: Edition,
  entry: Deprecation,
  today: string = edition.clock.today,
): DeprecationState {
  const { removalDate, endOfSupport, announcedOn } = entry.data;
  if (removalDate !== 'tba' && removalDate <= today) {
    return isCarriedOut(edition, entry) ? 'removed' : 'overdue';
  }
  if (endOfSupport !== undefined && endOfSupport <= today) return 'unsupported';
  return announcedOn <= today ? 'deprecated' : 'announced';
}

/** Whether the version that a deprecation names is out, or one above it. Without a note, its day tells. */
function isCarriedOut(
  edition: Edition,
  { data: { product: id, removedIn } }: Deprecation,
): boolean {
  const named = removedIn === undefined ? undefined : releaseOf(edition, id, removedIn);
  if (named === undefined || isOut(named, edition.clock.today)) return true;
  const releases = edition.byKey('product', id)?.releases ?? [];
  const place = releases.findIndex(({ key }) => key === named.key);
  return releases.slice(0, place).some((release) => isOut(release, edition.clock.today));
}

/** Whether readers have a release, some of them at least. */
export function isOut(release: EditionRelease, today: string): boolean {
  const { state } = release.data;
  return (
    (state === 'released' || state === 'partial' || state === 'rolling-out') &&
    !isTakenBack(release) &&
    (release.day === null || release.day <= today)
  );
}

/**
 * What is to be said of a deprecation on the days to come. Whether it will have been removed on its day
 * nobody knows before, so from the next day on it was to be.
 */
export function deprecationStages({ edition, t }: ViewContext, entry: Deprecation): Stage[] {
  const { today } = edition.clock;
  const { announcedOn, endOfSupport, removalDate } = entry.data;
  const removal = removalDate === 'tba' ? null : removalDate;
  const stages = [announcedOn, endOfSupport].flatMap((day): Stage[] => {
    if (day === undefined || day <= today || (removal !== null && day >= removal)) return [];
    const state = deprecationState(edition, entry, day);
    return [{ from: day, label: t(`words.deprecation.${state}`), tone: DEPRECATION_TONE[state] }];
  });
  if (removal !== null && removal > today) {
    stages.push({ from: addDays(removal, 1), label: t('words.ended.removal'), tone: 'bad' });
  }
  return stages.sort((a, b) => (a.from < b.from ? -1 : 1));
}

export const DEPRECATION_TONE: Readonly<Record<DeprecationState, StateTone>> = {
  announced: 'soon',
  deprecated: 'care',
  unsupported: 'bad',
  overdue: 'bad',
  removed: 'bad',
};

/** The day of removal; null while it is to be announced, which is never taken for a day. */
export function deprecationDay(entry: Deprecation): string | null {
  return entry.data.removalDate === 'tba' ? null : entry.data.removalDate;
}
