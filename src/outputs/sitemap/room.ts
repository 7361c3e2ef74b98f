import type { Edition } from '../../catalog/edition.ts';
import { pageAddress, toUrl } from '../../model/address.ts';
import { entryOf, planPages } from '../pages/plan.ts';
import { canonicalGuide } from '../../views/snapshot.ts';
import type { OutputFile, OutputRoom } from '../output.ts';
import { element, xmlDocument } from '../xml.ts';

/**
 * `sitemap.xml` (sitemaps.org protocol 0.9) of one edition: the pages that are in its language, without
 * guides that are kept for a version while a newer one says the same.
 * An edition for a narrower audience has its own, in its own folder, which no other names.
 */
export const room: OutputRoom = {
  name: 'sitemap',
  *emit(edition: Edition): Generator<OutputFile> {
    const { origin, base } = edition.portal;
    // The protocol asks for absolute addresses: without `site` there is none.
    if (origin === null) return;
    const urls = planPages(edition)
      .filter(
        (page) =>
          page.template !== 'not-found' &&
          entryOf(edition, page)?.isFallback !== true &&
          !(page.template === 'guide' && canonicalGuide(edition, page.doc.id) !== null),
      )
      .map(({ path }) => origin + toUrl(pageAddress(edition, path), base));
    const root = element(
      'urlset',
      { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' },
      urls.map((url) => element('url', {}, element('loc', {}, url))),
    );
    yield { path: pageAddress(edition, '/sitemap.xml').slice(1), bytes: xmlDocument(root) };
  },
};
