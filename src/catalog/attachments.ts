import { statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { ParsedBody } from '../render/body.ts';
import { hrefKind } from '../render/links.ts';
import { didYouMean } from './draft.ts';
import type { Memory } from './memory.ts';
import type { Picture } from './pictures/format.ts';
import { isPicturePath, readPicture, type PictureProblem } from './pictures/read-picture.ts';
import type { PortalFile } from './read.ts';

/** The files beside notes: which there are, and which of them some note refers to. */
export class Attachments {
  readonly absolute: Record<string, string> = {};
  /** The pictures that some note shows, by path. */
  readonly pictures: Record<string, Picture> = {};
  /** Hashes of the bytes of those that some note refers to, by path. */
  readonly hashes: Record<string, string> = {};
  /** Pictures that were read, with what is wrong with them. */
  private readonly read = new Map<string, Picture | PictureProblem>();
  /** Broken ones that a note was told of. */
  private readonly told = new Set<string>();
  /** Last parts of paths. */
  private readonly names = new Set<string>();
  private readonly root: string;
  private readonly memory: Memory;

  constructor(root: string, files: readonly PortalFile[], memory: Memory) {
    this.root = root;
    this.memory = memory;
    for (const file of files) {
      this.absolute[file.path] = file.absolute;
      this.names.add(posix.basename(file.path));
    }
  }

  /**
   * Finds the files that a text refers to: beside the text's own file, else beside its source's.
   * `links` are told of only when they are clearly meant to be files.
   *
   * @param isTrial whether it is only asked if there would be findings: what is told once stays to be told
   */
  resolve(
    body: Pick<ParsedBody, 'assets' | 'links'>,
    files: readonly string[],
    isTrial = false,
  ): { found: Record<string, string>; findings: Finding[] } {
    const found: Record<string, string> = {};
    const findings: Finding[] = [];
    const [own = ''] = files;
    const refer = (reference: string, path: string, isAsset: boolean, line: number): void => {
      found[reference] = path;
      this.hashes[path] ??= this.memory.of(path, this.absolute[path] ?? '').hash;
      const problem = isPicturePath(path) ? this.picture(path, isAsset) : null;
      if (problem === null || this.told.has(path)) return;
      if (!isTrial) this.told.add(path);
      findings.push({ ...problem, severity: 'error', file: own, line, found: path });
    };
    const all = [
      ...body.assets.map(({ path, line }) => ({ reference: path, line, isAsset: true })),
      ...body.links.map(({ href, line }) => ({ reference: href, line, isAsset: false })),
    ];
    for (const { reference, line, isAsset } of all) {
      if (!isLocalReference(reference)) continue;
      if (reference.startsWith('/')) {
        if (!isAsset) continue;
        const path = this.publicFile(reference);
        if (path !== null) refer(reference, path, isAsset, line);
        else findings.push(this.missing(reference, line, own, 'public'));
        continue;
      }
      const name = decode(reference.replace(/[?#].*$/s, ''));
      const isNote =
        !isAsset && (!/\.[a-z0-9]+$/i.test(name) || /\.(?:mdx?|yaml|html?)$/i.test(name));
      // Most are links to other notes.
      if (isNote && !this.names.has(posix.basename(name))) continue;
      const candidates = files.map((file) => posix.join(posix.dirname(file), name));
      const path = candidates.find((candidate) => Object.hasOwn(this.absolute, candidate));
      if (path !== undefined) refer(reference, path, isAsset, line);
      else if (!isNote) {
        const [candidate = ''] = candidates;
        const leaves = !candidate.startsWith('content/');
        findings.push(
          leaves
            ? this.outside(reference, line, own)
            : this.missing(reference, line, own, candidate),
        );
      }
    }
    return { found, findings };
  }

  /** Attachments that nothing refers to: they are not published. */
  unused(): Finding[] {
    return Object.keys(this.absolute)
      .filter((path) => !Object.hasOwn(this.hashes, path))
      .map((file) => ({
        code: 'unused-file',
        severity: 'warning',
        file,
        message: 'No note refers to this file: it is not published.',
        expected: 'a note that shows it or links to it',
        found: 'none',
        fix: 'Refer to it as ./name in a note, or delete it.',
      }));
  }

  /** Reads a picture when it is first referred to. What is wrong with it; null when it is whole. */
  private picture(path: string, isShown: boolean): PictureProblem | null {
    const file = this.memory.of(path, this.absolute[path] ?? '');
    const picture =
      this.read.get(path) ?? file.recallFirst('picture', () => readPicture(file.bytes()));
    this.read.set(path, picture);
    if ('code' in picture) return picture;
    if (isShown) this.pictures[path] = picture;
    return null;
  }

  /** The path of a file of public/ from the portal folder; null when there is none. */
  private publicFile(reference: string): string | null {
    const path = `public${posix.normalize(decode(reference.replace(/[?#].*$/s, '')))}`;
    const absolute = join(this.root, path);
    if (statSync(absolute, { throwIfNoEntry: false })?.isFile() !== true) return null;
    this.absolute[path] = absolute;
    return path;
  }

  private missing(reference: string, line: number, file: string, where: string): Finding {
    const isPublic = where === 'public';
    const folder = isPublic ? '' : `${posix.dirname(where)}/`;
    const beside = Object.keys(this.absolute)
      .filter((path) => path.startsWith(folder))
      .map((path) => `./${path.slice(folder.length)}`);
    return {
      code: 'missing-file',
      severity: 'error',
      file,
      line,
      message: `There is no file ${reference}.`,
      expected: isPublic ? 'a file of public/' : 'a file beside the note',
      found: reference,
      fix: isPublic
        ? 'Put the file into public/, or beside the note and name it with ./'
        : didYouMean(reference, beside, 'Put the file beside the note.'),
    };
  }

  private outside(reference: string, line: number, file: string): Finding {
    return {
      code: 'path-out-of-root',
      severity: 'error',
      file,
      line,
      message: `${reference} leads out of content/.`,
      expected: 'a file beside the note',
      found: reference,
      fix: 'Put the file beside the note and name it with ./',
    };
  }
}

/** Whether a reference may be to a file beside its note. */
export function isLocalReference(reference: string): boolean {
  return reference !== '' && !reference.startsWith('#') && hrefKind(reference) === 'local';
}

/** Percent-encoding undone where it is valid: `my%20picture.png`, but `100%.png` as it is. */
function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
