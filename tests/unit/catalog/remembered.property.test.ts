import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Contents } from '../../../src/catalog/contents.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { NoteCache } from '../../../src/catalog/note-cache.ts';
import { readClock } from '../../../src/model/clock.ts';
import { nextTick } from '../../support/file-times.ts';

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
    '---\nversion: "1.0.0"\ndate: 2026-01-01\nrollback: none\nknownIssues: none\nchanges:\n  - { id: b, type: feature, title: B }\n---\nText.\n',
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
    // So that the time of the last edit gives nothing away.
    utimesSync(file, EDITED, EDITED);
  }
}

const EDITED = new Date('2026-11-01');

/** Damages or deletes a file of the cache. */
function damage(folder: string, which: number): void {
  if (!existsSync(folder)) return;
  const files = readdirSync(folder).sort();
  const name = files[which % Math.max(files.length, 1)];
  if (name === undefined) return;
  if (which % 2 === 0) rmSync(path.join(folder, name));
  else writeFileSync(path.join(folder, name), 'rubbish');
}

/** Edits that file systems may hide: of the same size, with the time of the last edit put back or ahead. */
const tricks = ['touch', 'same size', 'time put back', 'time to come'] as const;
type Trick = (typeof tricks)[number];

function trick(root: string, name: string, how: Trick): void {
  const file = path.join(root, name);
  if (!existsSync(file)) return;
  if (how !== 'touch') {
    const text = readFileSync(file, 'utf8');
    const swapped = text.replace(/Text|Tuxt|Atlas|Atlos|Acme|Acne|Be|Bi/, (word) =>
      word === 'Text' ? 'Tuxt' : word === 'Tuxt' ? 'Text' : otherWord(word),
    );
    writeFileSync(file, swapped);
  }
  if (how === 'time put back') utimesSync(file, EDITED, EDITED);
  else if (how === 'time to come') utimesSync(file, EDITED, new Date('2100-01-01'));
  else if (how === 'touch') utimesSync(file, new Date(), new Date());
}

function otherWord(word: string): string {
  const pairs = ['Atlas', 'Atlos', 'Acme', 'Acne', 'Be', 'Bi'];
  return pairs[pairs.indexOf(word) ^ 1] ?? word;
}

/** How far the clock of whoever reads is from that of the file system, in milliseconds. */
const skews = [0, 60_000, 86_400_000, -60_000] as const;

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ name: fc.constantFrom(...names), choice: fc.nat({ max: 4 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ name: fc.constantFrom(...names), trick: fc.constantFrom(...tricks) }),
  },
  { weight: 2, arbitrary: fc.record({ damage: fc.nat({ max: 9 }) }) },
);

it('what is read with a memory of earlier readings is what is read without', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(step, fc.constantFrom(...skews)), { minLength: 5, maxLength: 14 }),
      async (steps) => {
        const folder = mkdtempSync(path.join(tmpdir(), 'gazette-remembered-'));
        const [root, cache] = [path.join(folder, 'portal'), path.join(folder, 'cache')];
        try {
          for (const name of names) write(root, name, 1);
          write(root, 'content/portal.yaml', 0);
          for (const [each, skew] of [[null, 60_000] as const, ...steps]) {
            // Of two edits in one step of the file system's time the second can be seen only when
            // the clocks agree; here they are said not to.
            nextTick(folder);
            if (each !== null && 'damage' in each) damage(cache, each.damage);
            else if (each !== null && 'trick' in each) trick(root, each.name, each.trick);
            else if (each !== null) write(root, each.name, each.choice);
            const contents = Contents.open(
              path.join(cache, 'stamps.json'),
              false,
              () => Date.now() + skew,
            );
            const memory = NoteCache.open(cache, 'one', () => {}, contents);
            const remembered = await loadCatalog(root, clock, memory);
            if (remembered.catalog !== null) memory.save();
            const anew = await loadCatalog(root, clock);
            expect(remembered.findings).toEqual(anew.findings);
            expect(remembered.catalog?.digests).toEqual(anew.catalog?.digests);
            // As text, and so with the trees of bodies, which are read when they are asked for.
            expect(JSON.stringify(remembered.catalog)).toBe(JSON.stringify(anew.catalog));
            memory.close();
          }
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);
