import type { StarlightRouteData } from '@astrojs/starlight/route-data';
import type { PageModel } from '../views/page.ts';
import type { Translate } from '../language/strings.ts';

/** What Starlight's page frame needs to know of a page; Gazette's overrides read the page model. */
export function starlightRoute(page: PageModel): StarlightRouteData {
  const locale = { lang: page.locale.code, dir: page.locale.dir, locale: undefined };
  const data = { title: page.title, template: 'doc', pagefind: false, head: [] };
  return {
    ...locale,
    id: page.address,
    entry: { id: page.address, data, filePath: '' },
    // The page's words are the interface's; templates mark the texts that are not.
    entryMeta: locale,
    isFallback: page.content.isFallback,
    siteTitle: page.portal.title,
    siteTitleHref: page.portal.homeHref,
    headings: [],
    sidebar: [],
    hasSidebar: page.sidebar.length > 0,
    pagination: { prev: undefined, next: undefined },
    toc: page.toc.length > 0 ? { minHeadingLevel: 2, maxHeadingLevel: 3, items: [] } : undefined,
    lastUpdated: undefined,
    editUrl: undefined,
    head: [],
  } as unknown as StarlightRouteData;
}

/** Starlight's own components ask for their strings here; they stand in `locales/<lang>/frame.json`. */
export function starlightStrings(t: Translate): App.Locals['t'] {
  const strings: Translate = (key, values) => t(`frame.${key}`, values);
  return strings as unknown as App.Locals['t'];
}
