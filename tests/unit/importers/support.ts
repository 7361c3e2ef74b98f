import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ImportPlan, SourceFile } from '../../../src/importers/importer.ts';
import { splitFrontMatter } from '../../../src/importers/front-matter.ts';

/** A source file in memory, beside which nothing lies. */
export function source(path: string, text: string): SourceFile {
  return { path, text, asset: () => ({ refused: 'nothing lies beside it' }) };
}

/** A new folder with these files, which goes when the test ends. */
export function folder(files: Record<string, string | Uint8Array>): string {
  const root = mkdtempSync(join(tmpdir(), 'gazette-import-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** Front matter and body of a planned note. */
export function note(
  plan: ImportPlan,
  path: string,
): { data: Record<string, unknown>; body: string } {
  const file = plan.files.find((planned) => planned.path === path);
  if (file === undefined) {
    throw new Error(
      `${path} is not planned: ${plan.files.map((planned) => planned.path).join(', ')}`,
    );
  }
  const head = splitFrontMatter(String(file.content), path);
  const data = Object.fromEntries([...head.keys].map(([key, { value }]) => [key, value]));
  return { data, body: head.body };
}

/** What is unmapped, as `what: why`. */
export function reasons(plan: ImportPlan): string[] {
  return plan.unmapped.map(({ what, why }) => `${what}: ${why}`);
}
