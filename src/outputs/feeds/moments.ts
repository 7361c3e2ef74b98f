/**
 * When things happened, for feeds. Notes know calendar days, feeds want times: a day is its midnight
 * in UTC, a deployment window the day on which it starts. The build clock is asked only whether
 * something has begun, so that a feed built on another day is the same feed.
 */
import type { EditionEntry, EditionRelease, Edition } from '../../catalog/edition.ts';
import { earliestStateDay, undoneOn } from '../../model/state-day.ts';
import { satisfies } from '../../model/range.ts';
import type { RecordEntry } from '../../views/record.ts';

/** A calendar day as RFC 3339: `2026-11-03T00:00:00Z`. */
export function momentOf(day: string): string {
  return `${day}T00:00:00Z`;
}

/** The later of two days, of which either may be missing. */
export function laterOf(a: string | null | undefined, b: string | null | undefined): string | null {
  if (!a || !b) return a || b || null;
  return a > b ? a : b;
}

/** How the removal of a deprecation was moved; nothing of entries of other kinds. */
export function movesOf(entry: EditionEntry): EditionEntry<'deprecation'>['data']['moved'] {
  return entry.kind === 'deprecation' ? (entry as EditionEntry<'deprecation'>).data.moved : [];
}

/**
 * The last day until `today` on which an entry was revised, or its removal moved; null when neither
 * ever was.
 */
export function lastRevision(entry: EditionEntry, today: string): string | null {
  return [...entry.data.revisions.map(({ date }) => date), ...movesOf(entry).map(({ on }) => on)]
    .filter((day) => day <= today)
    .reduce<string | null>(laterOf, null);
}

/**
 * The day on which a release that went out enters the feeds: its own, or `publishedAt` when the note
 * came later. A note that was public before (while scheduled) is news on the day of the release.
 * But when a material revision came before that day, the day may be one that was moved afterwards,
 * and `publishedAt` is what never moves.
 */
export function releasedOn(release: EditionRelease): string | null {
  const { day, data, opensOn } = release;
  const { publishedAt } = data;
  if (day === null || publishedAt === undefined) return laterOf(publishedAt ?? day, opensOn);
  if (data.backfilled) return day;
  const mayHaveMoved = data.revisions.some(
    ({ material, date }) => material && date >= publishedAt && date < day,
  );
  return mayHaveMoved ? publishedAt : laterOf(publishedAt, day);
}

/**
 * The day on which a release came into a state that undoes its plan, as far as the note tells: the
 * roll-out that was taken back, else the last revision, else the day of the note or the release. Of one
 * that reached a part of its readers only the roll-out tells, since it may have been planned so.
 */
export function stateChangedOn(release: EditionRelease, today: string): string | null {
  const { data, day, opensOn } = release;
  if (data.state === 'partial') {
    const undone = undoneOn(data);
    return undone === null ? null : laterOf(undone, opensOn);
  }
  const known = laterOf(lastRevision(release, today), earliestStateDay(data));
  return laterOf(known ?? day, opensOn);
}

/**
 * The day on which a record was first told: `publishedAt`, else the day that its kind has, else that
 * of the releases it belongs to; and not before its embargo ended. Null when nothing tells. The day of a
 * release is a guess, and an embargo knows better: an advisory may be told before the version that mends.
 */
export function toldOn(edition: Edition, entry: RecordEntry): string | null {
  const { publishedAt } = entry.data;
  if (publishedAt !== undefined) return publishedAt;
  const own = ownDay(entry);
  return own === null
    ? (entry.opensOn ?? releaseDayOf(edition, entry))
    : laterOf(own, entry.opensOn);
}

/** The day that a record of its kind always has. */
function ownDay(entry: RecordEntry): string | null {
  if (entry.kind === 'deprecation') return entry.data.announcedOn;
  return entry.kind === 'announcement' ? entry.data.from : null;
}

function releaseDayOf(edition: Edition, entry: RecordEntry): string | null {
  switch (entry.kind) {
    case 'deprecation':
    case 'announcement':
    case 'migration':
      return null;
    case 'known-issue':
      return firstDay(edition, ({ product, version, data }) => {
        if (data.knownIssues !== 'none' && data.knownIssues.includes(entry.id)) return true;
        const scheme = edition.byKey('product', product)?.data.versioning ?? 'semver';
        return (
          product === entry.data.product &&
          entry.data.affects.some((range) => satisfies(version, range, scheme))
        );
      });
    case 'advisory':
      return firstDay(edition, ({ product, version }) =>
        entry.data.affected.some((hit) => hit.product === product && hit.fixedIn === version),
      );
  }
}

function firstDay(edition: Edition, matches: (release: EditionRelease) => boolean): string | null {
  let first: string | null = null;
  for (const release of edition.releases) {
    if (release.day !== null && (first === null || release.day < first) && matches(release)) {
      first = release.day;
    }
  }
  return first;
}
