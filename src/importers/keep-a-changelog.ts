import { at, finishDraft, startDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { readChangelog } from './changelog-parser.ts';
import type { ChangelogItem, ChangelogRelease } from './changelog-parser.ts';
import { ChangeIds, changeOf } from './changelog-change.ts';
import { escapeForMdx } from './escape-mdx.ts';
import type { ImportOptions, Importer, SourceFile } from './importer.ts';
import { rewriteBody } from './rewrite-body.ts';
import {
  VersionsSeen,
  checkRelease,
  notAVersion,
  oneLine,
  releaseFrontMatter,
} from './release-note.ts';
import { readSourceDay } from './source-days.ts';
import { asVersion, guessScheme } from './source-versions.ts';
import { parseMarkdown, plainText } from './tree.ts';
import { toNote } from './yaml-text.ts';

/** A changelog as https://keepachangelog.com has it: a heading a release, a list a type of change. */
export const keepAChangelog: Importer = {
  format: 'keep-a-changelog',
  summary: 'a CHANGELOG.md as keepachangelog.com has it',
  extensions: ['.md', '.markdown'],

  read(sources, options) {
    const draft = startDraft();
    const seen = new VersionsSeen();
    for (const source of sources) {
      const changelog = readChangelog(source.text);
      for (const { line, what, why } of changelog.leftOut) {
        draft.unmapped.push({ ...at(source.path, line), what, why });
      }
      for (const release of changelog.releases) {
        if (release.unreleased) takeUnreleased(release, source, options, draft);
        else takeRelease(release, source, options, draft, seen);
      }
      if (changelog.releases.length === 0) {
        draft.findings.push({
          code: 'import-no-releases',
          severity: 'error',
          file: source.path,
          message: 'No heading of the file names a version',
          expected: 'headings such as ## [1.2.0] - 2026-11-03',
          fix: 'Name a file in the format of keepachangelog.com.',
        });
      }
    }
    if (draft.files.length > 0) {
      const from = sources[0]?.path ?? '';
      draft.merges.push({ key: 'title', value: options.product, guess: true, from });
      draft.merges.push({
        key: 'versioning',
        value: guessScheme(seen.versions),
        guess: true,
        from,
      });
    }
    return finishDraft(draft);
  },
};

function takeRelease(
  release: ChangelogRelease,
  source: SourceFile,
  options: ImportOptions,
  draft: Draft,
  seen: VersionsSeen,
): void {
  const { line } = release;
  const version = asVersion(release.version);
  const refusal =
    notAVersion(release.version, source.path, line) ??
    (version === null ? null : seen.refuse(version, source.path, line));
  if (version === null || refusal !== null) {
    if (refusal !== null) draft.findings.push(refusal);
    const why = 'its version can’t be taken; see the finding';
    draft.unmapped.push({ ...at(source.path, line), what: 'whole release', why });
    return;
  }
  const date = readSourceDay(release.date);
  if (date === null) {
    draft.findings.push({
      code: 'import-no-date',
      severity: 'warning',
      file: source.path,
      line,
      field: 'date',
      message:
        release.date === ''
          ? `Version ${version} has no date`
          : `${release.date} is not a day that exists`,
      expected: 'a day such as 2026-11-03',
      fix: 'The release was written with date: none. Set the day there.',
    });
  }
  const folder = `content/releases/${options.product}`;
  const path = `${folder}/${version}${options.mdx === true ? '.mdx' : '.md'}`;
  const ids = new ChangeIds();
  const changes: Record<string, unknown>[] = [];
  for (const item of release.items) {
    const text = rewritten(item.text, item.line, folder, source, options, draft);
    const change = changeOf(item, text, ids);
    const body = options.mdx === true ? escapeForMdx(change.body) : change.body;
    changes.push({ id: change.id, ...change.fields, ...(body === '' ? {} : { body }) });
    told(item, source, draft, `${path}#${change.id}`);
  }
  const texts = release.texts.map(({ text, line: first }) =>
    rewritten(text, first, folder, source, options, draft),
  );
  if (release.link !== null) {
    const words = release.link.slice(release.link.lastIndexOf('/') + 1) || release.link;
    texts.push(`[${words.replace(/[\\[\]_*`]/gu, '\\$&')}](<${release.link}>)`);
  }
  const data = releaseFrontMatter({
    version,
    date: date?.day ?? null,
    withdrawn: release.yanked,
    changes,
  });
  const errors = checkRelease(data, source.path, line);
  draft.findings.push(...errors);
  if (errors.length > 0) return;
  const body = texts.join('\n\n');
  const content = toNote(data, options.mdx === true ? escapeForMdx(body) : body);
  draft.files.push({ path, content, from: source.path });
  draft.taken.push({ ...at(source.path, line), what: 'release', to: path });
}

/** What has no version yet becomes files of its own, which the next release takes up. */
function takeUnreleased(
  release: ChangelogRelease,
  source: SourceFile,
  options: ImportOptions,
  draft: Draft,
): void {
  const place = at(source.path, release.line);
  if (release.items.length === 0) {
    draft.unmapped.push({ ...place, what: 'Unreleased', why: 'it is empty' });
  }
  for (const { line } of release.texts) {
    const why = 'a change has a title; text around the lists has none';
    draft.unmapped.push({ ...at(source.path, line), what: 'text in Unreleased', why });
  }
  const folder = `content/changes/${options.product}`;
  const ids = new ChangeIds();
  for (const item of release.items) {
    const text = rewritten(item.text, item.line, folder, source, options, draft);
    const change = changeOf(item, text, ids);
    const path = `${folder}/${change.id}${options.mdx === true ? '.mdx' : '.md'}`;
    const body = options.mdx === true ? escapeForMdx(change.body) : change.body;
    const content = toNote({ ...change.fields, release: 'next' }, body);
    draft.files.push({ path, content, from: source.path });
    told(item, source, draft, path);
  }
}

function rewritten(
  text: string,
  firstLine: number,
  folder: string,
  source: SourceFile,
  options: ImportOptions,
  draft: Draft,
): string {
  const body = rewriteBody(text, { source, firstLine, folder, linkBase: options.linkBase });
  draft.unmapped.push(...body.unmapped);
  draft.files.push(...body.files);
  for (const file of body.files) {
    draft.taken.push({ ...at(source.path, firstLine), what: 'file beside a note', to: file.path });
  }
  return body.text;
}

/** Reports a change, and what of its section could not be kept. */
function told(item: ChangelogItem, source: SourceFile, draft: Draft, to: string): void {
  const place = at(source.path, item.line);
  draft.taken.push({ ...place, what: 'change', to });
  if (!item.known) {
    const what = item.section === '' ? 'list without a section' : `section ${item.section}`;
    draft.unmapped.push({
      ...place,
      what,
      why: 'it names no type of change; its items have type other',
    });
  } else if (item.breaking) {
    const why = 'a change has one type, and breaking weighs more';
    draft.unmapped.push({
      ...place,
      what: `section ${item.section} of an item that begins with Breaking:`,
      why,
    });
  }
  const line = oneLine(plainText(parseMarkdown(item.text)));
  if (line === undefined) {
    draft.unmapped.push({
      ...place,
      what: 'empty list item',
      why: 'its title is the section’s name',
    });
  }
}
