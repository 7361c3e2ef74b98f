/**
 * When things happened, for feeds. Notes know calendar days, feeds want times: a day is its midnight
 * in UTC, a deployment window the day on which it starts. The build clock is asked only whether
 * something has begun, so that a feed built on another day is the same feed.
 */
import type { EditionEntry, EditionRelease, Edition } from '../../catalog/edition.ts';
import { satisfies } from '../../model/range.ts';
import type { PlainRecord } from '../../views/record.ts';

/** A calendar day as RFC 3339: `2026-11-03T00:00:00Z`. */
export function momentOf(day: string): string {
  return `${day}T00:00:00Z`;
}

/** The later of two days, of which either may be missing. */
export function laterOf(a: string | null | undefined, b: string | null | undefined): string | null {
  if (!a || !b) return a || b || null;
  return a > b ? a : b;
}

/** The last day on which an entry was revised; null when it never was. */
export function lastRevision(entry: EditionEntry): string | null {
  return entry.data.revisions.reduce<string | null>((last, { date }) => laterOf(last, date), null);
}

/**
 * The day on which a release that went out enters the feeds: its own, or `publishedAt` when the note
 * came later. A note that was public before (while scheduled) is news on the day of the release.
 * But when a material revision came before that day, the day may be one that was moved afterwards,
 * and `publishedAt` is what never moves.
 */
export function releasedOn(release: EditionRelease): string | null {
  const { day, data } = release;
  const { publishedAt } = data;
  if (day === null || publishedAt === undefined) return publishedAt ?? day;
  if (data.backfilled) return day;
  const mayHaveMoved = data.revisions.some(
    ({ material, date }) => material && date >= publishedAt && date < day,
  );
  return mayHaveMoved ? publishedAt : laterOf(publishedAt, day);
}

/**
 * The day on which a release came into a state that undoes its plan, as far as the note tells:
 * the roll-out that was taken back, else the last revision, else the day of the release.
 */
export function stateChangedOn(release: EditionRelease): string | null {
  const undone = release.data.rollout
    .filter(({ outcome }) => outcome === 'rolled-back' || outcome === 'failed')
    .map(({ date, actualDate }) => actualDate ?? date)
    .sort()
    .at(-1);
  const known = laterOf(lastRevision(release), undone);
  if (known !== null) return known;
  const { state } = release.data;
  // A release that did not happen has its day ahead; the note's own day is nearer to the truth.
  if (state === 'delayed' || state === 'cancelled') return release.data.publishedAt ?? release.day;
  return laterOf(release.data.publishedAt, release.day);
}

/**
 * The day on which a record was first told: `publishedAt`, else the day that its kind has, else that
 * of the releases it belongs to; null when nothing tells.
 */
export function toldOn(edition: Edition, entry: PlainRecord): string | null {
  const { publishedAt } = entry.data;
  if (publishedAt !== undefined) return publishedAt;
  switch (entry.kind) {
    case 'deprecation':
      return entry.data.announcedOn;
    case 'announcement':
      return entry.data.from;
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
