import { basename, extname } from 'node:path';
import { sourceHash } from '../catalog/overlay.ts';
import { compareText, hasErrors } from '../model/finding.ts';
import { canonicalLocale } from '../model/locale.ts';
import { migrationSchema } from '../model/migration.ts';
import { compareVersions } from '../model/version.ts';
import { parseBody } from '../render/parse.ts';
import { at, finishDraft, startDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { splitFrontMatter } from './front-matter.ts';
import type { FrontMatter } from './front-matter.ts';
import type { ImportOptions, Importer, ImportPlan, SourceFile } from './importer.ts';
import { rewriteMdx } from './mdx-components.ts';
import { oneLine } from './release-note.ts';
import { rewriteBody } from './rewrite-body.ts';
import { toNote } from './yaml-text.ts';

interface Guide {
  readonly source: SourceFile;
  readonly head: FrontMatter;
  /** The version that it leads to, as in the file name: `6`, `2.1`. */
  readonly version: string;
  /** The locale of its folder, in canonical form; null without one. */
  readonly locale: string | null;
}

interface Written {
  readonly title: string;
  readonly summary: string | null;
  readonly body: string;
  readonly format: 'md' | 'mdx';
}

/**
 * Guides to upgrade, a file a version (`v6.mdx`, `upgrade-to-2.1.md`), with locales as folders. Those of
 * the source language are migration guides, those of other locales their translations.
 */
export const upgradeGuides: Importer = {
  format: 'upgrade-guides',
  summary: 'guides to upgrade, a file a version, locales as folders',
  extensions: ['.md', '.mdx', '.markdown'],

  read(sources, options): ImportPlan {
    const draft = startDraft();
    const own = options.locale ?? 'en';
    const guides = sources.flatMap((source) => readGuide(source, draft));
    const locales = [...new Set(guides.flatMap(({ locale }) => locale ?? []))];
    const others = locales.filter((locale) => locale !== own).sort(compareText);
    guides.sort((a, b) => compareVersions(a.version, b.version, 'calver'));
    const ids = new Map<string, string>();
    const hashes = new Map<string, string>();
    for (const guide of guides) ids.set(guide.version, idOf(guide.version, options));
    const seen = new Set<string>();
    for (const guide of [...guides].sort((a, b) => isOther(a, own) - isOther(b, own))) {
      const key = `${guide.locale ?? own} ${guide.version}`;
      if (seen.has(key)) refuse(guide, draft, 'another guide has its version and language');
      else writeGuide(guide, own, options, draft, ids, hashes);
      seen.add(key);
    }
    if (guides.length > 0) {
      const merge = { guess: true, from: guides[0]?.source.path ?? '' };
      draft.merges.push({ key: 'title', value: options.product, ...merge });
    }
    return { ...finishDraft(draft), locales: others };
  },
};

function readGuide(source: SourceFile, draft: Draft): Guide[] {
  const head = splitFrontMatter(source.text, source.path);
  draft.findings.push(...head.findings);
  const stem = basename(source.path, extname(source.path));
  const version = /(?:^|[^\p{L}\d.]|(?<!\p{L})v)(\d+(?:\.\d+){0,2})$/u.exec(stem)?.[1];
  if (head.findings.length > 0 || version === undefined) {
    const why =
      head.findings.length > 0
        ? 'its front matter can’t be read'
        : 'there is no version at the end of its name';
    draft.unmapped.push({ from: source.path, what: 'whole guide', why });
    return [];
  }
  const folders = source.path.split('/').slice(0, -1).reverse();
  const locale = folders.map(localeOf).find((code) => code !== null) ?? null;
  return [{ source, head, version, locale }];
}

/** The locale that a folder is named after: a tag of a language that has a name (CLDR). */
function localeOf(folder: string): string | null {
  if (!/^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/iu.test(folder)) return null;
  // Folders that are called so for another reason than Sardinian and Newari.
  if (/^(?:src|new)$/iu.test(folder)) return null;
  const code = canonicalLocale(folder);
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  return code === null || names.of(code) === undefined ? null : code;
}

function isOther({ locale }: Guide, own: string): number {
  return locale === null || locale === own ? 0 : 1;
}

function idOf(version: string, { product }: ImportOptions): string {
  return `${product}-v${version}`;
}

function refuse({ source }: Guide, draft: Draft, why: string): void {
  draft.unmapped.push({ from: source.path, what: 'whole guide', why });
}

function writeGuide(
  guide: Guide,
  own: string,
  options: ImportOptions,
  draft: Draft,
  ids: ReadonlyMap<string, string>,
  hashes: Map<string, string>,
): void {
  const { source, version } = guide;
  const id = idOf(version, options);
  const locale = isOther(guide, own) === 1 ? guide.locale : null;
  const hash = hashes.get(version);
  if (locale !== null && hash === undefined) {
    refuse(guide, draft, `there is no guide in ${own} that it translates`);
    return;
  }
  const folder = `content/migrations${locale === null ? '' : `/${locale}`}`;
  const written = textOfGuide(guide, folder, options, draft, ids);
  const { title, summary, body, format } = written;
  const path = `${folder}/${id}.${format}`;
  const prose = { title, ...(summary === null ? {} : { summary }) };
  if (locale === null) {
    const parts = version.split('.').length;
    const to = parts === 3 ? version : `${version}.x`;
    const head = { ...prose, product: options.product, from: `<${version}`, to };
    const data = migrationSchema.safeParse(head);
    if (!data.success) {
      for (const issue of data.error.issues) {
        const field = issue.path.join('.');
        const { message } = issue;
        draft.findings.push({
          code: 'import-invalid',
          severity: 'error',
          file: source.path,
          line: 1,
          field,
          message,
        });
      }
      refuse(guide, draft, 'its migration guide would not be valid; see the finding');
      return;
    }
    hashes.set(version, sourceHash({ data: data.data, text: body }));
    draft.files.push({ path, content: toNote(head, body), from: source.path });
    draft.taken.push({ from: source.path, what: 'migration guide', to: path });
    const why = 'headings don’t tell steps from other text; the body holds them';
    draft.unmapped.push({ from: source.path, what: 'steps of a guide', why });
    return;
  }
  const translation = { source: hash, state: 'in-review' };
  draft.files.push({
    path,
    content: toNote({ ...prose, translation }, body),
    from: source.path,
    locale,
  });
  draft.taken.push({ from: source.path, what: `translation (${locale})`, to: path });
  const why =
    'nothing tells whether it has been, nor which source it was made from; state in-review, of today’s source';
  draft.unmapped.push({ from: source.path, what: 'review of a translation', why });
}

/** Title, summary and body of a guide, as they are written. */
function textOfGuide(
  { source, head, version }: Guide,
  folder: string,
  options: ImportOptions,
  draft: Draft,
  ids: ReadonlyMap<string, string>,
): Written {
  for (const [key, { line, value }] of head.keys) {
    if (/^(?:title|summary|description)$/u.test(key) && typeof value === 'string') continue;
    const why = 'a migration guide has no such field';
    draft.unmapped.push({ ...at(source.path, line), what: `front matter ${key}`, why });
  }
  const noteAddress = (path: string): string | null => {
    const name = basename(path.replace(/\/+$/u, '')).replace(/\.mdx?$/u, '');
    const parent = basename(source.path).replace(/\d.*$/u, '');
    if (!name.startsWith(parent)) return null;
    const near = path.startsWith('/') ? path.replace(/\/[^/]*\/*$/u, '') : '';
    const here = source.path.replace(/\/[^/]*$/u, '');
    const beside = near === '' || lastFolder(near) === lastFolder(here);
    const id = ids.get(name.slice(parent.length));
    return beside && id !== undefined ? `/migrations/${id}/` : null;
  };
  const context = {
    source,
    firstLine: head.bodyLine,
    folder,
    linkBase: options.linkBase,
    noteAddress,
  };
  const isMdx = extname(source.path).toLowerCase() === '.mdx';
  const mdx = isMdx ? rewriteMdx(head.body, context) : null;
  const findings =
    mdx === null
      ? []
      : parseBody({ format: 'mdx', text: mdx.text, file: source.path, firstLine: head.bodyLine })
          .findings;
  const format = mdx !== null && !hasErrors(findings) ? 'mdx' : 'md';
  if (isMdx && format === 'md') {
    const first = findings.find(({ severity }) => severity === 'error');
    const why = `${first === undefined ? 'it is no MDX that can be read' : first.message} It is a Markdown file now`;
    draft.unmapped.push({ ...at(source.path, first?.line), what: 'guide as MDX', why });
  }
  const body = format === 'mdx' && mdx !== null ? mdx : rewriteBody(head.body, context);
  draft.unmapped.push(...body.unmapped);
  draft.files.push(...body.files);
  for (const file of body.files)
    draft.taken.push({ from: source.path, what: 'file beside a note', to: file.path });
  return {
    title: oneLine(textOf(head, 'title') ?? undefined) ?? `${options.product} ${version}`,
    summary: textOf(head, 'summary') ?? textOf(head, 'description'),
    body: body.text,
    format,
  };
}

function lastFolder(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function textOf(head: FrontMatter, key: string): string | null {
  const value = head.keys.get(key)?.value;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
