/** What of an edition feeds do not tell, and why. */
import type {
  Edition,
  EditionChange,
  EditionEntry,
  EditionRelease,
} from '../../catalog/edition.ts';
import type { RecordEntry } from '../../views/record.ts';
import { releasedOn, toldOn } from './moments.ts';

export type ExclusionReason =
  | 'scheduled'
  | 'delayed'
  | 'cancelled'
  | 'no-day'
  | 'not-yet'
  // A change that waits for a release: told only when it is revised.
  | 'unreleased';

/** Why feeds do not tell of an entry by itself when it comes, whatever it says. */
export type ApartReason = 'product' | 'in-release' | 'guide' | 'term';

export interface Exclusion {
  /** `<kind>:<id>` */
  readonly key: string;
  readonly reason: ExclusionReason;
}

/** Why an entry is of a kind that feeds do not tell of when it comes; null where it is not. */
export function whyApartFromFeeds(entry: EditionEntry): ApartReason | null {
  switch (entry.kind) {
    case 'product':
    case 'term':
      return entry.kind;
    case 'doc':
      return 'guide';
    case 'change':
      return isUnreleased(entry as EditionChange) ? null : 'in-release';
    default:
      return null;
  }
}

/**
 * Entries of an edition that feeds do not tell of when they come, each with the reason. What is told
 * of a delayed or cancelled release is about it, and not its own entry. Changes are told in releases.
 */
export function excludedFromFeeds(edition: Edition): Exclusion[] {
  const reasons: [EditionEntry, ExclusionReason | null][] = [
    ...edition.releases.map((release): [EditionEntry, ExclusionReason | null] => [
      release,
      whyNoRelease(edition, release),
    ]),
    ...records(edition).map((record): [EditionEntry, ExclusionReason | null] => [
      record,
      whyNoRecord(edition, record),
    ]),
    ...edition.changes
      .filter(isUnreleased)
      .map((change): [EditionEntry, ExclusionReason] => [change, 'unreleased']),
  ];
  return reasons.flatMap(([{ key }, reason]) => (reason === null ? [] : [{ key, reason }]));
}

/** What has an entry of its own beside releases. */
export function records(edition: Edition): RecordEntry[] {
  return [
    ...edition.deprecations,
    ...edition.migrations,
    ...edition.advisories,
    ...edition.knownIssues,
    ...edition.announcements,
  ];
}

/** Whether a change waits for a release. */
export function isUnreleased({ release }: EditionChange): boolean {
  return release === null;
}

/** Why a release has no entry of its own; null where it has. */
export function whyNoRelease(edition: Edition, release: EditionRelease): ExclusionReason | null {
  const { state } = release.data;
  if (state === 'scheduled' || state === 'delayed' || state === 'cancelled') return state;
  return whyNotOn(edition, releasedOn(release));
}

/** Why a record has no entry; null where it has. */
export function whyNoRecord(edition: Edition, record: RecordEntry): ExclusionReason | null {
  return whyNotOn(edition, toldOn(edition, record));
}

/** Nothing is told on a day that is still to come: readers would find it among what is old by then. */
function whyNotOn({ clock }: Edition, day: string | null): ExclusionReason | null {
  if (day === null) return 'no-day';
  return day > clock.today ? 'not-yet' : null;
}
