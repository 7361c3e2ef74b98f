import { basename, extname, posix } from 'node:path';
import { at, finishDraft, startDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { toMdx } from './escape-mdx.ts';
import { splitFrontMatter } from './front-matter.ts';
import type { FrontMatter } from './front-matter.ts';
import type { ImportOptions, Importer, SourceFile } from './importer.ts';
import {
  VersionsSeen,
  checkRelease,
  notAVersion,
  oneLine,
  releaseFrontMatter,
} from './release-note.ts';
import { whyNotId } from '../model/id.ts';
import { rewriteBody } from './rewrite-body.ts';
import { readSourceDay } from './source-days.ts';
import { asVersion, findVersion, guessScheme } from './source-versions.ts';
import { toNote } from './yaml-text.ts';

/** Front matter that a release has a place for. */
const mapped: ReadonlySet<string> = new Set(['version', 'title', 'summary', 'date', 'draft']);
/** Other names of a summary, in the order in which they count. */
const summaries = ['summary', 'description', 'excerpt'] as const;
/** Categories that mean a release. */
const categories: ReadonlySet<string> = new Set([
  'release',
  'releases',
  'release-note',
  'release-notes',
  'changelog',
]);

interface Post {
  readonly source: SourceFile;
  readonly head: FrontMatter;
  readonly version: string;
}

/** Posts with front matter, one a release: the blog of a project, or the notes of another tool. */
export const markdown: Importer = {
  format: 'markdown',
  summary: 'posts with front matter, one a release',
  extensions: ['.md', '.mdx', '.markdown'],

  read(sources, options) {
    const draft = startDraft();
    const seen = new VersionsSeen();
    const posts: Post[] = [];
    for (const source of sources) {
      const post = readPost(source, draft, seen);
      if (post !== null) posts.push(post);
    }
    const addressOf = noteAddresses(posts, options.product);
    const html = new Map<string, number>();
    for (const post of posts) writePost(post, options, draft, addressOf, html);
    for (const [name, count] of html) {
      draft.findings.push({
        code: 'import-raw-html',
        severity: 'info',
        file: sources[0]?.path ?? '',
        message: `<${name}> stands ${String(count)} times in the texts: it stays, and is cleaned when it renders`,
      });
    }
    if (posts.length > 0) {
      const from = posts[0]?.source.path ?? '';
      const title = productTitle(posts) ?? options.product;
      draft.merges.push({ key: 'title', value: title, guess: true, from });
      const scheme = guessScheme(seen.versions);
      draft.merges.push({ key: 'versioning', value: scheme, guess: true, from });
    }
    return finishDraft(draft);
  },
};

/** Reads the head of a post and its version; null, with the reason in the draft, for other posts. */
function readPost(source: SourceFile, draft: Draft, seen: VersionsSeen): Post | null {
  const head = splitFrontMatter(source.text, source.path);
  draft.findings.push(...head.findings);
  if (head.findings.length > 0) {
    refuse('its front matter can’t be read');
    return null;
  }
  const category = textOf(head, 'category');
  if (category !== null && !categories.has(category.toLowerCase())) {
    refuse(`its category is ${category}, and only releases are imported`);
    return null;
  }
  const line = head.keys.get('version')?.line ?? head.keys.get('title')?.line ?? 1;
  const written = textOf(head, 'version');
  if (written !== null) {
    const finding = notAVersion(written, source.path, line);
    if (finding !== null) {
      draft.findings.push(finding);
      refuse('its version can’t be a file name');
      return null;
    }
  }
  const stem = basename(source.path, extname(source.path));
  const title = textOf(head, 'title');
  const ofTitle = title === null ? null : findVersion(title);
  const ofName = asVersion(stem) ?? findVersion(stem);
  const version = written === null ? (ofTitle ?? ofName) : asVersion(written);
  if (version === null || whyNotId(version) !== null) {
    refuse('there is no version in its front matter, title or file name');
    return null;
  }
  if (written === null && ofName !== null && ofName !== version) {
    draft.findings.push({
      code: 'import-version-differs',
      severity: 'warning',
      file: source.path,
      line,
      message: `The title says ${version} and the file name ${ofName}; the title counts`,
      fix: 'Set version in the front matter of the source.',
    });
  }
  const duplicate = seen.refuse(version, source.path, line);
  if (duplicate !== null) {
    draft.findings.push(duplicate);
    refuse(`version ${version} was already taken from another post`);
    return null;
  }
  return { source, head, version };

  function refuse(why: string): void {
    draft.unmapped.push({ from: source.path, what: 'whole post', why });
  }
}

function writePost(
  post: Post,
  options: ImportOptions,
  draft: Draft,
  addressOf: (from: string, path: string) => string | null,
  html: Map<string, number>,
): void {
  const { source, head, version } = post;
  const folder = `content/releases/${options.product}`;
  const written = textOf(head, 'date');
  const date = readSourceDay(written);
  const dateLine = head.keys.get('date')?.line;
  if (date === null) {
    draft.findings.push({
      code: 'import-no-date',
      severity: 'warning',
      file: source.path,
      ...(dateLine === undefined ? {} : { line: dateLine }),
      field: 'date',
      message: written === null ? 'The post has no date' : `${written} is not a day that exists`,
      expected: 'a day such as 2026-11-03',
      fix: 'The release was written with date: none. Set the day there.',
    });
  } else if (date.rest !== '') {
    const what = 'time of day in date';
    const why = 'a release has a day; it was kept as written, without a shift of time zones';
    draft.unmapped.push({ ...at(source.path, dateLine), what, why });
  }
  const used = summaries.find((key) => textOf(head, key) !== null);
  for (const [key, { line, value }] of head.keys) {
    if ((mapped.has(key) && typeof value === 'string') || key === used) continue;
    const why =
      key === 'category'
        ? 'it tells releases from other posts; a release has no such field'
        : 'a release has no such field';
    draft.unmapped.push({ ...at(source.path, line), what: `front matter ${key}`, why });
  }
  const body = rewriteBody(head.body, {
    source,
    firstLine: head.bodyLine,
    folder,
    linkBase: options.linkBase,
    noteAddress: (path) => addressOf(source.path, path),
  });
  draft.unmapped.push(...body.unmapped);
  for (const [name, count] of body.html) html.set(name, (html.get(name) ?? 0) + count);
  const data = releaseFrontMatter({
    version,
    title: textOf(head, 'title') ?? undefined,
    summary: used === undefined ? undefined : (textOf(head, used) ?? undefined),
    date: date?.day ?? null,
    draft: textOf(head, 'draft') === 'true',
  });
  const errors = checkRelease(data, source.path, 1);
  draft.findings.push(...errors);
  if (errors.length > 0) return;
  const wanted = options.mdx === true || extname(source.path).toLowerCase() === '.mdx';
  const mdx = wanted ? toMdx(body.text) : null;
  if (wanted && mdx === null) {
    const why = 'its text can’t be escaped for MDX; it is a Markdown file now';
    draft.unmapped.push({ from: source.path, what: 'note as MDX', why });
  }
  const path = `${folder}/${version}${mdx === null ? '.md' : '.mdx'}`;
  const content = toNote(data, mdx ?? body.text);
  draft.files.push({ path, content, from: source.path }, ...body.files);
  draft.taken.push({ from: source.path, what: 'release', to: path });
  for (const file of body.files) {
    draft.taken.push({ from: source.path, what: 'file beside a note', to: file.path });
  }
}

/** Addresses of the posts in the portal: by their path, and by the last part of an old address. */
function noteAddresses(
  posts: readonly Post[],
  product: string,
): (from: string, path: string) => string | null {
  const byPath = new Map<string, string>();
  const byName = new Map<string, string>();
  for (const { source, version } of posts) {
    const address = `/releases/${product}/${version}/`;
    const stem = source.path.slice(0, source.path.length - extname(source.path).length);
    byPath.set(source.path, address).set(stem, address);
    if (findVersion(stem) !== null) byName.set(basename(stem), address);
  }
  return (from, path) => {
    const clean = path.replace(/\/+$/u, '');
    if (clean.startsWith('/')) return byName.get(basename(clean)) ?? null;
    return byPath.get(posix.normalize(posix.join(posix.dirname(from), clean))) ?? null;
  };
}

/** The words that stand before the version in every title: `Node.js` of `Node.js 18.0.0 (Current)`. */
function productTitle(posts: readonly Post[]): string | null {
  const names = posts.map(({ head, version }) => {
    const title = textOf(head, 'title') ?? '';
    const before = title.slice(0, Math.max(0, title.indexOf(version)));
    return oneLine(before.replace(/[\s:–—-]*(?:\bversion|\bv)?[\s:–—-]*$/iu, ''));
  });
  const [first] = names;
  return first !== undefined && names.every((name) => name === first) ? first : null;
}

/** A value of the head as text; null for what is absent, empty or no scalar. */
function textOf(head: FrontMatter, key: string): string | null {
  const value = head.keys.get(key)?.value;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
