import type { Finding } from '../model/finding.ts';

/** What must be known of pages to check the links between them: plain data. */
export interface PageFacts {
  /** Anchors by page address, between spaces in one string. */
  readonly anchors: ReadonlyMap<string, string>;
  /** Each link with the first page that has it, and that page's source file. */
  readonly links: ReadonlyMap<string, { page: string; file: string }>;
  /** What is wrong whatever the other pages are. */
  readonly findings: readonly Finding[];
}

/**
 * Checks links between written pages: every address of this host leads to something written, and
 * every anchor to an element of that page. Takes pages one by one and keeps only what it must.
 */
export class PageCheck {
  /** Anchors by page address, between spaces in one string: it holds on to nothing of the page. */
  readonly #anchors = new Map<string, string>();
  /** Link to the first page that has it, and that page's source file. */
  readonly #links = new Map<string, { page: string; file: string }>();
  readonly #findings: Finding[] = [];

  /** @param address as links have it: with base path, percent-encoded */
  add(address: string, html: string, file: string): void {
    const anchors = new Set<string>();
    const hrefs: string[] = [];
    for (const match of html.matchAll(ATTRIBUTE)) {
      // In tags only: a text may well speak of `src="…"`.
      if (html.lastIndexOf('<', match.index) < html.lastIndexOf('>', match.index)) continue;
      if (match[1] === 'id') anchors.add(unescape(match[2]));
      else hrefs.push(unescape(match[2]));
    }
    this.#anchors.set(address, copied(` ${[...anchors].join(' ')} `));
    for (const href of hrefs) {
      if (href.startsWith('#')) {
        // A page's links to itself are the most, and can be told at once.
        const anchor = decode(href.slice(1));
        if (anchor !== '' && anchor !== '_top' && !anchors.has(anchor)) {
          this.#tell(copied(address + href), { page: address, file }, NO_ANCHOR);
        }
        continue;
      }
      const target = this.#absolute(href);
      if (target !== null && !this.#links.has(target)) {
        this.#links.set(copied(target), { page: address, file });
      }
    }
  }

  /** What was gathered, to be sent to another thread and taken there. */
  facts(): PageFacts {
    return { anchors: this.#anchors, links: this.#links, findings: this.#findings };
  }

  take({ anchors, links, findings }: PageFacts): void {
    for (const [address, ids] of anchors) this.#anchors.set(address, ids);
    for (const [link, from] of links) if (!this.#links.has(link)) this.#links.set(link, from);
    this.#findings.push(...findings);
  }

  /**
   * @param base the path of the site without a slash at the end
   * @param exists whether a path inside the host, without base path and decoded, was written
   */
  findings(base: string, exists: (path: string) => boolean): Finding[] {
    for (const [target, from] of this.#links) {
      const [path = '', hash = ''] = target.split('#');
      const anchors = this.#anchors.get(path);
      if (anchors === undefined) {
        if (!exists(plainPath(path, base))) this.#tell(target, from, NOTHING_THERE);
      } else if (hash !== '' && hash !== '_top' && !anchors.includes(` ${decode(hash)} `)) {
        this.#tell(target, from, NO_ANCHOR);
      }
    }
    return this.#findings.sort((a, b) => (a.message < b.message ? -1 : 1));
  }

  #tell(target: string, from: { page: string; file: string }, problem: string): void {
    this.#findings.push({
      code: 'link/broken',
      severity: 'error',
      file: from.file,
      message: `${from.page} links to ${target}, but ${problem}`,
      expected: 'a page of this edition, and an anchor on it',
      found: target,
      fix: 'Correct the link, or the heading that it meant.',
    });
  }

  #absolute(href: string): string | null {
    if (!href.startsWith('/') || href.startsWith('//')) return null;
    return href.includes('?') ? href.replace(/\?[^#]*/, '') : href;
  }
}

function plainPath(path: string, base: string): string {
  return decode(path.startsWith(`${base}/`) ? path.slice(base.length) : path);
}

const ATTRIBUTE = /\s(id|href|src)="([^"]*)"/g;

const NOTHING_THERE = 'there is nothing at this address';
const NO_ANCHOR = 'that page has no such anchor';

/** The same string in memory of its own: a part of a page's text would keep the whole page. */
function copied(text: string): string {
  return Buffer.from(text).toString();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unescape(text = ''): string {
  if (!text.includes('&')) return text;
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replaceAll('&amp;', '&')
    .replaceAll('&#38;', '&');
}
