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
    const { anchors, links, findings } = linksOfPage(address, html, file);
    this.#anchors.set(address, anchors);
    this.#findings.push(...findings);
    for (const link of links) {
      if (!this.#links.has(link)) this.#links.set(copied(link), { page: address, file });
    }
  }

  /** What was gathered, to be sent to another thread and taken there. */
  facts(): PageFacts {
    return { anchors: this.#anchors, links: this.#links, findings: this.#findings };
  }

  take({ anchors, links, findings }: PageFacts): void {
    anchors.forEach((ids, address) => this.#anchors.set(address, ids));
    links.forEach((from, link) => {
      if (!this.#links.has(link)) this.#links.set(link, from);
    });
    this.#findings.push(...findings);
  }

  /**
   * @param base the path of the site without a slash at the end
   * @param exists whether a path inside the host, without base path and decoded, was written
   */
  findings(base: string, exists: (path: string) => boolean): Finding[] {
    const tell = (target: string, from: { page: string; file: string }, problem: string): void => {
      this.#findings.push(broken(target, from, problem));
    };
    for (const [target, from] of this.#links) {
      const [path = '', hash = ''] = target.split('#');
      const anchors = this.#anchors.get(path);
      if (anchors === undefined) {
        if (!exists(plainPath(path, base))) tell(target, from, NOTHING_THERE);
      } else if (hash !== '' && hash !== '_top' && !anchors.includes(` ${decode(hash)} `)) {
        tell(target, from, NO_ANCHOR);
      }
    }
    return this.#findings.sort((a, b) => (a.message < b.message ? -1 : 1));
  }
}

/** What must be known of one page to check its links and those to it. */
export interface PageLinks {
  /** Its anchors, between spaces in one string. */
  readonly anchors: string;
  /**
   * Each address of this host that it refers to, without query, in order. They are parts of the page's
   * text: who keeps one has to copy it, or keeps all of the page.
   */
  readonly links: ReadonlySet<string>;
  /** Links within the page that lead nowhere. */
  readonly findings: readonly Finding[];
}

/**
 * Reads the anchors and links of a page.
 *
 * @param address as links have it: with base path, percent-encoded
 * @param file the source that a writer has to mend when a link is broken
 */
export function linksOfPage(address: string, html: string, file: string): PageLinks {
  const anchors = new Set<string>();
  const links = new Set<string>();
  const own = new Set<string>();
  forEachAddress(
    html,
    (id) => anchors.add(id),
    (href) => {
      // A page's links to itself are the most, and can be told at once.
      if (href.startsWith('#')) own.add(href);
      else if (href.startsWith('/') && !href.startsWith('//')) {
        links.add(href.includes('?') ? href.replace(/\?[^#]*/, '') : href);
      }
    },
  );
  const findings: Finding[] = [];
  for (const href of own) {
    const anchor = decode(href.slice(1));
    if (anchor === '' || anchor === '_top' || anchors.has(anchor)) continue;
    findings.push(broken(copied(address + href), { page: address, file }, NO_ANCHOR));
  }
  return { anchors: copied(` ${[...anchors].join(' ')} `), links, findings };
}

/** Goes through the values of `id`, and of `href` and `src`: in tags only, for a text may speak of them. */
function forEachAddress(
  html: string,
  onId: (value: string) => void,
  onLink: (value: string) => void,
): void {
  let next = 0;
  for (;;) {
    const at = html.indexOf('=', next);
    if (at < 0) return;
    next = at + 1;
    if (html.charCodeAt(next) !== 0x22) continue;
    next += 1;
    const name = nameBefore(html, at);
    if (name === '') continue;
    const end = html.indexOf('"', next);
    if (end < 0) return;
    const value = html.slice(next, end);
    next = end + 1;
    if (!isInTag(html, at)) continue;
    if (name === 'id') onId(unescape(value));
    else onLink(unescape(value));
  }
}

/** The name of the attribute that ends at a place, where it is one of those that are looked at. */
function nameBefore(html: string, end: number): '' | 'id' | 'href' | 'src' {
  // Most attributes are others, and differ in the last letter of their names.
  const last = html.charCodeAt(end - 1);
  const name = last === 0x64 ? 'id' : last === 0x66 ? 'href' : last === 0x63 ? 'src' : '';
  if (name === '') return '';
  const start = end - name.length;
  for (let at = 0; at < name.length - 1; at += 1) {
    if (html.charCodeAt(start + at) !== name.charCodeAt(at)) return '';
  }
  const before = html.charCodeAt(start - 1);
  return before === 0x20 || (before >= 0x09 && before <= 0x0d) ? name : '';
}

function isInTag(html: string, from: number): boolean {
  for (let at = from; at >= 0; at -= 1) {
    const code = html.charCodeAt(at);
    if (code === 0x3c) return true;
    if (code === 0x3e) return false;
  }
  return false;
}

function broken(target: string, from: { page: string; file: string }, problem: string): Finding {
  return {
    code: 'link/broken',
    severity: 'error',
    file: from.file,
    message: `${from.page} links to ${target}, but ${problem}`,
    expected: 'a page of this edition, and an anchor on it',
    found: target,
    fix: 'Correct the link, or the heading that it meant.',
  };
}

function plainPath(path: string, base: string): string {
  return decode(path.startsWith(`${base}/`) ? path.slice(base.length) : path);
}

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
