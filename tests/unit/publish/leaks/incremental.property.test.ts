import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutEdition, type Edition } from '../../../../src/catalog/edition.ts';
import { loadCatalog } from '../../../../src/catalog/load.ts';
import { NoteCache } from '../../../../src/catalog/note-cache.ts';
import { readClock } from '../../../../src/model/clock.ts';
import { hasErrors, type Finding } from '../../../../src/model/finding.ts';
import { AuthoredTexts } from '../../../../src/publish/leaks/authored-texts.ts';
import type { LeakScanner } from '../../../../src/publish/leaks/leak-scanner.ts';
import { openAuthoredTexts } from '../../../../src/publish/leaks/open.ts';
import { blocksOf, textsOf } from '../../../../src/publish/leaks/texts.ts';
import { allEntries } from '../../../../src/views/links.ts';
import { plainPhrases } from './plain-table.ts';
import { tableOf } from './table-of.ts';

const secrets = [
  'The vault opens with seven silver keys at noon',
  'Codename nightjar',
  'Rotate every master key before the audit begins next week',
];

const audiences = (more: string): string =>
  `title: Acme\nlocales: [{ code: en }, { code: de }]\naudiences:\n  - { id: user }\n  - { id: admin, includes: [user] }\n${more}`;

/** What each file of the portal may hold; null for no such file. */
const choices: Readonly<Record<string, readonly (string | null)[]>> = {
  'content/portal.yaml': [
    audiences('  - { id: partner, includes: [user], listed: false }\n'),
    audiences('  - { id: partner, includes: [admin] }\n'),
  ],
  'content/products/atlas.yaml': [
    'title: Atlas\nversioning: semver\nmodules: [{ id: ledger, title: The ledger }]\n',
    'title: Atlas of the seas\nversioning: semver\nmodules: [{ id: ledger, title: The ledger, audience: [admin] }]\n',
  ],
  'content/releases/atlas/1.0.0.mdx': [
    `---\nversion: "1.0.0"\ndate: 2026-01-01\nowner: Nobody in particular\nrollback: { supported: true, procedure: "Call the night desk first", audience: [admin] }\nknownIssues: none\nchanges:\n  - { id: a, type: fix, title: Faster maps, body: "See **the seas** again." }\n  - { id: b, type: feature, title: The ledger balances itself now, modules: [ledger] }\n---\nText for all.\n\n<Audience only="admin">\n\n${secrets[0] ?? ''}.\n\n</Audience>\n\nA line <Audience only="partner">for the partners only</Audience> that goes on.\n`,
    `---\nversion: "1.0.0"\ndate: 2026-01-01\nrollback: none\nknownIssues: none\n---\nText for all, and: ${secrets[0] ?? ''}.\n`,
    null,
  ],
  'content/releases/de/atlas/1.0.0.mdx': [
    null,
    '---\ntitle: Eins\n---\nText für alle.\n\n<Audience only="admin">\n\nDie Schlüssel sind silbern und sieben.\n\n</Audience>\n',
  ],
  'content/docs/secret.md': [
    `---\ntitle: ${secrets[1] ?? ''}\naudience: [admin]\n---\n${secrets[2] ?? ''}.\n`,
    `---\ntitle: ${secrets[1] ?? ''}\ndraft: true\n---\n${secrets[2] ?? ''}.\n`,
    `---\ntitle: ${secrets[1] ?? ''}\nembargoUntil: { admin: 2026-11-20, user: 2026-11-23 }\n---\n${secrets[2] ?? ''}.\n`,
    `---\ntitle: ${secrets[1] ?? ''}\n---\n${secrets[2] ?? ''}.\n`,
    null,
  ],
  'content/docs/open.md': [
    '---\ntitle: Open to all\n---\nWords for everybody.\n',
    `---\ntitle: Open to all\n---\nIt says: rotate every master key. ${secrets[1] ?? ''}.\n`,
    '---\ntitle: Nightjar is a bird\n---\nA codename it is not.\n',
  ],
  // What a defect of a template, or a file of public/, would bring to all readers.
  shared: [
    'Nothing to see',
    `Look: ${secrets[0] ?? ''}`,
    `${secrets[1] ?? ''} ${secrets[2] ?? ''}`,
    'The ledger balances itself now',
    'Call the night desk first',
  ],
};
const names = Object.keys(choices);
const days = ['2026-11-19', '2026-11-21', '2026-11-24'];

/** What was left by the last build that found nothing. */
interface State {
  readonly phrases: Map<string, Int32Array>;
  readonly pages: ReadonlyMap<string, string>;
}

/** Pages of an audience: what each entry says, and what is shared by all. */
function pagesOf(editions: readonly Edition[], shared: string): Map<string, string> {
  const pages = new Map<string, string>();
  for (const edition of editions) {
    const { audience, locale } = edition;
    pages.set(`${audience.id}/${locale.code}/shared/index.html`, `<p>${shared}</p>`);
    for (const entry of [...allEntries(edition), ...edition.changes]) {
      const texts = [...textsOf(entry.data), ...(entry.body === null ? [] : blocksOf(entry.body))];
      const html = texts.map((text) => `<p>${text}</p>`).join('');
      pages.set(`${audience.id}/${locale.code}/${entry.key}/index.html`, html);
    }
  }
  return pages;
}

function scanAll(scanner: LeakScanner, pages: Iterable<readonly [string, string]>): Finding[] {
  for (const [name, html] of pages) scanner.scan(name, html);
  return scanner.take();
}

const sorted = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => JSON.stringify(finding)).sort();

const step = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...names), fc.nat({ max: 4 })) },
  { weight: 1, arbitrary: fc.constantFrom(...days) },
  { weight: 1, arbitrary: fc.nat({ max: 9 }) },
);

it('finds after an edit what a build of everything finds', async () => {
  const told = { clean: 0, leaks: 0, gained: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'gazette-leaks-'));
      const [root, cache] = [path.join(folder, 'portal'), path.join(folder, 'cache')];
      let [shared, day] = ['', days[1] ?? ''];
      const write = (name: string, choice: number): void => {
        const options = choices[name] ?? [];
        const text = options[choice % options.length] ?? null;
        const file = path.join(root, name);
        if (name === 'shared') shared = text ?? '';
        else if (text === null) rmSync(file, { force: true });
        else {
          mkdirSync(path.dirname(file), { recursive: true });
          writeFileSync(file, text);
        }
      };
      let last: State = { phrases: new Map(), pages: new Map() };
      try {
        for (const name of names) write(name, 0);
        for (const each of [null, ...steps]) {
          if (typeof each === 'number') damage(path.join(cache, 'leaks'), each);
          else if (typeof each === 'string') day = each;
          else if (each !== null) write(...each);
          const clock = readClock({ today: day });
          const memory = NoteCache.open(cache, 'one');
          const { catalog, findings } = await loadCatalog(root, clock, memory);
          memory.save();
          // A translation without its source: nothing is built.
          if (catalog === null || hasErrors(findings)) continue;
          const here = { folder: cache, code: 'one', leakCode: 'one' };
          const known = openAuthoredTexts(catalog, here, (file) => memory.hashOf(file));
          const anew = new AuthoredTexts(catalog);
          const phrases = new Map<string, Int32Array>();
          const pages = new Map<string, string>();
          const found: Finding[] = [];
          const expected: Finding[] = [];
          for (const audience of catalog.audiences.ids) {
            const editions = catalog.locales.map(({ code }) =>
              cutEdition(catalog, audience, code, clock),
            );
            const table = tableOf(known, editions, ['{"a":"For: administrators"}']);
            const own = pagesOf(editions, shared);
            const before = last.phrases.get(audience);
            const isKept = ([name, html]: readonly [string, string]): boolean =>
              before !== undefined && last.pages.get(name) === html;
            const gained = table.gainedSince(before ?? new Int32Array());
            if (before !== undefined && gained.isNeeded) told.gained += 1;
            found.push(
              ...scanAll(
                table.scanner(),
                [...own].filter((page) => !isKept(page)),
              ),
              ...scanAll(gained, [...own].filter(isKept)),
            );
            const whole = tableOf(anew, editions, ['{"a":"For: administrators"}']);
            expected.push(...scanAll(whole.scanner(), own));
            expect(table.numbers()).toEqual(whole.numbers());
            expect(table.size).toBe(plainPhrases(catalog, editions, ['For: administrators']).size);
            phrases.set(audience, table.numbers());
            for (const [name, html] of own) pages.set(name, html);
          }
          known.save();
          memory.close();
          expect(sorted(found)).toEqual(sorted(expected));
          if (found.length === 0) last = { phrases, pages };
          told[found.length === 0 ? 'clean' : 'leaks'] += 1;
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 10, seed: 4 },
  );
  // Both ways out have been taken, and often.
  expect(told.clean).toBeGreaterThan(9);
  expect(told.leaks).toBeGreaterThan(9);
  expect(told.gained).toBeGreaterThan(2);
}, 60_000);

/** Damages or deletes a file of the store. */
function damage(folder: string, which: number): void {
  if (!existsSync(folder)) return;
  const files = readdirSync(folder).sort();
  const name = files[which % Math.max(files.length, 1)];
  if (name === undefined) return;
  if (which % 2 === 0) rmSync(path.join(folder, name));
  else writeFileSync(path.join(folder, name), 'rubbish');
}
