import {
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { Finding } from '../model/finding.ts';
import { compareText } from '../model/finding.ts';
import type { ImportPlan, PlannedKey } from './importer.ts';
import { hashFile, hashValue, ledgerPath, readLedger, writeLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { mappingOf, quoteVersions, toYaml } from './yaml-text.ts';

export interface ApplyOptions {
  /** The portal folder; it may not exist yet. */
  readonly root: string;
  readonly product: string;
  /** Language of the notes, for a portal.yaml that is not there yet. */
  readonly locale: string;
  /** Overwrite what was edited. */
  readonly force: boolean;
  /** Decide everything, write nothing. */
  readonly dryRun: boolean;
}

/** What became of a file. */
export type Fate = 'created' | 'updated' | 'unchanged' | 'conflict';

export interface Applied {
  /** Every file of the plan, with what became of it (or would, in a dry run). */
  readonly files: readonly { readonly path: string; readonly fate: Fate }[];
  /** Paths of translations into locales that the portal lacks, which were not written, by locale. */
  readonly foreign: ReadonlyMap<string, readonly string[]>;
  readonly findings: readonly Finding[];
}

/**
 * Writes a plan into a portal folder. A file that somebody wrote or edited is kept, and named as a
 * conflict, unless `force`; the ledger tells such files from those that an earlier import wrote. In
 * a folder without them it writes portal.yaml and the product file too. Nothing is written through a
 * link that leads out of the folder.
 */
export function applyPlan(plan: ImportPlan, options: ApplyOptions): Applied {
  const root = resolve(options.root);
  const findings: Finding[] = [];
  const files: { path: string; fate: Fate }[] = [];
  const writes = new Map<string, string | Uint8Array>();
  const ledger = readLedger(readText(root, ledgerPath));
  if (ledger === null) {
    const message = 'The record of earlier imports can’t be read';
    const fix = 'Delete the file; files that earlier imports wrote then need --force.';
    return {
      files,
      foreign: new Map(),
      findings: [{ code: 'import-ledger', severity: 'error', file: ledgerPath, message, fix }],
    };
  }
  const before = writeLedger(ledger);

  function put(path: string, content: string | Uint8Array): void {
    const outside = whyOutside(root, path);
    if (outside !== null) {
      findings.push({ code: 'import-outside', severity: 'error', file: path, message: outside });
      files.push({ path, fate: 'conflict' });
      return;
    }
    const present = readBytes(root, path);
    const fate = fateOf(path, present, content);
    files.push({ path, fate });
    if (fate === 'conflict') {
      findings.push(
        conflict(path, 'The file was edited, or was not written by an import; it is kept'),
      );
      return;
    }
    if (fate !== 'unchanged') writes.set(path, content);
    ledger?.files.set(path, hashFile(content));
  }

  function fateOf(path: string, present: Uint8Array | null, content: string | Uint8Array): Fate {
    if (present === null) return 'created';
    if (hashFile(present) === hashFile(content)) return 'unchanged';
    return options.force || ledger?.files.get(path) === hashFile(present) ? 'updated' : 'conflict';
  }

  const present = readText(root, 'content/portal.yaml');
  const locales = present === undefined ? null : localesOf(present, options.locale);
  const missing = new Map<string, string[]>();

  for (const file of plan.files) {
    if (file.locale !== undefined && locales !== null && !locales.includes(file.locale)) {
      missing.set(file.locale, [...(missing.get(file.locale) ?? []), file.path]);
      continue;
    }
    const other = file.path.endsWith('.md') ? `${file.path}x` : file.path.replace(/x$/u, '');
    const rival = [file.path, other].find((path) => readBytes(root, path) !== null);
    if (file.guess === true && rival !== undefined) {
      files.push({ path: file.path, fate: 'unchanged' });
      if (readText(root, rival) === file.content) continue;
      findings.push({
        code: 'import-kept',
        severity: 'warning',
        file: rival,
        message: 'The file is there already; what the import has for it was not added to it',
        fix: `Compare it with the source, ${file.from}, and add by hand what is missing.`,
      });
    } else if (/\.mdx?$/u.test(file.path) && readBytes(root, other) !== null) {
      const message = `${other} is the same entry in the other format; it is kept`;
      findings.push({
        ...conflict(file.path, message),
        fix: `Remove ${other}, then import again.`,
      });
      files.push({ path: file.path, fate: 'conflict' });
    } else put(file.path, file.content);
  }
  for (const [locale, paths] of missing) {
    findings.push({
      code: 'import-locale',
      severity: 'warning',
      file: 'content/portal.yaml',
      field: 'locales',
      message: `${locale} is no locale of the portal; its translations were not written: ${paths.join(', ')}`,
      expected: locales?.join(', ') ?? '',
      found: locale,
      fix: `Add { code: ${locale} } under locales:, then import again.`,
    });
  }
  if (plan.files.length > 0 || plan.merges.length > 0) {
    if (present === undefined) {
      const title = plan.merges.find(({ key }) => key === 'title')?.value ?? options.product;
      const codes = new Set([options.locale, ...(plan.locales ?? [])]);
      put('content/portal.yaml', toYaml({ title, locales: [...codes].map((code) => ({ code })) }));
    }
    mergeProduct(plan.merges, root, options, ledger, { put, files, findings, writes });
  }
  if (!options.dryRun) {
    if (writeLedger(ledger) !== before) writes.set(ledgerPath, writeLedger(ledger));
    for (const [path, content] of writes) write(root, path, content);
  }
  files.sort((a, b) => compareText(a.path, b.path));
  return { files, foreign: missing, findings };
}

/** Sets keys in the product file, and leaves all else in it, comments included, as it stands. */
function mergeProduct(
  merges: readonly PlannedKey[],
  root: string,
  options: ApplyOptions,
  ledger: Ledger,
  out: {
    put: (path: string, content: string) => void;
    files: { path: string; fate: Fate }[];
    findings: Finding[];
    writes: Map<string, string | Uint8Array>;
  },
): void {
  const path = `content/products/${options.product}.yaml`;
  const text = readText(root, path) ?? readText(root, path.replace(/yaml$/u, 'yml'));
  if (text === undefined) {
    const values = Object.fromEntries(merges.map(({ key, value }) => [key, value]));
    const content = toYaml({ title: options.product, ...values });
    out.put(path, content);
    remember(merges);
    return;
  }
  const target = readText(root, path) === undefined ? path.replace(/yaml$/u, 'yml') : path;
  const document: Document = parseDocument(text.replace(/^\uFEFF/u, ''));
  const present = document.errors.length > 0 ? null : mappingOf(document);
  if (present === null) {
    const message = 'The product file is not YAML that can be added to; it is kept';
    out.findings.push({ ...conflict(target, message), fix: 'Mend the file, then import again.' });
    out.files.push({ path: target, fate: 'conflict' });
    return;
  }
  const set: PlannedKey[] = [];
  let kept = false;
  for (const merge of merges) {
    const now = present[merge.key];
    if (now === undefined) set.push(merge);
    else if (hashValue(now) === hashValue(merge.value)) remember([merge]);
    else if (merge.guess) continue;
    else if (options.force || ledger.keys.get(target)?.get(merge.key) === hashValue(now))
      set.push(merge);
    else {
      kept = true;
      const message = `${merge.key} was edited, or was not written by an import; it is kept`;
      out.findings.push({ ...conflict(target, message), field: merge.key });
    }
  }
  for (const { key, value } of set) document.set(key, document.createNode(value));
  quoteVersions(document);
  if (set.length > 0) {
    const content = document.toString({ lineWidth: 0 });
    out.writes.set(target, content);
    if (ledger.files.get(target) === hashFile(text)) ledger.files.set(target, hashFile(content));
    remember(set);
  }
  out.files.push({
    path: target,
    fate: kept ? 'conflict' : set.length > 0 ? 'updated' : 'unchanged',
  });

  function remember(keys: readonly PlannedKey[]): void {
    const hashes = ledger.keys.get(path) ?? new Map<string, string>();
    for (const { key, value } of keys) hashes.set(key, hashValue(value));
    ledger.keys.set(path, hashes);
  }
}

/** The locales that a portal.yaml declares; that of the notes alone when it declares none. */
function localesOf(portal: string, locale: string): string[] {
  const document: Document = parseDocument(portal.replace(/^\uFEFF/u, ''));
  const declared = document.errors.length > 0 ? null : mappingOf(document)?.['locales'];
  if (!Array.isArray(declared)) return [locale];
  return declared.map((entry: unknown) => {
    const code = typeof entry === 'object' && entry !== null && 'code' in entry ? entry.code : '';
    return typeof code === 'string' ? code : '';
  });
}

function conflict(file: string, message: string): Finding {
  const fix = 'Run the import with --force to overwrite it, or keep yours.';
  return { code: 'import-conflict', severity: 'error', file, message, fix };
}

/** Why nothing may be written there: a part of the path is a link that leads out of the folder. */
function whyOutside(root: string, path: string): string | null {
  const base = real(root);
  if (base === null) return null;
  let at = root;
  for (const part of path.split('/')) {
    at = join(at, part);
    const target = real(at);
    if (target === null) {
      return isLink(at) ? 'It is a link that leads nowhere; nothing was written' : null;
    }
    if (target !== base && !target.startsWith(base + sep)) {
      return 'It is a link that leads out of the portal folder; nothing was written';
    }
  }
  return null;
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function real(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function readBytes(root: string, path: string): Uint8Array | null {
  try {
    return readFileSync(join(root, path));
  } catch {
    return null;
  }
}

function readText(root: string, path: string): string | undefined {
  const bytes = readBytes(root, path);
  return bytes === null ? undefined : Buffer.from(bytes).toString('utf8');
}

/** Whole files or none: a file that is half written would pass for an edited one. */
function write(root: string, path: string, content: string | Uint8Array): void {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(`${full}.part`, content);
  renameSync(`${full}.part`, full);
}
