import type { Edition, EditionEntry } from '../catalog/edition.ts';
import { FACT, factOf } from '../catalog/fact-kinds.ts';
import { TRACE } from '../catalog/trace.ts';
import {
  changeAnchorAddress,
  docAddress,
  pageAddress,
  productAddress,
  recordAddress,
  releaseAddress,
  termAddress,
} from '../model/address.ts';

/** The address inside the portal (base path left out) at which an entry of an edition is read. */
export function entryAddress(edition: Edition, entry: EditionEntry): string {
  switch (entry.kind) {
    case 'product':
      return productAddress(edition, entry.id);
    case 'release': {
      const slash = entry.id.indexOf('/');
      return releaseAddress(edition, entry.id.slice(0, slash), entry.id.slice(slash + 1));
    }
    case 'change': {
      const change = edition.byKey('change', entry.id);
      if (!change) throw new Error(`${entry.key} is not in its own edition`);
      return changeAnchorAddress(edition, change);
    }
    case 'doc':
      return docAddress(edition, entry.id);
    case 'term':
      return termAddress(edition, entry.id);
    default:
      return recordAddress(edition, entry.kind, entry.id);
  }
}

/** Finds what an authored link means: an entry's file, a page of the portal, or a file of `public/`. */
export class LinkResolver {
  readonly #edition: Edition;
  readonly #byFile = new Map<string, EditionEntry>();
  readonly #pages: ReadonlySet<string>;
  readonly #publicFiles: ReadonlySet<string>;

  /**
   * @param pages addresses of the edition's pages without its prefixes, such as `/releases/`
   * @param publicFiles paths of the files of `public/`, such as `/favicon.svg`
   */
  constructor(edition: Edition, pages: ReadonlySet<string>, publicFiles: ReadonlySet<string>) {
    this.#edition = edition;
    this.#pages = pages;
    this.#publicFiles = publicFiles;
    for (const entry of allEntries(edition)) {
      const stem = withoutExtension(entry.file);
      if (!this.#byFile.has(stem)) this.#byFile.set(stem, entry);
      this.#byFile.set(withoutExtension(this.#withoutLocale(entry.file)), entry);
    }
  }

  /** The address (base path left out) for `href` as written in the file `from`; null for none. */
  resolve(href: string, from: string): string | null {
    const [path, hash] = splitHash(href);
    const anchor = hash === '' ? '' : `#${hash}`;
    if (path === '') return anchor;
    const decoded = decode(path);
    if (decoded === null) return null;
    if (decoded.startsWith('/')) return this.#page(decoded, anchor);
    const target = join(from.slice(0, from.lastIndexOf('/')), decoded);
    if (target === null) return null;
    const stem = withoutExtension(target.replace(/\/$/, '/index'));
    this.#edition[TRACE]?.look(factOf(FACT.file, stem));
    const entry = this.#entryOf(stem);
    return entry ? entryAddress(this.#edition, entry) + anchor : null;
  }

  /** The key of the entry that is meant by a path without its ending; null for none. */
  keyOf(stem: string): string | null {
    return this.#entryOf(stem)?.key ?? null;
  }

  /** Whether there is a page at an address without prefixes. */
  hasPage(path: string): boolean {
    return this.#pages.has(path);
  }

  #entryOf(stem: string): EditionEntry | undefined {
    return this.#byFile.get(stem) ?? this.#byFile.get(this.#withoutLocale(stem));
  }

  #page(path: string, anchor: string): string | null {
    this.#edition[TRACE]?.look(factOf(FACT.page, path));
    const withSlash = path.endsWith('/') ? path : `${path}/`;
    this.#edition[TRACE]?.look(factOf(FACT.page, withSlash));
    if (this.#pages.has(withSlash)) return pageAddress(this.#edition, withSlash) + anchor;
    if (this.#pages.has(path)) return pageAddress(this.#edition, path) + anchor;
    return this.#publicFiles.has(path) ? path + anchor : null;
  }

  /** `content/docs/de/a.md` → `content/docs/a.md`. */
  #withoutLocale(file: string): string {
    const [content, folder, locale, ...rest] = file.split('/');
    const isLocale = this.#edition.portal.locales.some(({ code }) => code === locale);
    return isLocale && rest.length > 0 ? [content, folder, ...rest].join('/') : file;
  }
}

/** Every entry of an edition, kind by kind. */
export function* allEntries(edition: Edition): Generator<EditionEntry> {
  yield* edition.products;
  yield* edition.releases;
  yield* edition.changes.filter((change) => change.hasFile);
  yield* edition.deprecations;
  yield* edition.migrations;
  yield* edition.knownIssues;
  yield* edition.advisories;
  yield* edition.announcements;
  yield* edition.terms;
  yield* edition.docs;
}

function splitHash(href: string): [path: string, hash: string] {
  const at = href.indexOf('#');
  return at < 0 ? [href, ''] : [href.slice(0, at), href.slice(at + 1)];
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Joins a folder and a relative path; null when the path leaves the portal folder. */
function join(folder: string, path: string): string | null {
  const segments = folder.split('/');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join('/') + (path.endsWith('/') ? '/' : '');
}

function withoutExtension(file: string): string {
  return file.replace(/\.(?:mdx?|yaml)$/, '');
}
