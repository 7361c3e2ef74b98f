import { feedFormats } from '../model/list-address.ts';
import type { ViewContext } from './context.ts';
import { feedAddress } from '../model/address.ts';

/** Every feed of the edition, with what it carries. */
export interface FeedDirectoryView {
  feeds: {
    key: string;
    title: string;
    description: string;
    rss: string;
    atom: string;
    json: string;
  }[];
}

/** The keys of every feed of an edition: everything, then each product. */
export function feedKeys(context: ViewContext): { key: string; title: string }[] {
  const { edition, t } = context;
  return [
    { key: 'all', title: t('words.feed.all') },
    ...edition.products.map((product) => ({ key: `product/${product.id}`, title: product.title })),
  ];
}

/** The directory of feeds. */
export function feedDirectoryView(context: ViewContext): FeedDirectoryView {
  const { edition, t } = context;
  return {
    feeds: feedKeys(context).map(({ key, title }) => ({
      key,
      title,
      description:
        key === 'all'
          ? t('words.feed.allDescription')
          : t('words.feed.productDescription', { product: title }),
      rss: context.url(feedAddress(edition, key, feedFormats.rss)),
      atom: context.url(feedAddress(edition, key, feedFormats.atom)),
      json: context.url(feedAddress(edition, key, feedFormats.json)),
    })),
  };
}
