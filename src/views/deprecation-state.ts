import type { EditionEntry } from '../catalog/edition.ts';
import type { StateTone } from './release-line.ts';

export type DeprecationState = 'announced' | 'deprecated' | 'unsupported' | 'removed';

/** Where a deprecation stands on a day: told of, in force, without support, or gone. */
export function deprecationState(
  entry: EditionEntry<'deprecation'>,
  today: string,
): DeprecationState {
  const { removalDate, endOfSupport, announcedOn } = entry.data;
  if (removalDate !== 'tba' && removalDate <= today) return 'removed';
  if (endOfSupport !== undefined && endOfSupport <= today) return 'unsupported';
  return announcedOn <= today ? 'deprecated' : 'announced';
}

export const DEPRECATION_TONE: Readonly<Record<DeprecationState, StateTone>> = {
  announced: 'soon',
  deprecated: 'care',
  unsupported: 'bad',
  removed: 'bad',
};

/** The day of removal; null while it is to be announced, which is never taken for a day. */
export function deprecationDay(entry: EditionEntry<'deprecation'>): string | null {
  return entry.data.removalDate === 'tba' ? null : entry.data.removalDate;
}
