import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { FileSystemConfigLoader, HtmlValidate, esmResolver } from 'html-validate';
import { run } from './portal.ts';

/** One thing that a checker found in a built page. */
export interface MarkupError {
  /** Path below the built folder, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The rule of html-validate, or `nu`. */
  readonly rule: string;
  readonly message: string;
}

/** What a checker looked at and found; or why it couldn't look. */
export type MarkupReport =
  | { readonly checked: number; readonly errors: readonly MarkupError[] }
  | { readonly checked: undefined; readonly reason: string };

/** Every HTML file below a folder, in code unit order, as paths below it with forward slashes. */
export async function htmlFiles(dist: string): Promise<string[]> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
}

/** Runs html-validate (.htmlvalidate.json) over every page of a built folder. */
export async function htmlValidate(dist: string): Promise<MarkupReport> {
  const loader = new FileSystemConfigLoader([esmResolver()], {
    root: true,
    ...(createRequire(import.meta.url)('../../.htmlvalidate.json') as object),
  });
  const checker = new HtmlValidate(loader);
  const files = await htmlFiles(dist);
  const errors: MarkupError[] = [];
  for (const file of files) {
    const report = await checker.validateFile(path.join(dist, file));
    for (const { messages } of report.results) {
      for (const { line, column, ruleId, message } of messages) {
        errors.push({ file, line, column, rule: ruleId, message });
      }
    }
  }
  return { checked: files.length, errors };
}

interface NuMessage {
  readonly type: 'error' | 'info' | 'non-document-error';
  readonly subType?: string;
  readonly url?: string;
  readonly lastLine?: number;
  readonly firstColumn?: number;
  readonly message: string;
}

/** Whether a Java that the Nu HTML checker can use (17 or later) is on this machine. */
export function hasJava(): boolean {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = /version "(\d+)/.exec(java.stderr ?? '')?.[1];
  return java.status === 0 && Number(major) >= 17;
}

/**
 * Runs the Nu HTML checker (https://validator.github.io/validator/) over every page of a built
 * folder: errors only. Where Java is missing nothing is checked, and the report says so.
 */
export async function nuChecker(dist: string): Promise<MarkupReport> {
  if (!hasJava()) return { checked: undefined, reason: 'no Java' };
  // The package exports a String object.
  const jar = String(createRequire(import.meta.url)('vnu-jar'));
  const files = await htmlFiles(dist);
  const ran = await run(
    'java',
    // The checker recurses on nested elements; its default stack is small.
    ['-Xss4m', '-jar', jar, '--errors-only', '--format', 'json', '--skip-non-html', dist],
    { timeout: 600_000 },
  );
  let messages: readonly NuMessage[];
  try {
    ({ messages } = JSON.parse(ran.stderr) as { messages: NuMessage[] });
  } catch {
    throw new Error(`The Nu HTML checker ended with ${ran.code}:\n${ran.stderr.slice(0, 4000)}`);
  }
  const errors = messages.map((found) => ({
    file: found.url === undefined ? '' : below(dist, found.url),
    line: found.lastLine ?? 0,
    column: found.firstColumn ?? 0,
    rule: found.type === 'error' ? 'nu' : `nu/${found.type}`,
    message: found.message,
  }));
  return { checked: files.length, errors };
}

function below(dist: string, url: string): string {
  const file = url.startsWith('file:') ? decodeURIComponent(new URL(url).pathname) : url;
  return path.relative(dist, file).split(path.sep).join('/');
}
