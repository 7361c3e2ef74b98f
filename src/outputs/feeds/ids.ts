/**
 * Ids of feeds and entries: `tag:` URIs (RFC 4151) of audience, locale and permanent id. Never an
 * address, so that a portal can move; never the same in two locales or for two audiences, because
 * readers such as Newsboat take entries of one id for one entry, whatever feed they are in.
 */

export interface TagSpace {
  /** Name and day of the tagging entity: `example.com,2026-01-31`. It stays when the site moves. */
  authority: string;
  audience: string;
  locale: string;
}

/**
 * Id of an entry. `permanentId` has one part for each step: `['release', 'atlas', '4.2.1']`.
 * @throws RangeError when the authority is not what RFC 4151 §2.1 allows.
 */
export function entryTag(space: TagSpace, permanentId: readonly string[]): string {
  return tag(space, ['entry', space.audience, space.locale, ...permanentId]);
}

/** Id of the nth material revision (from 1) of an entry. */
export function revisionTag(space: TagSpace, permanentId: readonly string[], nth: number): string {
  return entryTag(space, [...permanentId, 'revision', String(nth)]);
}

/** Id of the nth move (from 1) of a deprecation's removal. */
export function moveTag(space: TagSpace, permanentId: readonly string[], nth: number): string {
  return entryTag(space, [...permanentId, 'moved', String(nth)]);
}

/** Id of a feed with the key `all`, `product/atlas`: the same for its archives and all formats. */
export function feedTag(space: TagSpace, key: readonly string[]): string {
  return tag(space, ['feed', space.audience, space.locale, ...key]);
}

/** RFC 4151 asks for a day on which the owner held the name; one that no build or note can move. */
const HELD_SINCE = '2026';

/**
 * The tagging entity: what the portal declares (`tagAuthority`), else the host of its site. A portal
 * whose host was somebody else's in 2026, or that expects to move, declares it.
 */
export function tagAuthority(declared: string | undefined, site: string): string {
  return declared ?? `${new URL(site).hostname},${HELD_SINCE}`;
}

const AUTHORITY =
  /^(?:[a-z0-9._-]+@)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*,\d{4}(?:-\d\d(?:-\d\d)?)?$/;

function tag({ authority }: TagSpace, parts: readonly string[]): string {
  if (!AUTHORITY.test(authority)) {
    throw new RangeError(
      `A tag URI needs a host name in small letters, a comma and a day: found "${authority}".`,
    );
  }
  return `tag:${authority}:${parts.map(encodePart).join('/')}`;
}

/** One Unicode form, because file systems change it; `/` and all else that is not a `pchar` encoded. */
function encodePart(part: string): string {
  return encodeURIComponent(part.normalize('NFC').toWellFormed());
}
