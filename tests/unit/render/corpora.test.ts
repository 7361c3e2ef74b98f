import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, render } from './context.ts';

const CORPORA = process.env['GAZETTE_CORPORA'] ?? path.resolve('../shared/corpora');
const POSTS = path.join(CORPORA, 'nodejs/release');

describe.skipIf(!existsSync(POSTS))('other people’s posts', () => {
  test('Node.js release posts are Markdown without errors', { timeout: 60_000 }, () => {
    const files = readdirSync(POSTS)
      .filter((name) => name.endsWith('.md'))
      .sort();
    expect(files.length).toBeGreaterThan(200);
    for (const file of files.filter((_, index) => index % 10 === 0)) {
      const text = readFileSync(path.join(POSTS, file), 'utf8').replace(
        /^---\n[\s\S]*?\n---\n/,
        '',
      );
      const errors = parse(text, 'md').findings.filter(({ severity }) => severity === 'error');
      expect(errors, file).toEqual([]);
      expect(render(text, 'md').text.length).toBeGreaterThan(100);
    }
  });
});
