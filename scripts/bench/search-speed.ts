import type { Browser, Page } from 'playwright-core';
import { names, notePages } from './generate.ts';
import type { Size } from './generate.ts';
import { launch } from './launch.ts';
import { benchNote } from './note.ts';
import type { BenchNote } from './note.ts';
import type { Fetched, NotMeasured, SearchResult } from './plan.ts';
import type { Say } from './samples.ts';
import { serveStatic } from './static-server.ts';
import type { Answered, StaticServer } from './static-server.ts';
import { stockAddress } from './stock-site.ts';

/** Where things are on the pages of a site. */
interface SearchUi {
  readonly name: string;
  readonly address: (note: BenchNote) => string;
  /** Opens the search; its field; one result. CSS selectors. */
  readonly button: string;
  readonly field: string;
  readonly result: string;
}

const gazetteUi: SearchUi = {
  name: 'Gazette',
  address: ({ product, version }) => `/releases/${product}/${version}/`,
  button: '[data-search-open]',
  field: 'dialog[data-search] input[type=search]',
  result: 'dialog[data-search] [data-search-link]',
};
const stockUi: SearchUi = {
  name: 'stock Starlight',
  address: stockAddress,
  button: 'button[data-open-modal]',
  field: '#starlight__search input',
  result: '#starlight__search .pagefind-ui__result-link',
};

export interface SearchedSites {
  readonly size: Size;
  /** Folders of the built sites. */
  readonly gazette: string;
  readonly stock: string | null;
  readonly stockSize: Size | null;
  /** How many words are searched for, one after the other; one more warms up browser and server. */
  readonly words: number;
}

/** Measures the search of each site in a browser; says why not where that can't be done. */
export async function searchSites(
  { size, gazette, stock, stockSize, words }: SearchedSites,
  say: Say,
): Promise<SearchResult[] | NotMeasured> {
  const browser = await launch();
  if (typeof browser === 'string') {
    say(`not measured: search, ${browser}`);
    return { what: 'search', why: browser };
  }
  const sites: SearchedSite[] = [];
  try {
    const each = (size: Size): number => notePages({ ...size, locales: 1, audiences: 1 });
    sites.push(new SearchedSite(gazetteUi, await serveStatic(gazette), each(size)));
    if (stock !== null && stockSize !== null) {
      sites.push(new SearchedSite(stockUi, await serveStatic(stock), each(stockSize)));
    }
    for (let at = 0; at <= words; at += 1) {
      const isWarm = at > 0;
      for (const site of at % 2 === 0 ? sites : [...sites].reverse()) {
        await site.search(browser, noteAt((at + 0.5) / (words + 1), stockSize ?? size), isWarm);
      }
    }
    const results = sites.map((site) => site.result());
    for (const { name, milliseconds, search } of results) {
      const bytes = (search.bytes / 1000).toFixed(0);
      say(
        `${name}, search: ${milliseconds.toFixed(0)} ms, ${search.requests} requests, ${bytes} KB`,
      );
    }
    return results;
  } catch (error) {
    // What was built was measured all the same, and took long: that must not be lost.
    const [why = ''] = String(error).split('\n');
    say(`not measured: search, ${why}`);
    return { what: 'search', why: `it went wrong (${why})` };
  } finally {
    for (const site of sites) await site.close();
    await browser.close();
  }
}

/** A note from the oldest (0) to the newest (1). Both sites must have it: the smaller size decides. */
function noteAt(share: number, size: Size): BenchNote {
  const { locales, audiences } = names(size);
  const index = Math.floor(share * size.notes);
  return benchNote(index, size.notes, locales, audiences);
}

class SearchedSite {
  readonly #ui: SearchUi;
  readonly #server: StaticServer;
  readonly #pages: number;
  readonly #page: Answered[][] = [];
  readonly #search: Answered[][] = [];
  readonly #milliseconds: number[] = [];

  constructor(ui: SearchUi, server: StaticServer, pages: number) {
    this.#ui = ui;
    this.#server = server;
    this.#pages = pages;
  }

  /** A reader who has never been here opens a note and searches for the longest word of its title. */
  async search(browser: Browser, note: BenchNote, isCounted: boolean): Promise<void> {
    const { address, button, field, result } = this.#ui;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    try {
      const page = await context.newPage();
      this.#server.take();
      await page.goto(this.#server.origin + address(note), { waitUntil: 'networkidle' });
      const opened = this.#server.take();
      await page.locator(button).first().click();
      await page.locator(field).waitFor();
      await page.waitForLoadState('networkidle');
      const milliseconds = await timeToResult(page, { field, result }, longestWord(note));
      const searched = this.#server.take();
      if (!isCounted) return;
      this.#page.push(opened);
      this.#search.push(searched);
      this.#milliseconds.push(milliseconds);
    } finally {
      await context.close();
    }
  }

  result(): SearchResult {
    const scripts = this.#page.map((all) => fetched(all.filter(({ isScript }) => isScript)).bytes);
    return {
      name: this.#ui.name,
      pages: this.#pages,
      page: { ...typical(this.#page), scriptBytes: median(scripts) },
      search: typical(this.#search),
      milliseconds: median(this.#milliseconds),
      all: this.#milliseconds,
    };
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

/** Types a word in one stroke; the milliseconds until a result is there and the screen is drawn. */
async function timeToResult(
  page: Page,
  selectors: { readonly field: string; readonly result: string },
  word: string,
): Promise<number> {
  await page.locator(selectors.field).focus();
  const found = await page.evaluateHandle(({ field, result }) => {
    let began = 0;
    document.querySelector(field)?.addEventListener(
      'input',
      () => {
        began = performance.now();
      },
      { capture: true, once: true },
    );
    const shown = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (began === 0 || document.querySelector(result) === null) return;
        observer.disconnect();
        requestAnimationFrame(() => {
          resolve(performance.now() - began);
        });
      });
      observer.observe(document.body, { childList: true, subtree: true });
    });
    // In an object: a promise by itself would be waited for here.
    return { shown };
  }, selectors);
  await page.keyboard.insertText(word);
  return found.evaluate(({ shown }) => shown);
}

function longestWord({ texts }: BenchNote): string {
  const [text] = texts.values();
  const words = (text?.title ?? '').split(' ');
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

function fetched(answers: readonly Answered[]): Fetched {
  return {
    requests: answers.length,
    bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function typical(all: readonly (readonly Answered[])[]): Fetched {
  const each = all.map(fetched);
  return {
    requests: median(each.map(({ requests }) => requests)),
    bytes: median(each.map(({ bytes }) => bytes)),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
