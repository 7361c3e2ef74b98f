import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { basePath, listPages } from '../support/pages.ts';
import type { PageFacts } from '../support/pages.ts';
import { serve } from '../support/serve.ts';
import type { Served } from '../support/serve.ts';

export const locales: readonly string[] = ['en', 'de', 'ja', 'ar'];

/** Each template once; a release also for administrators, whose pages have more. */
export const templates: readonly string[] = [
  'home',
  'release-list',
  'product',
  'release',
  'change',
  'guide',
  'guide-list',
  'glossary',
  'feed-directory',
  'migration',
  'record',
  'record-list',
  'known-issue-list',
  'advisory',
  'advisory-list',
  'timeline',
  'calendar',
  'upgrade',
  'not-found',
];

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 900 };

interface SiteOptions {
  /** Compress text as real hosts do. */
  readonly gzip?: boolean;
}

/** The reference portal in a browser. */
export interface Site {
  readonly browser: Browser;
  readonly served: Served;
  readonly pages: readonly PageFacts[];
  /**
   * The page of a template that shows the most, in a locale: one that is translated, where there is
   * one. Undefined when the portal has no such page.
   */
  sample(template: string, lang: string, audience?: string): PageFacts | undefined;
  /** Opens a new window on a page. */
  open(address: string, options?: BrowserContextOptions): Promise<Page>;
}

async function openSite(options: SiteOptions): Promise<Site & { close(): Promise<void> }> {
  const dist = inject('referenceDist');
  const base = await basePath(dist);
  const pages = await listPages(dist);
  const served = await serve(dist, { base, ...options });
  const browser = await launchChromium();
  return {
    browser,
    served,
    pages,
    sample(template, lang, audience = '') {
      const home = `${base}/${lang === 'en' ? '' : `${lang}/`}${audience === '' ? '' : `${audience}/`}`;
      const found = pages.filter((page) => page.template === template && page.home === home);
      const own = found.filter(({ isFallback }) => !isFallback);
      return (own.length > 0 ? own : found).reduce<PageFacts | undefined>(
        (most, page) => (most === undefined || page.bytes > most.bytes ? page : most),
        undefined,
      );
    },
    async open(address, contextOptions = {}) {
      const context: BrowserContext = await browser.newContext({
        viewport: desktop,
        ...contextOptions,
      });
      const page = await context.newPage();
      await page.goto(served.origin + address);
      return page;
    },
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

/** The reference portal in a browser of this file's own, from before its first test until after its last. */
export function useSite(options: SiteOptions = {}): Site {
  let opened: Awaited<ReturnType<typeof openSite>> | undefined;
  beforeAll(async () => {
    opened = await openSite(options);
  });
  afterAll(() => opened?.close());
  const own = (): Site => {
    if (opened === undefined) throw new Error('The site is there while tests and their hooks run.');
    return opened;
  };
  return {
    get browser() {
      return own().browser;
    },
    get served() {
      return own().served;
    },
    get pages() {
      return own().pages;
    },
    sample: (template, lang, audience) => own().sample(template, lang, audience),
    open: (address, options) => own().open(address, options),
  };
}

/** Every template in every locale that the portal has; a guide list may be a guide. */
export function samples(site: Site): { template: string; lang: string; page: PageFacts }[] {
  return locales.flatMap((lang) =>
    templates.flatMap((template) => {
      const page = site.sample(template, lang);
      return page ? [{ template, lang, page }] : [];
    }),
  );
}
