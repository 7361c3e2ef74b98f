/**
 * Addresses of pages (design §6). An address such as `/de/admin/releases/atlas/4.2.1/` begins with a
 * slash, is not percent-encoded, and leaves the portal's base path out. `toUrl` makes it a link, `toFile`
 * the name of a file.
 */

/** Where an edition lives. An `Edition` is one. */
export interface Place {
  readonly locale: { readonly prefix: string };
  readonly audience: { readonly prefix: string };
}

/** What an address needs to know of a change. An `EditionChange` is one. */
export interface ChangePlace {
  /** `<product>/<slug>` for a change with a file. */
  readonly id: string;
  readonly product: string;
  /** The version that it ships in; null when it has not shipped. */
  readonly release: string | null;
  readonly anchor: string;
  readonly hasFile: boolean;
}

/** The lists of an edition: `/releases/`, `/feeds/`, … */
export const sections = [
  'releases',
  'deprecations',
  'migrations',
  'upgrade',
  'known-issues',
  'advisories',
  'announcements',
  'calendar',
  'glossary',
  'feeds',
  'api',
  'docs',
] as const;
export type Section = (typeof sections)[number];

/** Kinds of records that have a page of their own below a list of their kind. */
export type RecordKind = 'deprecation' | 'migration' | 'known-issue' | 'advisory' | 'announcement';

const recordSections: Readonly<Record<RecordKind, Section>> = {
  deprecation: 'deprecations',
  migration: 'migrations',
  'known-issue': 'known-issues',
  advisory: 'advisories',
  announcement: 'announcements',
};

/** An address in an edition: locale first, then audience. `page` begins with a slash. */
export function pageAddress(place: Place, page: string): string {
  const prefixes = [place.locale.prefix, place.audience.prefix].filter((prefix) => prefix !== '');
  return prefixes.map((prefix) => `/${prefix}`).join('') + page;
}

export function homeAddress(place: Place): string {
  return pageAddress(place, '/');
}

export function sectionAddress(place: Place, section: Section): string {
  return pageAddress(place, `/${section}/`);
}

export function productAddress(place: Place, product: string): string {
  return pageAddress(place, `/releases/${product}/`);
}

export function releaseAddress(place: Place, product: string, version: string): string {
  return pageAddress(place, `/releases/${product}/${version}/`);
}

/** The newest release of a product: a redirect. */
export function latestAddress(place: Place, product: string): string {
  return pageAddress(place, `/releases/${product}/latest/`);
}

/** The page of a change with a file, which stays when the change ships in another version. */
export function changeAddress(place: Place, change: Pick<ChangePlace, 'id'>): string {
  return pageAddress(place, `/changes/${change.id}/`);
}

/** A change on the page of its release; its own page while it has not shipped. */
export function changeAnchorAddress(place: Place, change: ChangePlace): string {
  if (change.release === null) return changeAddress(place, change);
  return `${releaseAddress(place, change.product, change.release)}#${change.anchor}`;
}

/** The page of a deprecation, migration guide, known issue, advisory or announcement. */
export function recordAddress(place: Place, kind: RecordKind, id: string): string {
  return pageAddress(place, `/${recordSections[kind]}/${id}/`);
}

/** A guide; its id is the path below docs/, `index` for the first page. */
export function docAddress(place: Place, id: string): string {
  return pageAddress(place, id === 'index' ? '/docs/' : `/docs/${id}/`);
}

/** A term, as an anchor on the page of the glossary. */
export function termAddress(place: Place, id: string): string {
  return `${sectionAddress(place, 'glossary')}#${id}`;
}

/** A feed: `all`, `product/atlas`, … in a format: `rss.xml`, `atom.xml`, `json`, `ics`. */
export function feedAddress(place: Place, name: string, format: string): string {
  return pageAddress(place, `/feeds/${name}.${format}`);
}

/**
 * The Markdown twin of a page: `/releases/atlas/4.2.1.md`; `/index.md` for the home page of a tree.
 */
export function markdownTwin(address: string): string {
  const page = splitAnchor(address)[0];
  return page === '/' ? '/index.md' : `${page.replace(/(?:\/|\.html)$/, '')}.md`;
}

/**
 * An address as a link (RFC 3986): each segment percent-encoded, behind the base path of the portal.
 * A `#` right after a slash begins the anchor; any other belongs to a name.
 */
export function toUrl(address: string, base = ''): string {
  // Nearly every address is plain, and every page has many.
  if (PLAIN.test(address)) return base + address;
  const [page, anchor] = splitAnchor(address);
  const encoded = page.split('/').map(encodeSegment).join('/');
  return `${base}${encoded}${anchor === null ? '' : `#${encodeSegment(anchor)}`}`;
}

/** An address as a file below the output folder: `releases/atlas/4.2.1/index.html`. No encoding. */
export function toFile(address: string): string {
  const page = splitAnchor(address)[0];
  return `${page.slice(1)}${page.endsWith('/') ? 'index.html' : ''}`;
}

/** No id begins with `#` (id.ts), so the first one after a slash is that of the anchor. */
function splitAnchor(address: string): [page: string, anchor: string | null] {
  const slash = address.indexOf('/#');
  if (slash < 0) return [address, null];
  return [address.slice(0, slash + 1), address.slice(slash + 2)];
}

/** An address without an anchor, and with no sign that is written otherwise in a link. */
const PLAIN = /^[\w.~@:,/-]*$/;

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/%(?:40|3A|2C)/g, decodeURIComponent);
}
