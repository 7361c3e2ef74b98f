import type { Edition, EditionAsset, EditionEntry, EditionRelease } from '../catalog/edition.ts';
import { FACT, factOf } from '../catalog/fact-kinds.ts';
import { Trace, TRACE } from '../catalog/trace.ts';
import { createFormat, type Format } from '../language/format.ts';
import type { Translate } from '../language/strings.ts';
import { pageAddress, toUrl } from '../model/address.ts';
import type { Rendered } from '../render/body.ts';
import type { RenderContext } from '../render/context.ts';
import { renderBody } from '../render/html.ts';
import { plainText, renderInline, renderMarkdown } from '../render/inline.ts';
import type { ViewContext } from './context.ts';
import { entryAddress, LinkResolver } from './links.ts';
import { pictureSources, variantAddress, type PictureShelf } from './picture-sources.ts';
import { RecentBodies } from './recent-bodies.ts';

/** What a context needs besides its edition. */
export interface ContextOptions {
  readonly t: Translate;
  /** Addresses of the edition's pages without its prefixes, to check authored links against. */
  readonly pages: ReadonlySet<string>;
  /** Paths of the files of `public/`. */
  readonly publicFiles: ReadonlySet<string>;
  /** Smaller files of pictures, for pages; without them the files of the writers are shown. */
  readonly pictures?: PictureShelf | undefined;
  /** Highlighted code, shared between the editions of one build. */
  readonly codeCache: Map<string, string>;
  /** For feeds and mail: absolute addresses, and markup without furniture. */
  readonly standalone?: boolean;
  /** With `standalone`: the context of the same edition's pages, whose bodies are rendered already. */
  readonly page?: ViewContext;
}

/** The view context of an edition. */
export function createViewContext(edition: Edition, options: ContextOptions): ViewContext {
  const format: Format = options.page?.format ?? createFormat(edition.locale.code);
  const links = new LinkResolver(edition, options.pages, options.publicFiles);
  const origin = options.standalone ? (edition.portal.origin ?? '') : '';
  const url = (address: string): string => origin + toUrl(address, edition.portal.base);

  const trace = edition[TRACE] ?? new Trace();
  const bodies = new RecentBodies();

  const renderContext = (
    entry: EditionEntry,
    idPrefix: string,
    opensPage = false,
  ): RenderContext => ({
    locale: entry.lang,
    t: (key, values) => options.t(`content.${key}`, values),
    resolveLink(href) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return { href, external: true };
      if (href.startsWith('#')) {
        const own = href.slice(1);
        return { href: `#${namesChange(edition, entry, own) ? '' : idPrefix}${own}` };
      }
      const resolved = inside(entry, href);
      return resolved === null ? null : { href: resolved };
    },
    resolveAsset(path) {
      const asset = assetOf(entry, path);
      if (asset === null) return null;
      const src = url(assetAddress(edition, asset.path));
      const { picture } = asset;
      if (picture === undefined || picture.width === 0) return { src };
      const { width, height, hash } = picture;
      const made = options.standalone === true ? undefined : options.pictures?.get(hash);
      if (made === undefined) return { src, width, height };
      const sources = pictureSources(picture, made.variants, (variant) =>
        url(variantAddress(edition, asset.path, made.key, variant)),
      );
      return { src, width, height, sources };
    },
    lookup(kind, id) {
      const found = edition.byKey(kind, id);
      if (!found) return null;
      const summary = found.kind === 'term' ? found.data.definition : found.data.summary;
      return {
        title: plainText(found.title),
        href: url(entryAddress(edition, found)),
        ...(summary === undefined ? {} : { summary: plainText(summary) }),
        ...('state' in found.data ? { state: found.data.state } : {}),
        ...(found.lang === entry.lang ? {} : { lang: found.lang, dir: found.dir }),
      };
    },
    idPrefix,
    opensPage,
    codeCache: options.codeCache,
  });

  const assetOf = (entry: EditionEntry, reference: string): EditionAsset | null =>
    entry.assets.find((asset) => sameReference(asset.reference, reference)) ?? null;

  /** A file beside the note, another entry's file or a page; null and told of when it is none. */
  const inside = (entry: EditionEntry, href: string): string | null => {
    const asset = assetOf(entry, href);
    const address =
      asset === null ? links.resolve(href, entry.file) : assetAddress(edition, asset.path);
    if (address !== null) return url(address);
    // A fact that never changes: whoever shows the text has the link in it.
    if (options.standalone !== true) trace.look(factOf(FACT.deadLink, `${entry.file}\0${href}`));
    return null;
  };

  return {
    edition,
    place: { name: options.standalone === true ? 'standalone' : 'page' },
    t: options.t,
    format,
    url,
    body(entry, idPrefix = '') {
      if (entry.body === null) return EMPTY;
      if (options.page !== undefined) return bare(options.page.body(entry, idPrefix));
      // Page, table of contents, search and feeds ask for the same body: it is rendered once.
      const key = `${entry.key}\0${idPrefix}`;
      let rendered = bodies.get(key);
      if (rendered === null) {
        const tree = entry.body;
        rendered = trace.follow(() =>
          renderBody(tree, renderContext(entry, idPrefix, idPrefix === '')),
        );
        bodies.set(key, rendered);
      }
      trace.replay(rendered.facts);
      return options.standalone === true ? bare(rendered.value) : rendered.value;
    },
    markdown: (text, entry) =>
      text === undefined ? '' : renderMarkdown(text, renderContext(entry, ''), options.standalone),
    address: (href, entry) => {
      if (href === undefined) return null;
      if (/^(?:https?|mailto):/i.test(href)) return href;
      return /^[a-z][a-z0-9+.-]*:/i.test(href) ? null : inside(entry, href);
    },
    inline: (text) => (text === undefined ? '' : renderInline(text)),
  };
}

const EMPTY: Rendered = {
  html: '',
  bareHtml: '',
  headings: [],
  text: '',
  sections: [],
  links: [],
  terms: [],
};

/** A body as feeds and mail have it. */
function bare(rendered: Rendered): Rendered {
  return { ...rendered, html: rendered.bareHtml };
}

/**
 * Where a file beside a note is published: `/admin/files/releases/atlas/diagram.png`. Once for an
 * audience, whatever the locale.
 */
export function assetAddress(edition: Edition, path: string): string {
  // Files of public/ are there for everybody, at their own address.
  if (path.startsWith('public/')) return path.slice('public'.length);
  const place = { locale: { prefix: '' }, audience: edition.audience };
  return pageAddress(place, `/files/${path.replace(/^content\//, '')}`);
}

/** Whether an anchor is that of a change on the page of the entry's release. */
function namesChange(edition: Edition, entry: EditionEntry, anchor: string): boolean {
  const release =
    entry.kind === 'release'
      ? edition.byKey('release', entry.id)
      : entry.kind === 'change'
        ? releaseOfChange(edition, entry.id)
        : undefined;
  return release?.changes.some((change) => change.anchor === anchor) ?? false;
}

function releaseOfChange(edition: Edition, id: string): EditionRelease | undefined {
  const change = edition.byKey('change', id);
  return change && change.release !== null
    ? edition.byKey('release', `${change.product}/${change.release}`)
    : undefined;
}

function sameReference(a: string, b: string): boolean {
  return a.replace(/^\.\//, '') === b.replace(/^\.\//, '');
}
