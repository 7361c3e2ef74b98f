import type { Finding } from '../model/finding.ts';
import { whyNotId } from '../model/id.ts';
import { releaseSchema } from '../model/release.ts';
import { asVersion, versionKey } from './source-versions.ts';

/** What an importer knows of a release, before it is front matter. */
export interface ReleaseFacts {
  readonly version: string;
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly date: string | null;
  readonly withdrawn?: boolean;
  readonly draft?: boolean;
  readonly changes?: readonly Record<string, unknown>[];
}

/**
 * Front matter of an imported release. What a source can't know is said as such: no rollback, no
 * known issues, written long after the release. A release without a date has the word none.
 */
export function releaseFrontMatter(facts: ReleaseFacts): Record<string, unknown> {
  const title = oneLine(facts.title);
  const summary = facts.summary?.trim();
  return {
    version: facts.version,
    ...(title === undefined ? {} : { title }),
    ...(summary ? { summary } : {}),
    date: facts.date ?? 'none',
    state: facts.withdrawn === true ? 'withdrawn' : 'released',
    ...(facts.draft === true ? { draft: true } : {}),
    rollback: 'none',
    knownIssues: 'none',
    backfilled: true,
    changes: facts.changes ?? [],
  };
}

/** Text on one line; undefined when nothing is left. */
export function oneLine(text: string | undefined): string | undefined {
  const line = text?.replace(/\s+/gu, ' ').trim();
  return line === '' ? undefined : line;
}

/** What the schema has against front matter that an importer made, as findings on its source. */
export function checkRelease(data: Record<string, unknown>, file: string, line: number): Finding[] {
  const result = releaseSchema.safeParse(data);
  if (result.success) return [];
  return result.error.issues.map((issue) => ({
    code: 'import-invalid',
    severity: 'error',
    file,
    line,
    field: issue.path.join('.'),
    message: issue.message,
    fix: 'Mend the source and import it again.',
  }));
}

/** Keeps the versions of one import apart: the second of two with one version is refused. */
export class VersionsSeen {
  readonly #first = new Map<string, { version: string; where: string }>();

  /** Null for a new version; otherwise what to say about the second. */
  refuse(version: string, file: string, line: number): Finding | null {
    const first = this.#first.get(versionKey(version));
    if (first === undefined) {
      this.#first.set(versionKey(version), { version, where: `${file}:${String(line)}` });
      return null;
    }
    return {
      code: 'import-duplicate-version',
      severity: 'error',
      file,
      line,
      field: 'version',
      message: `Version ${version} is already there, as ${first.version} from ${first.where}`,
      expected: 'each version once',
      found: version,
      fix: 'Take one of the two out of the source; only the first was imported.',
    };
  }

  /** All versions that were taken, in their order. */
  get versions(): string[] {
    return [...this.#first.values()].map(({ version }) => version);
  }
}

/** A finding for something that is no version. */
export function notAVersion(found: string, file: string, line: number): Finding | null {
  const version = asVersion(found);
  if (version !== null && whyNotId(version) === null) return null;
  return {
    code: 'import-no-version',
    severity: 'error',
    file,
    line,
    field: 'version',
    message: `${found} is not a version that can be a file name`,
    expected: 'a version such as 4.2.1',
    found,
    fix: 'Write the version with digits, letters, dots, hyphens and plus signs.',
  };
}
