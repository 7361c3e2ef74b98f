import type { Finding } from '../model/finding.ts';

/**
 * Checks links between written pages: every address of this host leads to something written, and
 * every anchor to an element of that page. Takes pages one by one and keeps only what it must.
 */
export class PageCheck {
  readonly #base: string;
  /** Anchors by page address. */
  readonly #anchors = new Map<string, ReadonlySet<string>>();
  /** Link to the first page that has it, and that page's source file. */
  readonly #links = new Map<string, { page: string; file: string }>();

  constructor(base: string) {
    this.#base = base;
  }

  /** @param address as links have it: with base path, percent-encoded */
  add(address: string, html: string, file: string): void {
    const anchors = new Set<string>();
    for (const match of html.matchAll(/ (?:id|name)="([^"]*)"/g)) anchors.add(unescape(match[1]));
    this.#anchors.set(address, anchors);
    for (const match of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      const href = unescape(match[1]);
      const target = this.#absolute(href, address);
      if (target !== null && !this.#links.has(target)) {
        this.#links.set(target, { page: address, file });
      }
    }
  }

  /** @param exists whether a path inside the host, without base path and decoded, was written */
  findings(exists: (path: string) => boolean): Finding[] {
    const findings: Finding[] = [];
    for (const [target, from] of this.#links) {
      const [path = '', hash] = target.split('#');
      const anchors = this.#anchors.get(path);
      const problem =
        anchors === undefined && !exists(this.#plainPath(path))
          ? 'there is nothing at this address'
          : anchors !== undefined &&
              hash !== undefined &&
              hash !== '' &&
              hash !== '_top' &&
              !anchors.has(decode(hash))
            ? 'that page has no such anchor'
            : null;
      if (problem === null) continue;
      findings.push({
        code: 'link/broken',
        severity: 'error',
        file: from.file,
        message: `${from.page} links to ${target}, but ${problem}`,
        expected: 'a page of this edition, and an anchor on it',
        found: target,
        fix: 'Correct the link, or the heading that it meant.',
      });
    }
    return findings.sort((a, b) => (a.message < b.message ? -1 : 1));
  }

  #absolute(href: string, page: string): string | null {
    if (href.startsWith('#')) return page + href;
    if (!href.startsWith('/') || href.startsWith('//')) return null;
    return href.split('?')[0] === href ? href : href.replace(/\?[^#]*/, '');
  }

  #plainPath(path: string): string {
    return decode(path.startsWith(`${this.#base}/`) ? path.slice(this.#base.length) : path);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unescape(text: string | undefined): string {
  return (text ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replaceAll('&amp;', '&')
    .replaceAll('&#38;', '&');
}
