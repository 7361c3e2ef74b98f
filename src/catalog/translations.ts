import type { TranslationMeta } from '../model/common.ts';
import { compareText } from '../model/finding.ts';
import type { Finding } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import type { ParsedBody } from '../render/body.ts';
import type { Attachments } from './attachments.ts';
import { fileBody, namesIn } from './bodies.ts';
import { FilesChanged } from './contents.ts';
import { didYouMean, fieldFinding } from './draft.ts';
import type { Draft } from './draft.ts';
import type { FileDigests } from './facts.ts';
import { Lately } from './lately.ts';
import { LaidTranslation, type LaidFacts, type TranslationText } from './laid-translation.ts';
import type { FileMemory, Memory } from './memory.ts';
import { overlay } from './overlay.ts';
import type { Prose, StrayText } from './overlay.ts';
import { readTranslatedProse } from './prose-links.ts';
import { digestsOf, readEntry, type ReadEntry } from './read-entry.ts';
import { productOf } from './reference-checks.ts';
import type { Known } from './reference-checks.ts';
import type { EntryFile } from './sort-files.ts';
import { openPartOf, sourceMark, stalenessOf, type OpenPart } from './source-mark.ts';
import { changeTexts, translatedBody, translationFacts, type Names } from './translation-facts.ts';

export interface TranslationContext {
  readonly known: Known;
  readonly attachments: Attachments;
  readonly findings: Finding[];
  readonly memory: Memory;
  readonly digests: Map<string, FileDigests>;
}

type Files = Readonly<Record<string, string>>;

/** What there is to lay: that of the translation itself, and that of each inline change. */
interface Checked extends CheckedText {
  readonly meta: TranslationMeta | null;
  readonly digests: FileDigests;
  readonly changes: ReadonlyMap<string, CheckedText>;
}

interface CheckedText {
  readonly hasBody: boolean;
  /** Files that it refers to. */
  readonly files: Files;
}

/** Lays a translation over its source and, for a release, over the changes of its own list. */
export function addTranslation(
  source: Draft,
  file: EntryFile,
  changes: readonly Draft<'change'>[],
  context: TranslationContext,
): void {
  const { findings, memory, digests } = context;
  const own = memory.of(file.file.path, file.file.absolute);
  const last = new Lately<ReturnType<typeof readEntry>>();
  const reading = (): ReturnType<typeof readEntry> =>
    last.get(() => readEntry(file, source.entry.file, own));
  const checked =
    withoutFaults(source, file, own, changes, reading, context) ??
    withFaults(source, reading(), changes, context);
  if (checked === null) return;
  digests.set(file.file.path, checked.digests);

  const read = (): ReadEntry => {
    const known = reading().read;
    if (known === null) throw new FilesChanged(file.file.path);
    return known;
  };
  const { entry } = source;
  const { meta } = checked;
  // A translation is often stale for long, and this takes the text of its source.
  const openPart = (): OpenPart =>
    source.read.memory.recallFirst('open part', () => openPartOf(entry));
  const { isStale, staleFor } = stalenessOf(meta?.source, entry, openPart);
  if (meta === null || isStale) {
    findings.push(staleness(read(), entry, sourceMark(entry, openPart()), meta));
  }
  const common = { locale: file.locale ?? '', file: file.file.path, meta };
  const files = joined(entry.files, checked.files);
  lay(
    source,
    { ...common, staleFor, files },
    {
      data: () => overlay(entry.data, read().data as Prose<Kind>).data,
      body: checked.hasBody ? () => needed(fileBody(read())) : null,
      text: () => read().text,
    },
  );
  // What was recorded is of the whole release: of one of its changes it tells no more than of all.
  const ofChange = { staleFor: staleFor === 'whole' ? 'none' : staleFor } as const;
  for (const change of changes) {
    const id = idOf(change);
    const found = checked.changes.get(id);
    if (found === undefined) continue;
    lay(
      change,
      { ...common, ...ofChange, files: joined(files, found.files) },
      {
        data: () => {
          const { body: _body, ...rest } = changeTexts(read())[id] ?? {};
          return overlay<'change'>(change.entry.data, rest).data;
        },
        body: found.hasBody ? () => needed(translatedBody(read(), id)) : null,
        text: () => changeTexts(read())[id]?.body ?? '',
      },
    );
  }
}

/** What there is to lay when all is well, told from few facts; null when it has to be read to tell. */
function withoutFaults(
  source: Draft,
  file: EntryFile,
  own: FileMemory,
  changes: readonly Draft<'change'>[],
  reading: () => ReturnType<typeof readEntry>,
  { known, attachments }: TranslationContext,
): Checked | null {
  const facts = own.recallFirst('translation', () => translationFacts(reading()));
  if (facts === null) return null;
  const strays = own.recallWith('strays', source.read.memory, () => {
    const { read } = reading();
    return read === null ? 1 : overlay(source.entry.data, read.data as Prose<Kind>).stray.length;
  });
  if (strays > 0) return null;
  const from = [file.file.path, source.entry.file];
  const resolve = (names: Names | null, product: string | null): Files | null => {
    if (names === null) return {};
    if (namesIn({ ...names, file: file.file.path }, product, known).length > 0) return null;
    const { found, findings } = attachments.resolve(names, from, true);
    return findings.length > 0 ? null : found;
  };
  const files = resolve(facts.names, productOf(source));
  if (files === null) return null;
  const ofChanges = new Map<string, CheckedText>();
  for (const change of changes) {
    const id = idOf(change);
    const text = Object.hasOwn(facts.changes, id) ? facts.changes[id] : undefined;
    if (text === undefined) continue;
    const found = resolve(text.names, productOf(change));
    if (found === null) return null;
    ofChanges.set(id, { hasBody: text.hasBody, files: found });
  }
  const { meta, digests, hasBody } = facts;
  return { meta, digests, hasBody, files, changes: ofChanges };
}

/** Tells what is wrong with a translation; null when there is nothing to lay. */
function withFaults(
  source: Draft,
  { read, findings: told }: ReturnType<typeof readEntry>,
  changes: readonly Draft<'change'>[],
  { known, attachments, findings }: TranslationContext,
): Checked | null {
  findings.push(...told);
  if (read === null) return null;
  const prose = read.data as Prose<Kind>;
  for (const stray of overlay(source.entry.data, prose).stray) {
    findings.push(strayText(read, stray));
  }
  const from = [read.entry.file.path, source.entry.file];
  const resolve = (facts: Pick<ParsedBody, 'assets' | 'links'>): Files => {
    const resolved = attachments.resolve(facts, from);
    findings.push(...resolved.findings);
    return resolved.found;
  };
  const body = fileBody(read);
  if (body !== null) findings.push(...body.findings, ...namesIn(body, productOf(source), known));
  const fields = readTranslatedProse(read.data, read);
  findings.push(...fields.findings);
  const files = resolve({
    assets: [...(body?.assets ?? []), ...fields.assets],
    links: [...(body?.links ?? []), ...fields.links],
  });
  const ofChanges = new Map<string, CheckedText>();
  for (const change of changes) {
    const id = idOf(change);
    if (!Object.hasOwn(changeTexts(read), id)) continue;
    const inline = translatedBody(read, id, findings);
    if (inline !== null) findings.push(...namesIn(inline, productOf(change), known));
    const found = inline === null ? {} : resolve(inline);
    ofChanges.set(id, { hasBody: inline !== null, files: found });
  }
  return {
    meta: prose.translation ?? null,
    digests: digestsOf(read),
    hasBody: body !== null,
    files,
    changes: ofChanges,
  };
}

function strayText(read: ReadEntry, { path, message, known }: StrayText): Finding {
  const fix = didYouMean(
    String(path.at(-1)),
    known,
    'Delete it, or translate what the source has.',
  );
  return fieldFinding(read, path, 'stray-translation', message, {
    expected: known.length === 0 ? 'what the source has' : `one of ${known.join(', ')}`,
    found: String(path.at(-1)),
    fix,
  });
}

/** The id of an inline change in its release. */
function idOf({ entry }: Draft<'change'>): string {
  return entry.id.slice(entry.id.lastIndexOf('/') + 1);
}

function needed<T>(value: T | null): T {
  if (value === null) throw new RangeError('a body that was there is gone');
  return value;
}

function joined(files: Files, found: Files): Files {
  return Object.keys(found).length === 0 ? files : { ...files, ...found };
}

/** @param mark what it is to record */
function staleness(
  read: ReadEntry,
  { file }: Draft['entry'],
  mark: string,
  meta: TranslationMeta | null,
): Finding {
  if (meta === null) {
    return {
      code: 'untracked-translation',
      severity: 'info',
      file: read.entry.file.path,
      line: 1,
      field: 'translation',
      message: 'The translation does not say what it translated, so it can never be found stale.',
      expected: `translation: { source: '${mark}', state: machine, in-review or approved }`,
      found: 'nothing',
      fix: 'Add the line that is expected, once the text is that of the source.',
    };
  }
  const message = `${file} has changed since it was translated.`;
  return fieldFinding(read, ['translation', 'source'], 'stale-translation', message, {
    severity: 'warning',
    expected: `'${mark}'`,
    found: meta.source,
    fix: 'Bring the text up to date, then write the expected hash.',
  });
}

/** Adds a translation, and keeps locales in one order whatever the order of files. */
function lay<K extends Kind>(
  { entry }: Draft<K>,
  facts: LaidFacts,
  text: TranslationText<K>,
): void {
  const { translations } = entry;
  const before = Object.keys(translations);
  translations[facts.locale] = new LaidTranslation<K>(facts, text);
  if (before.every((locale) => locale < facts.locale)) return;
  const all = { ...translations };
  for (const locale of Object.keys(all)) delete translations[locale];
  for (const locale of Object.keys(all).sort(compareText)) {
    const value = all[locale];
    if (value !== undefined) translations[locale] = value;
  }
}
