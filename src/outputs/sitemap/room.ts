import type { Edition } from '../../catalog/edition.ts';
import { pageAddress, toUrl } from '../../model/address.ts';
import { entryOf, planPages } from '../pages/plan.ts';
import type { OutputFile, OutputRoom } from '../output.ts';

/**
 * `sitemap.xml` (sitemaps.org protocol 0.9) of one edition: the pages that are in its language.
 * An edition for a narrower audience has its own, in its own folder, which no other names.
 */
export const room: OutputRoom<null> = {
  name: 'sitemap',
  *emit(edition: Edition): Generator<OutputFile> {
    const { origin, base } = edition.portal;
    // The protocol asks for absolute addresses: without `site` there is none.
    if (origin === null) return;
    const urls = planPages(edition)
      .filter(
        (page) => page.template !== 'not-found' && entryOf(edition, page)?.isFallback !== true,
      )
      .map(({ path }) => origin + toUrl(pageAddress(edition, path), base));
    const lines = urls.map((url) => `<url><loc>${escape(url)}</loc></url>`);
    yield {
      path: pageAddress(edition, '/sitemap.xml').slice(1),
      bytes:
        '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' +
        `${lines.join('\n')}\n</urlset>\n`,
    };
  },
};

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll("'", '&apos;')
    .replaceAll('"', '&quot;');
}
