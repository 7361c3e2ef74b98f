import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const src = path.resolve(import.meta.dirname, '../../../../src');

/** What a module needs when it runs: types are gone by then. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export) (?!type\b)[^;]*?from '([^']+)'/gm)].map(
    (match) => match[1] ?? '',
  );
}

describe('the planner in a browser', () => {
  it('needs nothing of Node and no package', () => {
    const open = ['plan', 'outline', 'markdown'].map((name) =>
      path.join(src, `views/upgrade/upgrade-${name}.ts`),
    );
    open.push(path.join(src, 'views/upgrade/plan-words.ts'));
    open.push(path.join(src, 'views/upgrade/plan-query.ts'));
    const seen = new Set<string>();
    const packages: string[] = [];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      for (const specifier of importsOf(file)) {
        if (specifier.startsWith('.')) open.push(path.resolve(path.dirname(file), specifier));
        else packages.push(`${path.relative(src, file)}: ${specifier}`);
      }
    }
    expect(packages).toEqual([]);
    // It looked where it should, and nothing heavy has crept in.
    expect([...seen].map((file) => path.relative(src, file))).toContain('views/upgrade/way.ts');
    expect(seen.size).toBeLessThan(25);
  });
});
