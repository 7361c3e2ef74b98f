import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../../src/catalog/catalog.ts';
import { cutEdition, type Edition } from '../../../../src/catalog/edition.ts';
import { loadCatalog } from '../../../../src/catalog/load.ts';
import { readClock } from '../../../../src/model/clock.ts';
import { AuthoredTexts } from '../../../../src/publish/leaks/authored-texts.ts';
import { LeakTable } from '../../../../src/publish/leaks/leak-table.ts';
import { shownIn } from '../../../../src/publish/leaks/shown.ts';
import { removeFolder, writePortal } from '../../../support/portal.ts';
import { rolePortal } from '../../../support/role-portal.ts';
import { allowedTexts, authoredTexts, plainPhrases } from './plain-table.ts';
import { tableOf } from './table-of.ts';

const clock = readClock({ today: '2026-11-21' });
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

describe('LeakTable', () => {
  let root = '';
  let catalog: Catalog;
  beforeAll(async () => {
    root = await writePortal(rolePortal().files);
    const loaded = await loadCatalog(root, clock);
    if (loaded.catalog === null) throw new Error('The portal of roles can not be read.');
    catalog = loaded.catalog;
  });
  afterAll(() => removeFolder(root));

  const editionsOf = (audience: string): Edition[] =>
    catalog.locales.map(({ code }) => cutEdition(catalog, audience, code, clock));
  const tableFor = (audience: string): LeakTable =>
    tableOf(new AuthoredTexts(catalog), editionsOf(audience));

  it.each(['user', 'admin', 'partner', 'staff'])('has the phrases of %s', (audience) => {
    const table = tableFor(audience);
    const scanner = table.scanner();
    const expected = plainPhrases(catalog, editionsOf(audience), []);
    expect(expected.size).toBeGreaterThan(20);
    expect(table.size).toBe(expected.size);
    for (const [phrase, file] of expected) {
      scanner.scan('a.txt', phrase);
      const told = scanner.take();
      expect(told.map(({ found }) => found)).toContain(phrase);
      expect(told.find(({ found }) => found === phrase)?.file).toBe(file);
    }
  });

  it('finds what is not for its audience in every format, and nothing that is', () => {
    const editions = editionsOf('user');
    const scanner = tableOf(new AuthoredTexts(catalog), editions).scanner();
    const allowed = new Set(editions.flatMap(allowedTexts));
    const planted = rolePortal().planted.filter(({ owner }) => owner !== 'label');
    const secret = authoredTexts(catalog, editions).filter(
      ({ text }) => !allowed.has(text) && planted.some(({ word }) => text.includes(word)),
    );
    expect(secret.length).toBeGreaterThan(100);
    const written = (text: string): Record<string, string> => ({
      'a/index.html': `<ul class="list"><li>${escape(text)}</li></ul>`,
      'b/index.html': `<img class="x" alt="${escape(text)}">`,
      'c/index.html': `<IMG ALT='${escape(text).replaceAll("'", '&#39;')}'>`,
      'd.json': JSON.stringify({ text: `\n${text}\t` }),
      'e.xml': `<summary>${escape(text)}</summary>`,
      'f.md': `# ${text}\n`,
      'g.ics': `SUMMARY:${text.replace(/(.{20})/gu, '$1\r\n ')}\\nEnd\r\n`,
      'h/index.html': `<p>${escape(text.toUpperCase())}</p>`,
    });
    for (const { text } of secret) {
      for (const [path, content] of Object.entries(written(text))) {
        scanner.scan(path, content);
        expect([path, text, scanner.take().length > 0]).toEqual([path, text, true]);
      }
      const html = `<p>${escape(text)}</p>`;
      for (const [facets, said] of [
        [{}, html],
        [{ product: { title: text } }, ''],
      ] as const) {
        scanner.scanRecord('/x/', facets, said);
        expect([text, scanner.take().length > 0]).toEqual([text, true]);
      }
    }
    for (const text of allowed) {
      for (const [path, content] of Object.entries(written(text))) scanner.scan(path, content);
    }
    expect(scanner.take()).toEqual([]);
  });

  it('finds words in the path of a file', () => {
    const scanner = tableFor('user').scanner();
    const planted = rolePortal().planted.find(({ place }) => place.includes('/key-~'));
    scanner.scan(`changes/atlas/key-${planted?.word ?? ''}/index.html`, '<p></p>');
    expect(scanner.take()).toMatchObject([{ code: 'leak/found', severity: 'error' }]);
  });

  it('is empty where everything may be read', async () => {
    const open = await writePortal({
      'content/portal.yaml':
        'title: Acme\naudiences: [{ id: user }, { id: admin, includes: [user] }]\n',
      'content/docs/keys.mdx':
        '---\ntitle: Guide to everything\naudience: [admin]\n---\nText <Audience only="admin">for those who may read</Audience> it.\n',
    });
    try {
      const loaded = await loadCatalog(open, clock);
      const own = loaded.catalog;
      if (own === null) throw new Error('The portal can not be read.');
      const sizeFor = (audience: string): number =>
        tableOf(new AuthoredTexts(own), [cutEdition(own, audience, 'en', clock)]).size;
      expect(sizeFor('admin')).toBe(0);
      expect(sizeFor('user')).toBeGreaterThan(2);
    } finally {
      await removeFolder(open);
    }
  });

  it('can be made of what was kept of each entry', () => {
    const kept = new Map<string, string>();
    const editions = editionsOf('user');
    const authored = new AuthoredTexts(catalog);
    const first = editions.map((edition) =>
      shownIn(edition, authored, (name, make) => {
        const shown = make();
        const key = `${edition.locale.code} ${name}`;
        expect(kept.has(key)).toBe(false);
        kept.set(key, JSON.stringify(shown));
        return shown;
      }),
    );
    const again = editions.map((edition) =>
      shownIn(edition, authored, (name) =>
        JSON.parse(kept.get(`${edition.locale.code} ${name}`) ?? ''),
      ),
    );
    expect(again).toEqual(first);
    expect(LeakTable.of(authored, again).numbers()).toEqual(tableFor('user').numbers());
    // A part that is shown in both locales is told in both.
    expect(kept.size).toBeGreaterThan(10);
  });

  it('tells what it has that another has not', () => {
    const [user, admin] = [tableFor('user'), tableFor('admin')];
    const gained = user.gainedSince(admin.numbers());
    const secrets = plainPhrases(catalog, editionsOf('user'), []);
    const before = plainPhrases(catalog, editionsOf('admin'), []);
    for (const phrase of secrets.keys()) {
      gained.scan('a.txt', phrase);
      const found = gained.take().map((finding) => finding.found);
      expect([phrase, found.includes(phrase)]).toEqual([phrase, !before.has(phrase)]);
    }
    expect(user.gainedSince(user.numbers()).isNeeded).toBe(false);
    expect(user.gainedSince(new Int32Array()).isNeeded).toBe(true);
  });
});
