import { lstatSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, extname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { compareText } from '../model/finding.ts';
import type { Asset, SourceFile } from './importer.ts';

/** Larger files are refused: no release note has this size. */
const largestText = 16 * 1024 * 1024;
const largestAsset = 64 * 1024 * 1024;

/** What stands in the sources that were named on the command line. */
export interface SourceTree {
  readonly files: readonly SourceFile[];
  /** Files of a folder that the format doesn't read, by path. */
  readonly skipped: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Reads files, and folders with all that is below them, in the order of their paths. Nothing outside
 * a source is read: a link that leads out is refused and named, and so is a file that isn't UTF-8.
 * Dot files and `node_modules` are passed over.
 */
export function readSources(named: readonly string[], extensions: readonly string[]): SourceTree {
  const files: SourceFile[] = [];
  const skipped: string[] = [];
  const findings: Finding[] = [];
  const seen = new Set<string>();

  function take(full: string, path: string, root: string | null): void {
    const real = realpathSync(full);
    if (seen.has(real)) return;
    seen.add(real);
    if (statSync(real).size > largestText) {
      findings.push(refusal('file-too-large', path, 'The file is larger than 16 MB'));
      return;
    }
    const text = decode(readFileSync(real));
    if (text === null) {
      findings.push({
        ...refusal('not-utf8', path, 'The file is not UTF-8 text'),
        expected: 'UTF-8',
        fix: 'Save the file as UTF-8 and import it again.',
      });
      return;
    }
    files.push({ path, text, asset: (reference) => readAsset(reference, path, root) });
  }

  function walk(folder: string, under: string, root: string): void {
    for (const name of readdirSync(folder).sort(compareText)) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const full = join(folder, name);
      const path = under === '' ? name : `${under}/${name}`;
      const outside = whyOutside(full, root);
      if (outside !== null) {
        findings.push({
          ...refusal('outside-source', path, outside),
          fix: 'Name the target as a source of its own, or copy it into the folder.',
        });
      } else if (statSync(full).isDirectory()) {
        // A link to a folder inside the source brings nothing that isn't read there, and may be a ring.
        if (!lstatSync(full).isSymbolicLink()) walk(full, path, root);
      } else if (extensions.includes(extname(name).toLowerCase())) take(full, path, root);
      else skipped.push(path);
    }
  }

  for (const source of named) {
    const full = resolve(source);
    let folder: boolean;
    try {
      folder = statSync(full).isDirectory();
    } catch {
      findings.push({
        ...refusal('source-missing', source, 'There is no such file or folder'),
        fix: 'Name a file or a folder that exists.',
      });
      continue;
    }
    if (folder) walk(full, '', realpathSync(full));
    else take(full, basename(full), null);
  }
  return { files, skipped, findings };
}

/** UTF-8 text without BOM and with LF line ends; null for other encodings and binary files. */
export function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text.replace(/\r\n?/gu, '\n');
  } catch {
    return null;
  }
}

function readAsset(reference: string, note: string, root: string | null): Asset {
  if (root === null) {
    return { refused: 'only this file was named as the source; name its folder to bring it along' };
  }
  let decoded: string;
  try {
    decoded = decodeURIComponent(reference.replace(/[?#].*$/su, ''));
  } catch {
    return { refused: 'the address is not percent-encoded rightly' };
  }
  const path = posix.normalize(posix.join(posix.dirname(note), decoded));
  if (decoded.includes('\\') || decoded.includes('\0') || path.split('/').includes('..')) {
    return { refused: 'it lies outside the source' };
  }
  const full = join(root, path);
  try {
    const outside = whyOutside(full, root);
    if (outside !== null) return { refused: 'it is a link that leads out of the source' };
    if (!statSync(full).isFile()) return { refused: 'it is not a file' };
    if (statSync(full).size > largestAsset) return { refused: 'it is larger than 64 MB' };
    return { path, bytes: readFileSync(full) };
  } catch {
    return { refused: 'there is no such file in the source' };
  }
}

function whyOutside(full: string, root: string): string | null {
  let real: string;
  try {
    real = realpathSync(full);
  } catch {
    return 'The link leads nowhere';
  }
  const within = relative(root, real);
  return within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within)
    ? 'The link leads out of the source, so it was not read'
    : null;
}

function refusal(code: string, file: string, message: string): Finding {
  return { code, severity: 'error', file, message };
}
