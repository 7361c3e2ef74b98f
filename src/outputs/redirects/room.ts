import type { Edition } from '../../catalog/edition.ts';
import { latestAddress, pageAddress, releaseAddress, toFile } from '../../model/address.ts';
import { escapeAttribute } from '../../render/print.ts';
import { allEntries, entryAddress } from '../../views/links.ts';
import type { ViewContext } from '../../views/context.ts';
import { latestRelease } from '../../views/latest.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../output.ts';

/**
 * Pages that lead on: `/releases/<product>/latest/`, and the earlier addresses of entries
 * (`aliases`). Static hosting has no status codes of ours, so each is a page that says where to go
 * and goes there by itself.
 */
export const room: OutputRoom = {
  name: 'redirects',
  *emit(edition: Edition, { page }: RoomContext): Generator<OutputFile> {
    for (const { from, to } of redirectsOf(edition)) {
      yield { path: toFile(from), bytes: redirectPage(page, page.url(to)) };
    }
  },
};

/** Redirects of an edition, as addresses inside the portal. */
export function redirectsOf(edition: Edition): { from: string; to: string }[] {
  const redirects: { from: string; to: string }[] = [];
  for (const product of edition.products) {
    const latest = latestRelease(product, edition.clock.today);
    if (latest) {
      redirects.push({
        from: latestAddress(edition, product.id),
        to: releaseAddress(edition, product.id, latest.version),
      });
    }
  }
  for (const entry of allEntries(edition)) {
    for (const alias of entry.data.aliases) {
      const to = entryAddress(edition, entry);
      const page = alias.startsWith('/') ? alias : siblingAddress(to, entry.id, alias, edition);
      const withSlash = page.endsWith('/') || page.endsWith('.html') ? page : `${page}/`;
      redirects.push({
        from: alias.startsWith('/') ? pageAddress(edition, withSlash) : withSlash,
        to,
      });
    }
  }
  return redirects.filter(({ from, to }) => from !== to && !from.includes('/#'));
}

/** An earlier id of an entry stands where its id stands now. */
function siblingAddress(address: string, id: string, alias: string, edition: Edition): string {
  const page = address.split('/#')[0] ?? address;
  const own = `/${id}/`;
  return page.endsWith(own)
    ? `${page.slice(0, page.length - own.length)}/${alias}/`
    : pageAddress(edition, `/${alias}/`);
}

function redirectPage(context: ViewContext, href: string): string {
  const { edition, t } = context;
  const target = escapeAttribute(href);
  return (
    `<!DOCTYPE html><html lang="${edition.locale.code}" dir="${edition.locale.dir}"><head>` +
    `<meta charset="utf-8"><title>${escapeAttribute(t('words.redirect.title'))}</title>` +
    `<meta http-equiv="refresh" content="0; url=${target}"><meta name="robots" content="noindex">` +
    `<link rel="canonical" href="${escapeAttribute((edition.portal.origin ?? '') + href)}"></head>` +
    `<body><p><a href="${target}">${escapeAttribute(t('words.redirect.text'))}</a></p></body></html>\n`
  );
}
