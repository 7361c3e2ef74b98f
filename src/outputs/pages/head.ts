import type { Edition } from '../../catalog/edition.ts';
import { pageAddress, toUrl, feedAddress } from '../../model/address.ts';
import { feedFormats } from '../../model/list-address.ts';
import type { HeadTag } from '../../views/page.ts';
import { scriptJson } from './json-ld.ts';

/** What the document head says of a page. */
export interface HeadFacts {
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Locales in which the page is in its own language; null for pages that have no text of writers. */
  readonly translatedIn: readonly string[] | null;
  /** The text is another locale's: this page is no address to find it by. */
  readonly isFallback: boolean;
  /** The page that says the same and is kept up to date; null for a page that stands for itself. */
  readonly canonical: { readonly path: string; readonly isFallback: boolean } | null;
  /** Keys and titles of the feeds that tell of changes to this page. */
  readonly feeds: readonly { key: string; title: string }[];
  readonly published: string | null;
  readonly modified: string | null;
  readonly kind: 'website' | 'article';
  readonly breadcrumbs: readonly { label: string; href: string }[];
  readonly findable: boolean;
}

const MEDIA_TYPES = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const;

/** The elements of a page's head, in a fixed order. Absolute addresses need `site` in portal.yaml. */
export function headTags(edition: Edition, facts: HeadFacts): HeadTag[] {
  const { portal, locale, audience } = edition;
  const absolute = (address: string): string => (portal.origin ?? '') + toUrl(address, portal.base);
  const source = portal.locales.find(({ isSource }) => isSource) ?? locale;
  const { path, isFallback } = facts.canonical ?? facts;
  const canonical = isFallback
    ? pageAddress({ locale: source, audience }, path)
    : pageAddress(edition, path);
  const fullTitle = facts.path === '/' ? facts.title : `${facts.title} · ${portal.title}`;
  const tags: HeadTag[] = [{ tag: 'title', content: fullTitle }];
  if (facts.description !== '') tags.push(meta('description', facts.description));
  tags.push(meta('generator', 'Gazette'));
  // Editions that are not everybody's are for their readers, not for search engines.
  if (!facts.findable || !audience.isRoot || facts.isFallback) {
    tags.push(meta('robots', facts.findable ? 'noindex, follow' : 'noindex'));
  }
  if (portal.origin !== null && facts.findable) {
    tags.push(link({ rel: 'canonical', href: absolute(canonical) }));
    // Languages are told of by the page that is to be found.
    if (facts.canonical === null) tags.push(...alternates(edition, facts, absolute));
  }
  for (const { key, title } of facts.feeds) {
    for (const format of ['rss', 'atom', 'json'] as const) {
      tags.push(
        link({
          rel: 'alternate',
          type: MEDIA_TYPES[format],
          title: `${title} (${format === 'json' ? 'JSON Feed' : format === 'rss' ? 'RSS' : 'Atom'})`,
          href: toUrl(feedAddress(edition, key, feedFormats[format]), portal.base),
        }),
      );
    }
  }
  tags.push(
    property('og:title', facts.title),
    property('og:type', facts.kind),
    property('og:site_name', portal.title),
    property('og:locale', locale.code.replace('-', '_')),
  );
  if (facts.description !== '') tags.push(property('og:description', facts.description));
  if (portal.origin !== null && facts.findable) {
    tags.push(property('og:url', absolute(canonical)));
    tags.push({
      tag: 'script',
      attrs: { type: 'application/ld+json' },
      content: scriptJson(structuredData(edition, facts, absolute(canonical))),
    });
  }
  return tags;
}

function alternates(
  edition: Edition,
  facts: HeadFacts,
  absolute: (address: string) => string,
): HeadTag[] {
  const { locales } = edition.portal;
  const shown = locales.filter(
    ({ code }) => facts.translatedIn === null || facts.translatedIn.includes(code),
  );
  if (shown.length < 2) return [];
  const at = (locale: { prefix: string }): string =>
    absolute(pageAddress({ locale, audience: edition.audience }, facts.path));
  const tags = shown.map((locale) =>
    link({ rel: 'alternate', hreflang: locale.code, href: at(locale) }),
  );
  const source = locales.find(({ isSource }) => isSource);
  if (source) tags.push(link({ rel: 'alternate', hreflang: 'x-default', href: at(source) }));
  return tags;
}

/** schema.org: an article with its days, and where it hangs. */
function structuredData(edition: Edition, facts: HeadFacts, url: string): unknown {
  const crumbs = facts.breadcrumbs.map(({ label, href }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name: label,
    item: (edition.portal.origin ?? '') + href,
  }));
  const page =
    facts.kind === 'website'
      ? { '@type': 'WebSite', name: edition.portal.title, url }
      : {
          '@type': 'TechArticle',
          headline: facts.title,
          url,
          inLanguage: edition.locale.code,
          ...(facts.description === '' ? {} : { description: facts.description }),
          ...(facts.published === null ? {} : { datePublished: facts.published }),
          ...(facts.modified === null ? {} : { dateModified: facts.modified }),
        };
  const graph =
    crumbs.length > 0 ? [page, { '@type': 'BreadcrumbList', itemListElement: crumbs }] : [page];
  return { '@context': 'https://schema.org', '@graph': graph };
}

function meta(name: string, content: string): HeadTag {
  return { tag: 'meta', attrs: { name, content } };
}

function property(name: string, content: string): HeadTag {
  return { tag: 'meta', attrs: { property: name, content } };
}

function link(attrs: Record<string, string>): HeadTag {
  return { tag: 'link', attrs };
}
