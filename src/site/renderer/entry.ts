import { createApp } from 'astro/app/entrypoint';
import type { PageModel } from '../../views/page.ts';
import { createTranslate, type Strings } from '../../language/strings.ts';

// A page is wanted whole: streaming it in pieces only to join them takes a third of the time.
const app = createApp({ streaming: false });

/**
 * Renders one page through Astro and Starlight.
 *
 * @param page what the template is given
 * @param strings the interface strings of the page's locale, merged with their fallback
 * @returns the whole HTML document
 * @throws Error when Astro answers with anything but a page
 */
export async function renderPage(page: PageModel, strings: Strings): Promise<string> {
  // The host is never seen: pages carry their absolute addresses in the model.
  const request = new Request(`http://gazette.invalid/page/`);
  const t = createTranslate(page.locale.code, strings);
  const response = await app.render(request, { locals: { gazette: { page, t } } });
  const html = await response.text();
  if (response.status !== 200) {
    throw new Error(`Astro answered ${response.status} for ${page.address}: ${html.slice(0, 300)}`);
  }
  return withBase(html, page.portal.base);
}

/** The bundle serves every portal, so its own addresses begin at the root until a page is made. */
function withBase(html: string, base: string): string {
  if (base === '') return html;
  const own = /(<(?:link|script)\b[^<>]*? (?:href|src)=")(?=\/_gazette\/)/g;
  return html.replaceAll(own, (_, before: string) => before + base);
}
