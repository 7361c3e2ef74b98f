/** RSS 2.0, Atom and JSON Feed 1.1 of an edition: everything, and each product. */
import type { Edition } from '../../catalog/edition.ts';
import { feedAddress, homeAddress, productAddress, toFile, toUrl } from '../../model/address.ts';
import { feedFormats } from '../../model/list-address.ts';
import type { ViewContext } from '../../views/context.ts';
import { feedKeys } from '../../views/feed-directory.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../output.ts';
import { intoDocuments, newestUpdate } from './archive.ts';
import { atom } from './atom.ts';
import { feedEntries } from './entries.ts';
import type { PlacedEntry } from './entries.ts';
import type { Feed, FeedEntry, FeedFormat, FeedUrls } from './feed.ts';
import { feedTag } from './ids.ts';
import { json } from './json.ts';
import { originOf } from './origin.ts';
import { piecesOf, wholeText, type AroundText, type FormatParts, type Piece } from './pieces.ts';
import { rss } from './rss.ts';
import { tagSpace } from './tag-space.ts';

const formats: Readonly<Record<FeedFormat, FormatParts>> = { rss, atom, json };

const FORMAT_ORDER: readonly FeedFormat[] = ['rss', 'atom', 'json'];

/** `updated` of a feed without entries: nothing happened yet, whenever it is built. */
const NOTHING_YET = '1970-01-01T00:00:00Z';

/** Every entry stands in the feed of all, and each format says the same of it. */
export const room: OutputRoom = {
  name: 'feeds',
  *emit(_edition: Edition, { standalone }: RoomContext): Generator<OutputFile> {
    const serialiser = new FeedSerialiser();
    for (const { feed, files } of feedDocuments(standalone, feedEntries(standalone))) {
      for (const { path, format, repeats } of files) {
        yield { path, bytes: wholeText(serialiser.pieces(feed, format)), repeats };
      }
    }
  },
};

/** A document of a feed, before it is written in each format. */
export interface DocumentFiles {
  /** `all`, `product/atlas/archive-2`. */
  readonly key: string;
  readonly feed: Feed;
  readonly files: readonly FeedFile[];
}

/** A document in one format. */
export interface FeedFile {
  readonly path: string;
  readonly format: FeedFormat;
  /** All that it says stands in another of the files too. */
  readonly repeats: boolean;
}

/** Every document of an edition's feeds, in a stable order. */
export function* feedDocuments(
  context: ViewContext,
  placed: readonly PlacedEntry[],
): Generator<DocumentFiles> {
  const { edition } = context;
  for (const whole of feedsOf(context, placed)) {
    const documents = intoDocuments(whole, (number) => urlsOf(edition, archiveKey(whole, number)));
    for (const { archive, feed } of documents) {
      const key = archive === null ? whole.key : archiveKey(whole, archive);
      const files = FORMAT_ORDER.map((format) => ({
        path: toFile(feedAddress(edition, key, feedFormats[format])),
        format,
        repeats: whole.key !== 'all' || format !== 'atom',
      }));
      yield { key, feed, files };
    }
  }
}

/** Documents of an edition's feeds in pieces. What is around the text of an entry is made once. */
export class FeedSerialiser {
  readonly #entries = new Map<FeedFormat, Map<FeedEntry, AroundText>>();

  pieces(feed: Feed, format: FeedFormat): Iterable<Piece> {
    const parts = formats[format];
    const entries = this.#entries.get(format) ?? new Map<FeedEntry, AroundText>();
    this.#entries.set(format, entries);
    return piecesOf(feed, parts, (entry) => {
      const around = entries.get(entry) ?? parts.entry(entry, feed);
      entries.set(entry, around);
      return around;
    });
  }
}

/** The feeds of an edition, whole: `all`, then each product. */
export function feedsOf(context: ViewContext, placed: readonly PlacedEntry[]): Feed[] {
  const { edition, t } = context;
  const { portal, audience, locale } = edition;
  const home = absolute(edition, homeAddress(edition));
  const portalTitle = audience.isRoot
    ? portal.title
    : t('feeds.edition', { portal: portal.title, audience: audience.label });
  const authors = portal.organisation
    ? [
        {
          name: portal.organisation.name,
          ...(portal.organisation.url === undefined ? {} : { url: portal.organisation.url }),
        },
      ]
    : [{ name: portal.title, url: home }];
  return feedKeys(context).map(({ key, title }): Feed => {
    const product = key === 'all' ? null : key.slice('product/'.length);
    const entries = placed
      .filter(({ products }) => product === null || products === null || products.includes(product))
      .map(({ entry }) => entry);
    return {
      id: feedTag(tagSpace(edition), product === null ? ['all'] : ['product', product]),
      key,
      title: t('feeds.title', { portal: portalTitle, feed: title }),
      subtitle:
        product === null
          ? t('words.feed.allDescription')
          : t('words.feed.productDescription', { product: title }),
      lang: locale.code,
      dir: locale.dir,
      homeUrl: product === null ? home : absolute(edition, productAddress(edition, product)),
      urls: urlsOf(edition, key),
      updated: newestUpdate(entries, NOTHING_YET),
      entries,
      authors,
    };
  });
}

function archiveKey(feed: Feed, number: number): string {
  return `${feed.key}/archive-${number}`;
}

function urlsOf(edition: Edition, key: string): FeedUrls {
  const url = (format: FeedFormat): string =>
    absolute(edition, feedAddress(edition, key, feedFormats[format]));
  return { rss: url('rss'), atom: url('atom'), json: url('json') };
}

function absolute(edition: Edition, address: string): string {
  return originOf(edition) + toUrl(address, edition.portal.base);
}
