import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { ParsedBody } from '../render/body.ts';
import { hrefKind } from '../render/links.ts';
import type { PortalFile } from './read.ts';
import { didYouMean } from './draft.ts';

/** The files beside notes: which there are, and which of them some note refers to. */
export class Attachments {
  readonly absolute: Record<string, string> = {};
  private readonly used = new Set<string>();
  private readonly root: string;

  constructor(root: string, files: readonly PortalFile[]) {
    this.root = root;
    for (const file of files) this.absolute[file.path] = file.absolute;
  }

  /**
   * Finds the files that a text refers to: beside the text's own file, else beside its source's.
   * `links` are told of only when they are clearly meant to be files.
   */
  resolve(
    body: Pick<ParsedBody, 'assets' | 'links'>,
    files: readonly string[],
  ): { found: Record<string, string>; findings: Finding[] } {
    const found: Record<string, string> = {};
    const findings: Finding[] = [];
    const all = [
      ...body.assets.map(({ path, line }) => ({ reference: path, line, isAsset: true })),
      ...body.links.map(({ href, line }) => ({ reference: href, line, isAsset: false })),
    ];
    for (const { reference, line, isAsset } of all) {
      if (!isLocalReference(reference)) continue;
      if (reference.startsWith('/')) {
        if (isAsset && !this.isPublic(reference)) {
          findings.push(this.missing(reference, line, files[0] ?? '', 'public'));
        }
        continue;
      }
      const name = decode(reference.replace(/[?#].*$/s, ''));
      const candidates = files.map((file) => posix.join(posix.dirname(file), name));
      const path = candidates.find((candidate) => Object.hasOwn(this.absolute, candidate));
      if (path !== undefined) {
        found[reference] = path;
        this.used.add(path);
      } else if (isAsset || (/\.[a-z0-9]+$/i.test(name) && !/\.(?:mdx?|yaml|html?)$/i.test(name))) {
        const [candidate = ''] = candidates;
        const leaves = !candidate.startsWith('content/');
        findings.push(
          leaves
            ? this.outside(reference, line, files[0] ?? '')
            : this.missing(reference, line, files[0] ?? '', candidate),
        );
      }
    }
    return { found, findings };
  }

  /** Attachments that nothing refers to: they are not published. */
  unused(): Finding[] {
    return Object.keys(this.absolute)
      .filter((path) => !this.used.has(path))
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

  private isPublic(reference: string): boolean {
    const path = posix.normalize(decode(reference.replace(/[?#].*$/s, '')));
    return existsSync(join(this.root, 'public', path));
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
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
