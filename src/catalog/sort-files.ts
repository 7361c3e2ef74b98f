import { whyNotId, foldId } from '../model/id.ts';
import { kinds } from '../model/kind.ts';
import type { Kind } from '../model/kind.ts';
import { isLocaleCode } from '../model/locale.ts';
import type { Locale } from '../model/locale.ts';
import type { Finding } from '../model/finding.ts';
import { suggest } from '../render/suggest.ts';
import type { PortalFile } from './read.ts';

/** A file that holds an entry, or a translation of one. */
export interface EntryFile {
  readonly kind: Kind;
  readonly id: string;
  /** The locale of a translation; null for a source. */
  readonly locale: string | null;
  readonly format: 'md' | 'mdx' | 'yaml';
  readonly file: PortalFile;
}

export interface SortedFiles {
  /** Sources, then translations, each by path. */
  readonly entries: readonly EntryFile[];
  readonly attachments: readonly PortalFile[];
  readonly findings: readonly Finding[];
}

const kindOfFolder = new Map<string, Kind>(
  (Object.keys(kinds) as Kind[]).map((kind) => [kinds[kind].folder, kind]),
);
const folders = [...kindOfFolder.keys()];
const ownFiles: ReadonlySet<string> = new Set(['portal.yaml', 'permalinks.lock']);

/** Says of every file what it is. A file that is nothing known is a finding, never dropped. */
export function sortFiles(files: readonly PortalFile[], locales: readonly Locale[]): SortedFiles {
  const sorter = new Sorter(files, locales);
  for (const file of files) sorter.sort(file);
  const entries = sorter.unique();
  return { entries, attachments: sorter.attachments, findings: sorter.findings };
}

class Sorter {
  readonly attachments: PortalFile[] = [];
  readonly findings: Finding[] = [];
  private readonly found: EntryFile[] = [];
  private readonly told = new Set<string>();
  private readonly paths: ReadonlySet<string>;
  private readonly codes: ReadonlyMap<string, Locale>;

  constructor(files: readonly PortalFile[], locales: readonly Locale[]) {
    this.paths = new Set(files.map((file) => withoutEnding(file.path)));
    this.codes = new Map(locales.map((locale) => [locale.code, locale]));
  }

  sort(file: PortalFile): void {
    const [folder, ...rest] = file.segments;
    if (folder === undefined) return;
    if (rest.length === 0) {
      if (!ownFiles.has(folder)) this.unknown(file, [...ownFiles, ...folders]);
      return;
    }
    const kind = kindOfFolder.get(folder);
    if (kind === undefined) {
      this.once(`content/${folder}`, {
        code: 'unknown-folder',
        severity: 'error',
        file: `content/${folder}`,
        message: `There is no collection ${folder}: nothing in this folder is read.`,
        expected: `one of ${folders.join(', ')}`,
        found: folder,
        fix: didYouMean(folder, folders, 'Move the folder out of content/.'),
      });
      return;
    }
    this.inCollection(kind, file, rest);
  }

  private inCollection(kind: Kind, file: PortalFile, segments: readonly string[]): void {
    const rule = kinds[kind];
    const [first = ''] = segments;
    const locale = segments.length > 1 ? this.codes.get(first) : undefined;
    if (locale?.isRoot === true) {
      this.once(`content/${rule.folder}/${first}`, {
        code: 'source-in-locale-folder',
        severity: 'error',
        file: `content/${rule.folder}/${first}`,
        message: `${first} is the language in which notes are written: it has no folder of its own.`,
        expected: 'translations in locale folders, sources beside them',
        found: first,
        fix: 'Move the files one folder up.',
      });
      return;
    }
    const path = locale === undefined ? segments : segments.slice(1);
    const name = path.at(-1) ?? '';
    const format = formatOf(name, rule.form);
    if (format === null) {
      if (
        /\.(?:mdx?|markdown|ya?ml)$/i.test(name) &&
        !(rule.form === 'note' && /ya?ml$/i.test(name))
      ) {
        this.unknown(file, rule.form === 'yaml' ? ['.yaml'] : ['.md', '.mdx']);
      } else this.attachments.push(file);
      return;
    }
    const expected = rule.shape === 'flat' ? 1 : rule.shape === 'product' ? 2 : path.length;
    if (locale === undefined && this.looksLikeLocale(kind, first, path.length, expected)) {
      this.once(`content/${rule.folder}/${first}`, {
        code: 'unknown-locale',
        severity: 'error',
        file: `content/${rule.folder}/${first}`,
        message: `${first} is not a locale of the portal.`,
        expected: `one of ${[...this.codes.keys()].join(', ')}`,
        found: first,
        fix: `Declare ${first} under locales: in content/portal.yaml, or delete the folder.`,
      });
      return;
    }
    if (path.length !== expected) {
      this.findings.push({
        code: 'wrong-folder',
        severity: 'error',
        file: file.path,
        message: 'The file is not where files of this collection are.',
        expected: `content/${rule.folder}/${rule.shape === 'product' ? '<product>/' : ''}<name>`,
        found: file.path,
        fix: 'Move the file.',
      });
      return;
    }
    const id = this.idOf(kind, file, path, name.slice(0, -(format.length + 1)));
    if (id !== null) this.found.push({ kind, id, locale: locale?.code ?? null, format, file });
  }

  private idOf(kind: Kind, file: PortalFile, path: readonly string[], name: string): string | null {
    const parts = [...path.slice(0, -1), name];
    for (const part of parts) {
      const reason = whyNotId(part) ?? reservedReason(kind, part);
      if (reason === null) continue;
      this.findings.push({
        code: 'file-name',
        severity: 'error',
        file: file.path,
        message: `The name can't be an id: ${reason}.`,
        expected: 'a name that can stand in an address',
        found: part,
        fix: 'Rename the file.',
      });
      return null;
    }
    if (kind === 'doc' && parts.length > 1 && name === 'index') parts.pop();
    return parts.join('/');
  }

  /** A first folder that is no declared locale, but can only be one. */
  private looksLikeLocale(kind: Kind, first: string, length: number, expected: number): boolean {
    // Long words are well-formed tags too, such as atlas; languages in use have two or three letters.
    if (length < 2 || !/^[a-z]{2,3}(?:-|$)/.test(first) || !isLocaleCode(first)) return false;
    if (this.paths.has(`content/products/${first}`)) return false;
    if (kind !== 'doc') return length > expected;
    // A folder of guides may be called it or hr: it is a locale when it mirrors guides outside of it.
    const start = `content/docs/${first}/`;
    for (const path of this.paths) {
      if (path.startsWith(start) && this.paths.has(`content/docs/${path.slice(start.length)}`)) {
        return true;
      }
    }
    return false;
  }

  /** Entry files whose ids are theirs alone; two that look alike are both named. */
  unique(): EntryFile[] {
    const byFold = new Map<string, EntryFile>();
    const kept: EntryFile[] = [];
    for (const entry of this.found) {
      const key = `${entry.kind}\n${entry.locale ?? ''}\n${foldId(entry.id)}`;
      const earlier = byFold.get(key);
      if (earlier === undefined) {
        byFold.set(key, entry);
        kept.push(entry);
        continue;
      }
      const same = earlier.id === entry.id;
      const how = same
        ? 'are one'
        : earlier.id.normalize('NFC') === entry.id.normalize('NFC')
          ? 'differ only by Unicode form'
          : 'differ only by case';
      this.findings.push({
        code: 'duplicate-id',
        severity: 'error',
        file: entry.file.path,
        message: `The ids of this file and ${earlier.file.path} ${how}.`,
        expected: 'ids that differ by more than case, Unicode form or file ending',
        found: `${earlier.id}, ${entry.id}`,
        fix: 'Rename or delete one of the two files.',
      });
    }
    const isTranslation = (entry: EntryFile): number => (entry.locale === null ? 0 : 1);
    return kept.sort((a, b) => isTranslation(a) - isTranslation(b));
  }

  private unknown(file: PortalFile, known: readonly string[]): void {
    const name = file.segments.at(-1) ?? '';
    this.findings.push({
      code: 'unknown-file',
      severity: 'error',
      file: file.path,
      message: 'The portal has no use for this file: it is not read.',
      expected: `one of ${known.join(', ')}`,
      found: name,
      fix: didYouMean(name, known, 'Rename the file, or move it out of content/.'),
    });
  }

  private once(key: string, finding: Finding): void {
    if (this.told.has(key)) return;
    this.told.add(key);
    this.findings.push(finding);
  }
}

function formatOf(name: string, form: 'yaml' | 'note'): EntryFile['format'] | null {
  if (form === 'yaml') return name.endsWith('.yaml') ? 'yaml' : null;
  return name.endsWith('.mdx') ? 'mdx' : name.endsWith('.md') ? 'md' : null;
}

/** Names that stand for pages of the portal itself, below the addresses of a kind. */
function reservedReason(kind: Kind, part: string): string | null {
  if (kind === 'doc') return null;
  const reserved =
    kind === 'release' || kind === 'product'
      ? /^(?:index|page|latest|next|year|list\.json)$/i
      : /^(?:index|page)$/i;
  return reserved.test(part) ? `${part} is an address of the portal itself` : null;
}

function withoutEnding(path: string): string {
  return path.replace(/\.(?:mdx?|yaml)$/, '');
}

function didYouMean(name: string, known: readonly string[], otherwise: string): string {
  const near = suggest(name, known);
  return near === undefined ? otherwise : `Did you mean ${near}?`;
}
