import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { NoteCache } from '../../../src/catalog/note-cache.ts';
import { readClock } from '../../../src/model/clock.ts';

/** Contents that each file of the portal may have; null for no such file. */
const choices: Readonly<Record<string, readonly (string | null)[]>> = {
  'content/portal.yaml': [
    'title: Acme\nlocales: [{ code: en }, { code: de }]\naudiences: [{ id: user }, { id: admin, includes: [user] }]\n',
    'title: Acme\naudiences: [{ id: user }, { id: admin, includes: [user] }]\n',
    'title: Acme\nlocales: [{ code: en }, { code: de }]\n',
    'title: [\n',
  ],
  'content/products/atlas.yaml': [
    'title: Atlas\nversioning: semver\n',
    'title: Atlas\nversioning: semver\nmodules: [{ id: ledger, title: Ledger }]\n',
  ],
  'content/releases/atlas/1.0.0.mdx': [
    null,
    '---\nversion: "1.0.0"\ndate: 2026-01-01\nrollback: none\nknownIssues: none\nchanges:\n  - { id: a, type: fix, title: A, body: "See [b](../../docs/b.md)." }\n  - { id: b, type: feature, title: B, modules: [ledger] }\n---\n<Audience only="admin">\nSecret.\n</Audience>\n\n```js\nlet a = 1;\n```\n',
    '---\nversion: "1.0.0"\ndate: 2026-01-01\nrollback: none\nknownIssues: none\nchanges:\n  - { id: b, type: feature, title: B }\n  - { id: a, type: fix, title: A, body: "<Nope>" }\n---\n# Heading\n',
    '---\nversion: 1.0\n---\n',
  ],
  'content/releases/de/atlas/1.0.0.mdx': [
    null,
    '---\ntitle: Eins\nchanges: { a: { title: Ah, body: "Siehe [b](../../../docs/b.md)." } }\n---\nText.\n',
    '---\ntitel: Eins\n---\n',
  ],
  'content/docs/b.md': [null, '---\ntitle: B\nsummary: "[a](./a.md)"\n---\nText.\n'],
  'content/docs/a.md': [null, '---\ntitle: A\n---\n![x](./x.png) [gone](./gone.md)\n'],
  'content/docs/de/b.md': [null, '---\ntitle: Be\n---\nText.\n', '---\nsummary: Be\n---\n'],
  'content/docs/x.png': [null, 'not a picture'],
};
const names = Object.keys(choices);
const clock = readClock({ today: '2026-11-21' });

function write(root: string, name: string, choice: number): void {
  const options = choices[name] ?? [];
  const text = options[choice % options.length] ?? null;
  const file = path.join(root, name);
  if (text === null) rmSync(file, { force: true });
  else {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Damages or deletes a file of the cache. */
function damage(folder: string, which: number): void {
  if (!existsSync(folder)) return;
  const files = readdirSync(folder).sort();
  const name = files[which % Math.max(files.length, 1)];
  if (name === undefined) return;
  if (which % 2 === 0) rmSync(path.join(folder, name));
  else writeFileSync(path.join(folder, name), 'rubbish');
}

const step = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...names), fc.nat({ max: 3 })) },
  { weight: 1, arbitrary: fc.nat({ max: 9 }) },
);

it('what is read with a memory of earlier readings is what is read without', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (steps) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'gazette-remembered-'));
      const [root, cache] = [path.join(folder, 'portal'), path.join(folder, 'cache')];
      try {
        for (const name of names) write(root, name, 1);
        write(root, 'content/portal.yaml', 0);
        for (const each of [null, ...steps]) {
          if (typeof each === 'number') damage(cache, each);
          else if (each !== null) write(root, ...each);
          const memory = NoteCache.open(cache, 'one');
          const remembered = await loadCatalog(root, clock, memory);
          if (remembered.catalog !== null) memory.save();
          const anew = await loadCatalog(root, clock);
          expect(remembered.findings).toEqual(anew.findings);
          // As text, and so with the trees of bodies, which are read when they are asked for.
          expect(JSON.stringify(remembered.catalog)).toBe(JSON.stringify(anew.catalog));
          memory.close();
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
