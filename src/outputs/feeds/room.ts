/** RSS 2.0, Atom and JSON Feed 1.1 of an edition: everything, and each product. */
import type { Edition } from '../../catalog/edition.ts';
import { feedAddress, homeAddress, productAddress, toFile, toUrl } from '../../model/address.ts';
import { feedFormats } from '../../model/list-address.ts';
import type { ViewContext } from '../../views/context.ts';
import { feedKeys } from '../../views/feed-directory.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../output.ts';
import { intoDocuments, newestUpdate } from './archive.ts';
import { toAtom } from './atom.ts';
import { feedEntries } from './entries.ts';
import type { PlacedEntry } from './entries.ts';
import { entryTexts, type EntryText } from './entry-text.ts';
import type { Feed, FeedFormat, FeedUrls } from './feed.ts';
import { feedTag } from './ids.ts';
import { toJson } from './json.ts';
import { originOf } from './origin.ts';
import { toRss } from './rss.ts';
import { tagSpace } from './tag-space.ts';

const serialise: Readonly<Record<FeedFormat, typeof toRss>> = {
  rss: toRss,
  atom: toAtom,
  json: toJson,
};

const FORMAT_ORDER: readonly FeedFormat[] = ['rss', 'atom', 'json'];

/** `updated` of a feed without entries: nothing happened yet, whenever it is built. */
const NOTHING_YET = '1970-01-01T00:00:00Z';

/** Every entry stands in the feed of all, and each format says the same of it. */
export const room: OutputRoom = {
  name: 'feeds',
  *emit(_edition: Edition, { standalone }: RoomContext): Generator<OutputFile> {
    const serialiser = new FeedSerialiser();
    for (const { path, repeats, feed, format } of feedFiles(standalone, feedEntries(standalone))) {
      yield { path, bytes: serialiser.text(feed, format), repeats };
    }
  },
};

/** A document of a feed in one format, before it is written. */
export interface FeedFile {
  readonly path: string;
  readonly format: FeedFormat;
  readonly feed: Feed;
  /** All that it says stands in another of the files too. */
  readonly repeats: boolean;
}

/** Every file of an edition's feeds, in a stable order. */
export function* feedFiles(
  context: ViewContext,
  placed: readonly PlacedEntry[],
): Generator<FeedFile> {
  const { edition } = context;
  for (const whole of feedsOf(context, placed)) {
    const documents = intoDocuments(whole, (number) => urlsOf(edition, archiveKey(whole, number)));
    for (const { archive, feed } of documents) {
      const key = archive === null ? whole.key : archiveKey(whole, archive);
      for (const format of FORMAT_ORDER) {
        const path = toFile(feedAddress(edition, key, feedFormats[format]));
        yield { path, format, feed, repeats: whole.key !== 'all' || format !== 'atom' };
      }
    }
  }
}

/** Feed documents as text. The texts of entries are made ready once for the formats of a document. */
export class FeedSerialiser {
  #last: { readonly feed: Feed; readonly texts: readonly EntryText[] } | null = null;

  text(feed: Feed, format: FeedFormat): string {
    if (this.#last?.feed !== feed) this.#last = { feed, texts: entryTexts(feed) };
    return serialise[format](feed, this.#last.texts);
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
