import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';

export type Format = 'rss' | 'atom' | 'json';
export const formats: readonly Format[] = ['rss', 'atom', 'json'];
const endings: Readonly<Record<Format, string>> = {
  rss: '.rss.xml',
  atom: '.atom.xml',
  json: '.json',
};

/** What the three formats say of an entry, read by feedsmith. */
export interface ReadEntry {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly html: string;
  /** RFC 3339 in UTC, to the millisecond. */
  readonly published: string;
  readonly updated: string;
}

/** One document of a feed. */
export interface ReadFeed {
  /** Path below the built folder. */
  readonly file: string;
  readonly format: Format;
  readonly text: string;
  readonly title: string;
  readonly lang: string;
  readonly home: string;
  readonly self: string;
  /** The document before it (RFC 5005 `prev-archive`, JSON Feed `next_url`). */
  readonly older: string | undefined;
  readonly current: string | undefined;
  /** Links of the document itself, by relation. */
  readonly links: readonly { rel: string; href: string }[];
  /** As in the document: newest first. */
  readonly entries: readonly ReadEntry[];
}

/** The feed documents of a built folder, archives too, in code unit order. */
export async function feedFiles(dist: string): Promise<string[]> {
  const all = await readdir(dist, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /(?:^|\/)feeds\/.*\.(?:rss\.xml|atom\.xml|json)$/.test(file))
    .sort();
}

/** Reads one document with feedsmith. Throws what the parser throws. */
export async function readFeed(dist: string, file: string): Promise<ReadFeed> {
  const text = await readFile(path.join(dist, file), 'utf8');
  const format = formats.find((each) => file.endsWith(endings[each]))!;
  if (format === 'json') return { file, text, ...readJson(text) };
  return { file, text, ...(format === 'atom' ? readAtom(text) : readRss(text)) };
}

/** A feed with all its archives, newest first; `dist` is what `base` is served from. */
export async function readWholeFeed(
  dist: string,
  file: string,
  base = '',
): Promise<{ documents: ReadFeed[]; entries: ReadEntry[] }> {
  const documents = [await readFeed(dist, file)];
  for (let older = documents[0]!.older; older !== undefined; older = documents.at(-1)!.older) {
    const next = decodeURIComponent(new URL(older).pathname).slice(base.length + 1);
    if (documents.some((each) => each.file === next)) throw new Error(`${next} leads in a circle`);
    if (!existsSync(path.join(dist, next))) throw new Error(`${older} is not there`);
    documents.push(await readFeed(dist, next));
  }
  return { documents, entries: documents.flatMap(({ entries }) => entries) };
}

type Read = Omit<ReadFeed, 'file' | 'text'>;

function readAtom(text: string): Read {
  const feed = parseAtomFeed(text);
  const links = (feed.links ?? []).map(({ rel = 'alternate', href = '' }) => ({ rel, href }));
  return {
    format: 'atom',
    title: feed.title?.value ?? '',
    lang: feed.xml?.lang ?? '',
    home: linkOf(links, 'alternate') ?? '',
    self: linkOf(links, 'self') ?? '',
    older: linkOf(links, 'prev-archive'),
    current: linkOf(links, 'current'),
    links,
    entries: (feed.entries ?? []).map((entry) => ({
      id: entry.id ?? '',
      url: entry.links?.find(({ rel }) => rel === 'alternate')?.href ?? '',
      title: entry.title?.value ?? '',
      html: entry.content?.value ?? '',
      published: time(entry.published),
      updated: time(entry.updated),
    })),
  };
}

function readRss(text: string): Read {
  const feed = parseRssFeed(text);
  const links = (feed.atom?.links ?? []).map(({ rel = 'alternate', href = '' }) => ({ rel, href }));
  return {
    format: 'rss',
    title: feed.title ?? '',
    lang: feed.language ?? '',
    home: feed.link ?? '',
    self: linkOf(links, 'self') ?? '',
    older: linkOf(links, 'prev-archive'),
    current: linkOf(links, 'current'),
    links,
    entries: (feed.items ?? []).map((item) => ({
      id: item.guid?.value ?? '',
      url: item.link ?? '',
      title: item.title ?? '',
      html: item.content?.encoded ?? '',
      published: time(item.pubDate),
      updated: time(item.atom?.updated),
    })),
  };
}

function readJson(text: string): Read {
  const feed = parseJsonFeed(text);
  const own = (JSON.parse(text) as { _gazette?: { current_url?: string } })._gazette;
  return {
    format: 'json',
    title: feed.title ?? '',
    lang: feed.language ?? '',
    home: feed.home_page_url ?? '',
    self: feed.feed_url ?? '',
    older: feed.next_url,
    current: own?.current_url,
    links: [],
    entries: (feed.items ?? []).map((item) => ({
      id: item.id ?? '',
      url: item.url ?? '',
      title: item.title ?? '',
      html: item.content_html ?? '',
      published: time(item.date_published),
      updated: time(item.date_modified),
    })),
  };
}

function linkOf(links: readonly { rel: string; href: string }[], rel: string): string | undefined {
  return links.find((link) => link.rel === rel)?.href;
}

function time(text: string | undefined): string {
  if (text === undefined) throw new Error('an entry without a time');
  return new Date(text).toISOString();
}
