import { extname } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { foldId, whyNotId } from '../model/id.ts';
import type { Day } from '../model/day.ts';
import { at, finishDraft, startDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { toMdx } from './escape-mdx.ts';
import { readKeys } from './front-matter.ts';
import type { FrontMatter } from './front-matter.ts';
import type { ImportOptions, Importer, SourceFile } from './importer.ts';
import { checkRelease, releaseFrontMatter } from './release-note.ts';
import { readRenoText } from './reno-item.ts';
import type { RenoText } from './reno-item.ts';
import { sectionOf } from './reno-sections.ts';
import type { RenoSection } from './reno-sections.ts';
import { baseName, readRenoCache } from './reno-versions.ts';
import { guessScheme } from './source-versions.ts';
import { toNote } from './yaml-text.ts';

/** A note as it stands in the source. */
interface Note {
  readonly from: string;
  /** What the ids of its changes begin with: its file name without the ending. */
  readonly stem: string;
  readonly keys: FrontMatter['keys'];
  readonly lineOf: FrontMatter['lineOf'];
  readonly version: string | null;
}

/** Where and when a text belongs, and what its id is. */
interface Place {
  readonly note: Note;
  readonly line: number;
  readonly section: RenoSection;
  readonly slug: string;
  readonly day: Day | null;
}

interface Run {
  readonly draft: Draft;
  readonly options: ImportOptions;
  /** Ids that are taken, in the form in which they must differ. */
  readonly slugs: Set<string>;
  /** Texts of preludes, by version. */
  readonly preludes: Map<string, string[]>;
}

/**
 * Release notes of OpenStack's reno: one YAML file a note, with lists of reStructuredText by section.
 * Each text is a change with a file of its own. Notes don't say which release they are of: a
 * `reno.cache` does, else --version does, else they are for the next one.
 */
export const reno: Importer = {
  format: 'reno',
  summary: 'YAML notes of OpenStack’s reno, a list a section',
  extensions: ['.yaml', '.yml', '.cache', '.po'],

  read(sources, options) {
    const run: Run = { draft: startDraft(), options, slugs: new Set(), preludes: new Map() };
    const { notes, days } = readNotes(sources, run);
    for (const note of notes) takeNote(note, dayOf(note.version, days, options), run);
    const versions = [
      ...new Set(notes.flatMap(({ version }) => (version === null ? [] : [version]))),
    ];
    for (const version of versions) writeRelease(version, dayOf(version, days, options), run);
    if (notes.length > 0) {
      const from = notes[0]?.from ?? '';
      run.draft.merges.push({ key: 'title', value: options.product, guess: true, from });
      if (versions.length > 0) {
        const value = guessScheme(versions);
        run.draft.merges.push({ key: 'versioning', value, guess: true, from });
      }
    }
    return finishDraft(run.draft);
  },
};

function dayOf(
  version: string | null,
  days: ReadonlyMap<string, Day>,
  options: ImportOptions,
): Day | null {
  if (version === null) return null;
  return days.get(version) ?? (version === options.version ? (options.date ?? null) : null);
}

/** Notes in the order of their files, with their versions as far as anything tells them. */
function readNotes(
  sources: readonly SourceFile[],
  run: Run,
): { notes: Note[]; days: ReadonlyMap<string, Day> } {
  const { draft, options } = run;
  const cacheFile = sources.find(({ path }) => baseName(path) === 'reno.cache');
  const cache = cacheFile === undefined ? null : readRenoCache(cacheFile);
  draft.findings.push(...(cache?.findings ?? []));
  const inFolder = sources.some(({ path }) => /(?:^|\/)notes\/[^/]+\.ya?ml$/u.test(path));
  const notes: Note[] = [];
  const read = new Set<string>();
  for (const source of sources) {
    const { path } = source;
    const ending = extname(path).toLowerCase();
    if (ending === '.po') tellTranslations(source, draft);
    else if (ending === '.cache' && source !== cacheFile) {
      draft.unmapped.push({ from: path, what: 'other file', why: 'it is no reno.cache' });
    } else if (ending !== '.cache' && inFolder && !/(?:^|\/)notes\//u.test(path)) {
      const why = 'it stands outside of the folder notes/';
      draft.unmapped.push({ from: path, what: 'other file', why });
    } else if (ending !== '.cache') {
      const { keys, findings, lineOf } = readKeys(source.text, path, 1);
      draft.findings.push(...findings);
      if (findings.length > 0) {
        draft.unmapped.push({
          from: path,
          what: 'whole note',
          why: 'it can’t be read; see the finding',
        });
        continue;
      }
      read.add(baseName(path));
      const inNotes = path.replace(/^(?:.*\/)?notes\//u, '');
      const stem = inNotes.slice(0, -ending.length).replaceAll('/', '-');
      const version = cache?.versions.get(baseName(path)) ?? options.version ?? null;
      notes.push({ from: path, stem, keys, lineOf, version });
      if (keys.size === 0)
        draft.unmapped.push({ from: path, what: 'empty note', why: 'it says nothing' });
    }
  }
  for (const [name, keys] of cache?.contents ?? []) {
    if (read.has(name)) continue;
    const version = cache?.versions.get(name) ?? options.version ?? null;
    const stem = name.replace(/\.ya?ml$/u, '');
    notes.push({ from: cacheFile?.path ?? name, stem, keys, lineOf: () => undefined, version });
  }
  return { notes, days: cache?.days ?? new Map() };
}

function takeNote(note: Note, day: Day | null, run: Run): void {
  const { draft } = run;
  const refusal = whyNotId(note.stem);
  if (refusal !== null) {
    draft.findings.push({
      code: 'import-no-id',
      severity: 'error',
      file: note.from,
      message: `The name can’t be an id: ${refusal}`,
      fix: 'Rename the file and import it again.',
    });
    draft.unmapped.push({ from: note.from, what: 'whole note', why: 'its name can’t be an id' });
    return;
  }
  for (const [key, { value, line }] of note.keys) {
    const { section, how } = sectionOf(key);
    if (how !== 'known') tellSection(key, section, how, note, line, draft);
    const list = Array.isArray(value);
    const items: readonly unknown[] = list ? (value as unknown[]) : [value];
    items.forEach((item, index) => {
      const itemLine = (list ? note.lineOf([key, index]) : undefined) ?? line;
      const text = textOf(item);
      if (text === null) {
        const why = 'it has no text';
        draft.unmapped.push({ ...at(note.from, itemLine), what: `empty ${key}`, why });
        return;
      }
      if (typeof item !== 'string') {
        const why = 'YAML reads keys and values in it; they are text again';
        draft.unmapped.push({ ...at(note.from, itemLine), what: `${key} that is no text`, why });
      }
      takeText(text, { note, line: itemLine, section, slug: slugOf(note, section, run), day }, run);
    });
  }
}

/** One text of a section: a change, and the entry that its section asks for. */
function takeText(rst: string, place: Place, run: Run): void {
  const { draft, options } = run;
  const { note, section, slug, line, day } = place;
  const text = readRenoText(rst, section.name);
  for (const { line: inText, what, why } of text.notes) {
    // Folded texts have other lines than their source; the first is where the text begins.
    draft.unmapped.push({ ...at(note.from, line + inText - 1), what, why });
  }
  const { product } = options;
  if (section.name === 'prelude' && note.version !== null) {
    const texts = run.preludes.get(note.version) ?? [];
    run.preludes.set(note.version, [...texts, text.markdown]);
    taken(`content/releases/${product}/${note.version}.md`);
    return;
  }
  if (section.name === 'issues') {
    const why =
      'a note names no severity and no range; it is medium, and of the version of its note';
    draft.unmapped.push({
      ...at(note.from, line),
      what: 'severity and versions of a known issue',
      why,
    });
    const affects = [note.version ?? '*'];
    const head = { title: text.title, product, affects, state: 'open', severity: 'medium' };
    taken(write(`content/known-issues/${slug}`, head, text.body, place, run));
    return;
  }
  let deprecation: string | undefined;
  if (section.name === 'deprecations') {
    if (day === null) {
      const why =
        'nothing tells the day of its announcement; it is a change of type deprecation. Name the release and its day with --version and --date, or bring the reno.cache along';
      draft.unmapped.push({
        ...at(note.from, line),
        what: 'deprecation without an entry in deprecations/',
        why,
      });
    } else {
      deprecation = slug;
      writeDeprecation(text, place, day, run);
    }
  }
  const head = {
    title: text.title,
    type: section.type,
    release: note.version ?? 'next',
    ...section.fields,
    ...(text.issues.length === 0 ? {} : { issues: text.issues }),
    ...(deprecation === undefined ? {} : { deprecation }),
  };
  taken(write(`content/changes/${product}/${slug}`, head, text.body, place, run));

  function taken(to: string): void {
    draft.taken.push({ ...at(note.from, line), what: `text of ${section.name}`, to });
  }
}

function writeDeprecation(text: RenoText, place: Place, day: Day, run: Run): void {
  const { note, line, slug } = place;
  const why = 'the first code and the first sort of thing that the text names; see subject';
  run.draft.unmapped.push({ ...at(note.from, line), what: 'guess of what is deprecated', why });
  const head = {
    title: text.title,
    product: run.options.product,
    subject: text.subject,
    ...(note.version === null ? {} : { announcedIn: note.version }),
    announcedOn: day,
    removalDate: 'tba',
  };
  const to = write(`content/deprecations/${slug}`, head, text.body, place, run);
  run.draft.taken.push({ ...at(note.from, line), what: 'deprecation', to });
}

/** Plans a file without its ending; gives the path that it has. */
function write(
  path: string,
  head: Record<string, unknown>,
  body: string,
  { note, line }: Place,
  { draft, options }: Run,
): string {
  const mdx = options.mdx === true ? toMdx(body) : null;
  if (options.mdx === true && mdx === null) {
    const why = 'its text can’t be escaped for MDX; it is a Markdown file now';
    draft.unmapped.push({ ...at(note.from, line), what: 'note as MDX', why });
  }
  const whole = `${path}${mdx === null ? '.md' : '.mdx'}`;
  draft.files.push({ path: whole, content: toNote(head, mdx ?? body), from: note.from });
  return whole;
}

/** The release that changes belong to. One that is there already knows more than reno does. */
function writeRelease(version: string, day: Day | null, run: Run): void {
  const { draft, options } = run;
  const data = releaseFrontMatter({ version, date: day });
  const errors = checkRelease(data, 'reno', 1);
  draft.findings.push(...errors);
  if (errors.length > 0) return;
  const path = `content/releases/${options.product}/${version}.md`;
  const content = toNote(data, (run.preludes.get(version) ?? []).join('\n\n'));
  draft.files.push({ path, content, from: 'reno', guess: true });
  draft.taken.push({ from: 'reno', what: 'release', to: path });
}

/** The id of a text: the note's name and the section's, with a number from the second on. */
function slugOf(note: Note, section: RenoSection, { slugs }: Run): string {
  const base = `${note.stem}-${section.name.replace(/[^\p{L}\p{N}_-]+/gu, '-')}`;
  let slug = base;
  for (let count = 2; slugs.has(foldId(slug)); count += 1) slug = `${base}-${String(count)}`;
  slugs.add(foldId(slug));
  return slug;
}

function tellSection(
  key: string,
  section: RenoSection,
  how: 'typo' | 'unknown',
  note: Note,
  line: number,
  draft: Draft,
): void {
  const finding: Finding = {
    code: how === 'typo' ? 'import-section-typo' : 'import-section-unknown',
    severity: 'warning',
    file: note.from,
    line,
    field: key,
    message:
      how === 'typo'
        ? `${key} is no section of reno; it is taken as ${section.name}`
        : `${key} is no section of reno; its texts are changes of type other`,
    expected: how === 'typo' ? section.name : 'a section of reno, such as features or fixes',
    found: key,
    fix: 'Correct the note, so that reno takes it too.',
  };
  draft.findings.push(finding);
}

function tellTranslations(source: SourceFile, draft: Draft): void {
  const count = [...source.text.matchAll(/^msgid /gmu)].length;
  const why =
    'texts of gettext belong to paragraphs, not to notes; translate the notes in locale folders';
  draft.unmapped.push({ from: source.path, what: `translations (${String(count)} texts)`, why });
}

/** The text of an item; a mapping, which YAML makes of `Note: text`, as it was written. */
function textOf(item: unknown): string | null {
  if (typeof item === 'string') return /\S/u.test(item) ? item : null;
  if (Array.isArray(item)) return item.map((part) => `- ${textOf(part) ?? ''}`).join('\n') || null;
  if (typeof item !== 'object' || item === null) return null;
  const lines = Object.entries(item).map(([key, value]) => `${key}: ${textOf(value) ?? ''}`);
  return lines.join('\n') || null;
}
