import type { Edition, EditionEntry, EditionRelease } from '../catalog/edition.ts';
import { Trace, TRACE, type Followed } from '../catalog/trace.ts';
import { createFormat, type Format } from '../language/format.ts';
import type { Translate } from '../language/strings.ts';
import { pageAddress, toUrl } from '../model/address.ts';
import type { Rendered } from '../render/body.ts';
import type { RenderContext } from '../render/context.ts';
import { renderBody } from '../render/html.ts';
import { plainText, renderInline, renderMarkdown } from '../render/inline.ts';
import type { ViewContext } from './context.ts';
import { entryAddress, LinkResolver } from './links.ts';

/** What a context needs besides its edition. */
export interface ContextOptions {
  readonly t: Translate;
  /** Addresses of the edition's pages without its prefixes, to check authored links against. */
  readonly pages: ReadonlySet<string>;
  /** Paths of the files of `public/`. */
  readonly publicFiles: ReadonlySet<string>;
  /** Width and height in pixels of images, by their path from the portal folder. */
  readonly imageSizes: ReadonlyMap<string, { width: number; height: number }>;
  /** Highlighted code, shared between the editions of one build. */
  readonly codeCache: Map<string, string>;
  /** For feeds and mail: absolute addresses, and markup without furniture. */
  readonly standalone?: boolean;
  /** Called for an authored link that leads nowhere in this edition. */
  readonly onDeadLink?: (entry: EditionEntry, href: string) => void;
}

/** The view context of an edition. */
export function createViewContext(edition: Edition, options: ContextOptions): ViewContext {
  const format: Format = createFormat(edition.locale.code);
  const links = new LinkResolver(edition, options.pages, options.publicFiles);
  const origin = options.standalone ? (edition.portal.origin ?? '') : '';
  const url = (address: string): string => origin + toUrl(address, edition.portal.base);

  const trace = edition[TRACE] ?? new Trace();
  const bodies = new Map<string, Followed<Rendered>>();

  const renderContext = (entry: EditionEntry, idPrefix: string): RenderContext => ({
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
      const address = assetOf(entry, path);
      if (address === null) return null;
      const size = options.imageSizes.get(assetPath(entry, path) ?? '');
      return { src: url(address), ...size };
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
    bare: options.standalone === true,
    codeCache: options.codeCache,
  });

  const assetPath = (entry: EditionEntry, reference: string): string | null =>
    entry.assets.find((asset) => sameReference(asset.reference, reference))?.path ?? null;

  // Files beside notes are published once for an audience, whatever the locale.
  const assetOf = (entry: EditionEntry, reference: string): string | null => {
    const path = assetPath(entry, reference);
    return path === null ? null : assetAddress(edition, path);
  };

  /** A file beside the note, another entry's file or a page; null and told of when it is none. */
  const inside = (entry: EditionEntry, href: string): string | null => {
    const address = assetOf(entry, href) ?? links.resolve(href, entry.file);
    if (address !== null) return url(address);
    options.onDeadLink?.(entry, href);
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
      // Page, table of contents and search ask for the same body: it is rendered once.
      const key = `${entry.key}\0${idPrefix}`;
      let rendered = bodies.get(key);
      if (rendered === undefined) {
        const tree = entry.body;
        rendered = trace.follow(() => renderBody(tree, renderContext(entry, idPrefix)));
        bodies.set(key, rendered);
      }
      trace.replay(rendered.facts);
      return rendered.value;
    },
    markdown: (text, entry) =>
      text === undefined ? '' : renderMarkdown(text, renderContext(entry, '')),
    address: (href, entry) => {
      if (href === undefined) return null;
      if (/^(?:https?|mailto):/i.test(href)) return href;
      return /^[a-z][a-z0-9+.-]*:/i.test(href) ? null : inside(entry, href);
    },
    inline: (text) => (text === undefined ? '' : renderInline(text)),
  };
}

const EMPTY: Rendered = { html: '', headings: [], text: '', sections: [], links: [], terms: [] };

/** Where a file beside a note is published: `/admin/files/releases/atlas/diagram.png`. */
export function assetAddress(edition: Edition, path: string): string {
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
