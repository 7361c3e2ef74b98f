import { createApp } from 'astro/app/entrypoint';
import { FetchState } from 'astro/fetch';
import { renderToString } from 'astro/runtime/server/index.js';
import type { PageModel } from '../../views/page.ts';
import { createTranslate, type Strings } from '../../language/strings.ts';

// The host is never seen: pages carry their absolute addresses in the model.
const request = new Request('http://gazette.invalid/page/');
const route = new FetchState(request).loadComponentInstance();
const app = createApp({ streaming: false });

/**
 * Renders one page with Astro and Starlight.
 *
 * Astro answers requests: it looks for the route, runs middleware, encodes the page as a body, and
 * whoever asked decodes it. A build wants the text of the one route there is, so this does what is
 * left of `app.render`, in half the time. `renderPlainly` gives the same bytes the long way.
 *
 * @param page what the template is given
 * @param strings the interface strings of the page's locale, merged with their fallback
 * @returns the whole HTML document
 * @throws Error when the template gives anything but a page
 */
export async function renderPage(page: PageModel, strings: Strings): Promise<string> {
  const state = new FetchState(request);
  const locals: Partial<App.Locals> = localsOf(page, strings);
  state.locals = locals as App.Locals;
  const module = await route;
  const result = await state.createResult(module, state.getActionAPIContext());
  const html = await renderToString(result, module.default, {}, {}, true, state.routeData);
  // Astro makes objects with prototypes and getters of their own for each page. V8 keeps what these refer to
  // until it looks for all garbage: the page is not to be among it.
  delete locals.gazette;
  const { status = 200 } = result.response;
  if (typeof html !== 'string' || status !== 200) {
    throw new Error(`The template of ${page.address} gave no page (status ${status}).`);
  }
  return withBase(html, page.portal.base);
}

/**
 * As `renderPage`, with all that Astro does for a request.
 *
 * @throws Error when Astro answers with anything but a page
 */
export async function renderPlainly(page: PageModel, strings: Strings): Promise<string> {
  const response = await app.render(request, { locals: localsOf(page, strings) });
  const html = await response.text();
  if (response.status !== 200) {
    throw new Error(`Astro answered ${response.status} for ${page.address}: ${html.slice(0, 300)}`);
  }
  return withBase(html, page.portal.base);
}

function localsOf(page: PageModel, strings: Strings): App.Locals {
  return { gazette: { page, t: createTranslate(page.locale.code, strings) } } as App.Locals;
}

/** The bundle serves every portal, so its own addresses begin at the root until a page is made. */
function withBase(html: string, base: string): string {
  if (base === '') return html;
  const own = /(<(?:link|script)\b[^<>]*? (?:href|src)=")(?=\/_gazette\/)/g;
  return html.replaceAll(own, (_, before: string) => before + base);
}
