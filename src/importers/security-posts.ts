import { basename, extname } from 'node:path';
import { advisorySchema } from '../model/advisory.ts';
import { whyNotVector } from '../model/cvss.ts';
import { whyNotId } from '../model/id.ts';
import { at, finishDraft, startDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { toMdx } from './escape-mdx.ts';
import { splitFrontMatter } from './front-matter.ts';
import type { FrontMatter } from './front-matter.ts';
import type { ImportOptions, Importer, SourceFile } from './importer.ts';
import { oneLine } from './release-note.ts';
import { rewriteBody } from './rewrite-body.ts';
import { affectedOf } from './security-affected.ts';
import type { Release } from './security-affected.ts';
import { readSecurityFacts } from './security-facts.ts';
import { readSourceDay } from './source-days.ts';
import { findVersion } from './source-versions.ts';
import { toNote } from './yaml-text.ts';

/** Front matter that an advisory has a place for. */
const mapped: ReadonlySet<string> = new Set(['title', 'summary', 'description', 'date', 'draft']);
/** Categories of posts that are about weaknesses. */
const categories =
  /^(?:vulnerabilit(?:y|ies)|security|advisor(?:y|ies)|security[- ](?:advisory|release)s?)$/iu;
interface Post {
  readonly source: SourceFile;
  readonly head: FrontMatter;
  readonly id: string;
}

/**
 * Security posts with front matter, one an advisory. Posts of releases that are among the sources are
 * not imported; they tell which version mends a CVE where a post doesn't.
 */
export const securityPosts: Importer = {
  format: 'security-posts',
  summary: 'posts with front matter, one a security advisory',
  extensions: ['.md', '.mdx', '.markdown'],

  read(sources, options) {
    const draft = startDraft();
    const posts: Post[] = [];
    const releases: Release[] = [];
    for (const source of sources) {
      const head = splitFrontMatter(source.text, source.path);
      draft.findings.push(...head.findings);
      const category = textOf(head, 'category');
      const id = basename(source.path, extname(source.path));
      const refuse = (why: string): void => {
        draft.unmapped.push({ from: source.path, what: 'whole post', why });
      };
      if (head.findings.length > 0) refuse('its front matter can’t be read');
      else if (category !== null && !categories.test(category)) {
        const version = findVersion(textOf(head, 'title') ?? '') ?? findVersion(id);
        if (version !== null) releases.push(readRelease(version, head));
        const why =
          version === null
            ? `its category is ${category}, and only security posts are imported`
            : 'it was read for what it mends; gazette import markdown takes releases';
        refuse(why);
      } else if (whyNotId(id) !== null) refuse(`its name can’t be an id: ${whyNotId(id) ?? ''}`);
      else posts.push({ source, head, id });
    }
    for (const post of posts) writePost(post, posts, releases, options, draft);
    if (posts.length > 0) {
      const from = posts[0]?.source.path ?? '';
      draft.merges.push({ key: 'title', value: options.product, guess: true, from });
    }
    return finishDraft(draft);
  },
};

function readRelease(version: string, head: FrontMatter): Release {
  return {
    version,
    date: readSourceDay(textOf(head, 'date'))?.day ?? null,
    cve: new Set(head.body.match(/CVE-\d{4}-\d{4,}/gu) ?? []),
    security: /\bsecurity (?:release|update)|\bCVEs? (?:are|is) (?:fixed|addressed)/iu.test(
      head.body.trimStart().slice(0, 400),
    ),
  };
}

function writePost(
  post: Post,
  posts: readonly Post[],
  releases: readonly Release[],
  options: ImportOptions,
  draft: Draft,
): void {
  const { source, head, id } = post;
  const lineOfKey = (key: string): number | undefined => head.keys.get(key)?.line;
  const tell = (what: string, why: string, line?: number): void => {
    draft.unmapped.push({ ...at(source.path, line), what, why });
  };
  const title = oneLine(textOf(head, 'title') ?? undefined) ?? id;
  const date = readSourceDay(textOf(head, 'date'));
  if (date === null)
    warn('import-no-date', 'The post has no day that exists', 'Set publishedAt in the advisory.');
  else if (date.rest !== '') {
    tell(
      'time of day in date',
      'an advisory has a day; it was kept as written, without a shift of time zones',
      lineOfKey('date'),
    );
  }
  for (const [key, { line, value }] of head.keys) {
    if (mapped.has(key) && typeof value === 'string') continue;
    if (key === 'slug' && value === id) continue;
    tell(`front matter ${key}`, 'an advisory has no such field', line);
  }
  const facts = readSecurityFacts(title, head.body, options.product);
  if (facts.severity === null) {
    warn(
      'import-severity-guess',
      'The post names no severity; medium was written',
      'Set severity in the advisory.',
    );
  }
  if (facts.mentioned.length > 0) {
    draft.findings.push({
      code: 'import-cve-mentioned',
      severity: 'info',
      file: source.path,
      message: `The headings name what the post is about; it only mentions ${facts.mentioned.join(', ')}`,
      fix: 'Add those to cve that the advisory is about too.',
    });
  }
  if (facts.cvss.length > 1)
    tell('CVSS vectors of several weaknesses', 'an advisory has one; they stay in the text');
  const [vector] = facts.cvss.length === 1 ? facts.cvss : [];
  const whyNot = vector === undefined ? null : whyNotVector(vector);
  if (whyNot !== null) tell(`CVSS vector ${vector}`, `it ${whyNot}; it stays in the text`);
  const affected = affectedOf(facts, releases, date?.day ?? null, options.product);
  for (const what of affected.told) tell(what.what, what.why);
  if (affected.guess !== null)
    warn('import-affected-guess', affected.guess, 'Set affected in the advisory.');
  const summary = textOf(head, 'summary') ?? textOf(head, 'description');
  const body = rewriteBody(head.body, {
    source,
    firstLine: head.bodyLine,
    folder: 'content/advisories',
    linkBase: options.linkBase,
    noteAddress: (path) => addressOf(path, posts, options),
  });
  draft.unmapped.push(...body.unmapped);
  const data = {
    title,
    ...(summary === null ? {} : { summary }),
    ...(date === null ? {} : { publishedAt: date.day }),
    ...(textOf(head, 'draft') === 'true' ? { draft: true } : {}),
    ...(facts.cve.length === 0 ? {} : { cve: facts.cve }),
    ...(facts.cwe.length === 0 ? {} : { cwe: facts.cwe }),
    ...(vector === undefined || whyNot !== null ? {} : { cvss: vector }),
    severity: facts.severity ?? 'medium',
    affected: affected.list,
  };
  const checked = advisorySchema.safeParse(data);
  if (!checked.success) {
    for (const issue of checked.error.issues) {
      draft.findings.push({
        code: 'import-invalid',
        severity: 'error',
        file: source.path,
        line: 1,
        field: issue.path.join('.'),
        message: issue.message,
      });
    }
    tell('whole post', 'its advisory would not be valid; see the finding');
    return;
  }
  const wanted = options.mdx === true || extname(source.path).toLowerCase() === '.mdx';
  const mdx = wanted ? toMdx(body.text) : null;
  if (wanted && mdx === null)
    tell('note as MDX', 'its text can’t be escaped for MDX; it is a Markdown file now');
  const path = `content/advisories/${id}${mdx === null ? '.md' : '.mdx'}`;
  draft.files.push(
    { path, content: toNote(data, mdx ?? body.text), from: source.path },
    ...body.files,
  );
  draft.taken.push({ from: source.path, what: 'advisory', to: path });
  for (const file of body.files)
    draft.taken.push({ from: source.path, what: 'file beside a note', to: file.path });

  function warn(code: string, message: string, fix: string): void {
    draft.findings.push({ code, severity: 'warning', file: source.path, message, fix });
  }
}

/** Where an old address leads in the portal: to another advisory, or to a release that is there. */
function addressOf(path: string, posts: readonly Post[], options: ImportOptions): string | null {
  const name = basename(path.replace(/\/+$/u, '')).replace(/\.(?:mdx?|markdown)$/u, '');
  if (posts.some(({ id }) => id === name)) return `/advisories/${name}/`;
  const version = /^v?\d/u.test(name) ? findVersion(name) : null;
  if (version === null) return null;
  const file = `content/releases/${options.product}/${version}`;
  const there = ['.md', '.mdx'].some((ending) => options.present?.(file + ending) === true);
  return there ? `/releases/${options.product}/${version}/` : null;
}

function textOf(head: FrontMatter, key: string): string | null {
  const value = head.keys.get(key)?.value;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
