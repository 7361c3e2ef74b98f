import { isUtf8 } from 'node:buffer';
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { compareText } from '../model/finding.ts';
import type { Finding } from '../model/finding.ts';

/** A file of a portal folder. */
export interface PortalFile {
  /** Path from the portal folder, with forward slashes: `content/releases/atlas/4.2.1.mdx`. */
  readonly path: string;
  /** Absolute path. */
  readonly absolute: string;
  /** The parts of the path below content/. */
  readonly segments: readonly string[];
}

const deepest = 32;

/**
 * Lists the files under content/, sorted by path. Dot files are left out in silence; whatever else is
 * left out (copies of editors, links out of the root, names that are no text) is among the findings.
 */
export function listFiles(root: string): { files: PortalFile[]; findings: Finding[] } {
  const files: PortalFile[] = [];
  const findings: Finding[] = [];
  const base = join(root, 'content');
  if (!existsSync(base)) return { files, findings };
  const realRoot = realpathSync(root);
  if (lstatSync(base).isSymbolicLink()) {
    const problem = linkProblem(base, 'content', realRoot, []);
    if (problem !== null) return { files, findings: [problem] };
  }

  const visit = (folder: string, segments: readonly string[], parents: readonly string[]): void => {
    const real = realpathSync(folder);
    const above = ['content', ...segments].join('/');
    const entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
    for (const entry of entries) {
      const name = entry.name.toString('utf8');
      const path = `${above}/${name}`;
      if (!isUtf8(entry.name)) {
        findings.push({
          code: 'file-name',
          severity: 'error',
          file: path,
          message: 'The name of the file is not UTF-8.',
          expected: 'a name in UTF-8',
          found: entry.name.toString('latin1'),
          fix: 'Rename the file.',
        });
        continue;
      }
      if (name.startsWith('.')) continue;
      // The folder's own path is one that `join` made.
      const absolute = folder + sep + name;
      let isFolder = entry.isDirectory();
      if (entry.isSymbolicLink()) {
        const problem = linkProblem(absolute, path, realRoot, [...parents, real]);
        if (problem !== null) {
          findings.push(problem);
          continue;
        }
        isFolder = statSync(absolute).isDirectory();
      } else if (!isFolder && !entry.isFile()) {
        findings.push(notAFile(path));
        continue;
      }
      if (isFolder) {
        if (segments.length < deepest) visit(absolute, [...segments, name], [...parents, real]);
        else findings.push(notAFile(path));
      } else if (/~$|\.(?:bak|orig|swp|tmp)$/i.test(name)) findings.push(leftover(path, name));
      else files.push({ path, absolute, segments: [...segments, name] });
    }
  };
  visit(base, [], []);
  files.sort((a, b) => compareText(a.path, b.path));
  return { files, findings };
}

function linkProblem(
  absolute: string,
  path: string,
  realRoot: string,
  parents: readonly string[],
): Finding | null {
  const common = { severity: 'error', file: path, found: 'a symbolic link' } as const;
  let target: string;
  try {
    target = realpathSync(absolute);
  } catch {
    return {
      code: 'broken-link',
      ...common,
      message: 'The symbolic link leads to nothing.',
      expected: 'a file of the portal folder',
      fix: 'Delete the link, or put the file in its place.',
    };
  }
  if (target !== realRoot && !target.startsWith(realRoot + sep)) {
    return {
      code: 'link-out-of-root',
      ...common,
      message: 'The symbolic link leads out of the portal folder.',
      expected: 'a file of the portal folder',
      fix: 'Copy the file into the portal folder.',
    };
  }
  if (parents.some((parent) => parent === target || parent.startsWith(target + sep))) {
    return {
      code: 'link-in-a-circle',
      ...common,
      message: 'The symbolic link leads back to a folder that holds it.',
      expected: 'a file of the portal folder',
      fix: 'Delete the link.',
    };
  }
  return null;
}

function notAFile(path: string): Finding {
  return {
    code: 'unknown-file',
    severity: 'error',
    file: path,
    message: 'This is neither a file nor a folder that can be read.',
    expected: 'a file',
    fix: 'Move it out of content/.',
  };
}

function leftover(path: string, name: string): Finding {
  return {
    code: 'leftover-file',
    severity: 'warning',
    file: path,
    message: 'This looks like a copy that an editor left behind. It is not read.',
    expected: 'no such file',
    found: name,
    fix: 'Delete the file.',
  };
}
