import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { Catalog } from '../catalog/catalog.ts';
import { cutEdition, type Edition } from '../catalog/edition.ts';
import { Contents } from '../catalog/contents.ts';
import { loadCatalog, type Loaded } from '../catalog/load.ts';
import { noMemory } from '../catalog/memory.ts';
import type { NoteCache } from '../catalog/note-cache.ts';
import { patchCatalog } from '../catalog/patch.ts';
import { loadStrings } from '../language/load.ts';
import { createTranslate, type Strings } from '../language/strings.ts';
import type { Clock } from '../model/clock.ts';
import { compareFindings } from '../model/finding.ts';
import type { Finding } from '../model/finding.ts';
import { toUrl } from '../model/address.ts';
import type { PageContext } from '../outputs/pages/contents/content.ts';
import type { PictureStock } from '../outputs/images/stock.ts';
import { planPages } from '../outputs/pages/plan.ts';
import type { Counterpart } from '../outputs/pages/switches.ts';
import { runPolicies } from '../policies/run.ts';
import type { ViewContext } from '../views/context.ts';
import { createViewContext } from '../views/create-context.ts';
import { LinkResolver } from '../views/links.ts';
import type { PortalCache } from './portal-cache.ts';
import { below } from './files-below.ts';

export { openMemory } from './open-memory.ts';
export { portalCache, type PortalCache } from './portal-cache.ts';

/** A portal folder, read and checked: what `build`, `dev` and `check` all begin with. */
export interface Portal {
  readonly root: string;
  /** The folder of Gazette itself. */
  readonly engine: string;
  readonly clock: Clock;
  /** Where it is remembered what was read of its files. */
  readonly cache: PortalCache | null;
  /** Hash over everything that was read: two portals of one digest give the same output. */
  readonly digest: string;
  /** Hash over what all of its pages depend on: the clock, portal.yaml, which files `public/` has. */
  readonly shared: string;
  /** Hash of the bytes of a note's file; undefined when nothing is remembered. */
  readonly hashOf: (path: string) => string | undefined;
  readonly catalog: Catalog;
  /** Interface strings by locale code. */
  readonly strings: ReadonlyMap<string, Strings>;
  /** Paths of the files of `public/`, each with a slash in front. */
  readonly publicFiles: ReadonlySet<string>;
  /** Hash of the bytes of one of those. */
  readonly publicHash: (path: string) => string;
  /** Smaller files of its pictures, once they are made. Without, pages show the writers' own. */
  readonly pictures?: PictureStock | undefined;
}

/**
 * Reads a portal folder.
 *
 * @param root the folder with `content/`, `locales/` and `public/`
 * @param engine the folder of Gazette itself, whose `locales/` lie beneath the portal's
 * @param memory knows the files that have not changed since they were last read
 * @param cache where `memory` is, so that other threads can open it too
 * @returns the portal, or null when its files have errors; and every finding
 */
export async function readPortal(
  root: string,
  engine: string,
  clock: Clock,
  memory: NoteCache | null = null,
  cache: PortalCache | null = null,
): Promise<{ portal: Portal | null; findings: readonly Finding[] }> {
  const { portal, findings, compare } = await readFolder(root, engine, clock, memory, cache);
  return { portal, findings: [...findings, ...compare()].sort(compareFindings) };
}

/** A portal folder that was read, for whoever can't wait for all that there is to tell of it. */
export interface ReadFolder {
  readonly portal: Portal | null;
  /** What is wrong with single files. */
  readonly findings: readonly Finding[];
  /** Compares notes with each other, and gives what the policies find. */
  readonly compare: () => readonly Finding[];
  /**
   * The same after an edit of a few notes, in a fraction of the time; null when all is to be read.
   *
   * @param changed paths of the files that were written to, from the portal folder
   */
  readonly patch: (changed: ReadonlySet<string>) => ReadFolder | null;
}

/** As `readPortal`, but that notes are not compared with each other until `compare` is called. */
export async function readFolder(
  root: string,
  engine: string,
  clock: Clock,
  memory: NoteCache | null = null,
  cache: PortalCache | null = null,
): Promise<ReadFolder> {
  const loaded = await loadCatalog(root, clock, memory ?? noMemory);
  const codes = loaded.catalog?.locales.map(({ code }) => code) ?? [];
  const folders = [...new Set([join(engine, 'locales'), join(root, 'locales')])];
  const language = await loadStrings(folders, codes);
  const { files, links } = below(join(root, 'public'));
  return folderOf(loaded, {
    ...{ root, engine, clock, memory, cache },
    strings: language.strings,
    publicFiles: files.map((path) => `/${path}`),
    findings: [...language.findings, ...links.map(publicLink)],
  });
}

/** Links may lead anywhere, also to what nobody means to publish. */
function publicLink(path: string): Finding {
  return {
    code: 'public-link',
    severity: 'warning',
    file: `public/${path}`,
    message: 'The symbolic link is not published, nor what it leads to.',
    expected: 'files that are in the folder themselves',
    found: 'a symbolic link',
    fix: 'Put what it leads to in its place.',
  };
}

interface Around {
  readonly root: string;
  readonly engine: string;
  readonly clock: Clock;
  readonly memory: NoteCache | null;
  readonly cache: PortalCache | null;
  readonly strings: Portal['strings'];
  readonly publicFiles: readonly string[];
  /** About what is beside notes. */
  readonly findings: readonly Finding[];
}

function folderOf(loaded: Loaded, around: Around): ReadFolder {
  const { catalog, placesOf } = loaded;
  const { root, engine, clock, memory, cache, strings, publicFiles } = around;
  if (catalog === null) {
    return { portal: null, findings: loaded.findings, compare: () => [], patch: () => null };
  }
  const contents = memory?.contents ?? Contents.open(null);
  const shared = [clock, catalog.portal, catalog.audiences, catalog.locales, publicFiles];
  const read = [memory?.digest() ?? '', catalog.portal, [...strings], publicFiles];
  return {
    portal: {
      root,
      engine,
      clock,
      cache,
      shared: hash('sha256', JSON.stringify(shared), 'hex'),
      digest: hash('sha256', JSON.stringify(read), 'hex'),
      hashOf: (path) => memory?.hashOf(path),
      catalog,
      strings,
      publicFiles: new Set(publicFiles),
      publicHash: (path) => contents.of(join(root, 'public', path)).hash,
    },
    findings: [...loaded.findings, ...around.findings].sort(compareFindings),
    compare: () => runPolicies(catalog, clock, placesOf),
    patch: (changed) => {
      if (memory === null) return null;
      for (const path of changed) memory.contents.forget(join(root, path));
      const patched = patchCatalog(loaded, changed, clock, memory);
      return patched === null ? null : folderOf(patched, around);
    },
  };
}

/** The editions of a portal, audience by audience, each in every locale. */
export function editionsOf(portal: Portal): Edition[] {
  return portal.catalog.audiences.ids.flatMap((audience) => editionsFor(portal, audience));
}

/** The editions for one audience, in every locale. */
export function editionsFor(portal: Portal, audience: string): Edition[] {
  const { catalog, clock } = portal;
  return catalog.locales.map(({ code }) => cutEdition(catalog, audience, code, clock));
}

/** The edition of each audience in the language of its notes: its pages are those of every locale. */
export function sourceEditions(portal: Portal): Edition[] {
  const { catalog, clock } = portal;
  const source = catalog.locales[0]?.code ?? '';
  return catalog.audiences.ids.map((audience) => cutEdition(catalog, audience, source, clock));
}

/** Tells where authored links lead in an edition. */
export function linkResolverOf(portal: Portal, edition: Edition): LinkResolver {
  const pages = new Set(planPages(edition).map(({ path }) => path));
  return new LinkResolver(edition, pages, portal.publicFiles);
}

/** What an edition's views need, with bodies rendered once each. */
export function contextOf(
  portal: Portal,
  edition: Edition,
  options: {
    codeCache: Map<string, string>;
    standalone?: boolean;
    page?: ViewContext;
  },
): ViewContext {
  const strings = portal.strings.get(edition.locale.code) ?? {};
  return createViewContext(edition, {
    t: createTranslate(edition.locale.code, strings),
    pages: new Set(planPages(edition).map(({ path }) => path)),
    publicFiles: portal.publicFiles,
    pictures: portal.pictures?.shelf,
    ...options,
  });
}

/** The context of an edition's pages. */
export function pageContextOf(
  portal: Portal,
  context: ViewContext,
  counterparts: ReadonlyMap<string, Counterpart>,
  hasSearch: boolean,
): PageContext {
  const { base } = context.edition.portal;
  const inPublic = (path: string): string | null =>
    portal.publicFiles.has(path) ? toUrl(path, base) : null;
  return {
    ...context,
    counterparts,
    hasSearch,
    brandStylesheet: inPublic('/brand.css'),
    icon: inPublic('/favicon.svg') ?? inPublic('/favicon.ico'),
  };
}

/**
 * What an audience's edition may know of the others: the pages of one that reads all that it reads, or
 * of one all of which it reads itself. Of any other not even that a page exists.
 *
 * @param pagesOf paths of the pages of an audience, the same in every locale, when they are needed
 */
export function counterpartsOf(
  portal: Portal,
  own: string,
  pagesOf: (audience: string) => ReadonlySet<string>,
): Map<string, Counterpart> {
  const { ids, reads } = portal.catalog.audiences;
  return new Map(
    ids.map((other) => {
      const related = reads[other]?.includes(own) || reads[own]?.includes(other);
      const counterpart: Counterpart = {
        get pages() {
          return related ? pagesOf(other) : null;
        },
      };
      return [other, counterpart];
    }),
  );
}
