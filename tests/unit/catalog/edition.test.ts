import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/catalog/catalog.ts';
import { cutEdition } from '../../../src/catalog/edition.ts';
import type { Edition } from '../../../src/catalog/edition.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { readClock } from '../../../src/model/clock.ts';
import { removeFolder, writePortal } from '../../support/portal.ts';
import { pixel } from '../../support/role-portal.ts';

const clock = readClock({ today: '2026-11-21' });

/** Every text that begins with SECRET is for administrators; HIDDEN is for nobody yet. */
const files = {
  'content/portal.yaml': `title: {en: Acme, de: Acme AG}
site: https://example.com/news/
locales: [{code: en}, {code: de}, {code: ar}]
audiences:
  - id: user
    label: {en: Users, de: Anwender}
  - {id: admin, includes: [user]}
  - {id: board, listed: false}
links:
  - {label: Imprint, url: /imprint/}
  - {label: SECRET-link, url: /x/, audience: [admin]}
calendar:
  freezes:
    - {title: SECRET-freeze, from: 2026-12-01, to: 2026-12-02, audience: [admin]}
    - {title: SECRET-of-product, from: 2026-12-01, to: 2026-12-02, products: [vault]}
`,
  'content/products/atlas.yaml': `title: Atlas
order: 2
cycles: [{cycle: "4", eolFrom: 2027-01-01}]
modules: [{id: billing, title: Billing}, {id: keys, title: SECRET-module, audience: [admin]}]
contacts: [{title: SECRET-contact, url: "mailto:a@b.c", audience: [admin]}]
`,
  'content/products/beam.yaml': 'title: Beam\norder: 1\nversioning: calver\n',
  'content/products/vault.yaml': 'title: SECRET-product\naudience: [admin]\n',
  'content/releases/vault/1.0.0.md': `---
version: "1.0.0"
date: 2026-01-01
rollback: none
knownIssues: none
summary: SECRET-by-product
---
`,
  'content/releases/atlas/4.10.0.mdx': `---
version: "4.10.0"
date: {start: "2026-11-03T22:00", end: "2026-11-04T02:00", zone: Europe/Berlin}
modules: [billing, keys]
owner: HIDDEN-owner
approvals: [{function: legal, by: HIDDEN-approver, on: 2026-11-01}]
readiness: [{item: HIDDEN-item, function: support}]
decision: {go: true, by: HIDDEN-decider, on: 2026-11-01}
risk: {level: high, mitigation: HIDDEN-risk}
retention: {keepUntil: 2099-01-01}
requires: [{product: vault, range: "*"}, {product: beam, range: "*"}]
rollback: {supported: true, procedure: SECRET-procedure, audience: [admin]}
knownIssues: [slow, secret-issue]
artifacts: [{name: SECRET-artifact, url: ./secret.bin, audience: [admin]}, {name: tool, url: ./tool.bin}]
resources: [{kind: guide, title: SECRET-guide, url: https://x.org/, audience: [admin]}]
rollout: [{ring: SECRET-ring, date: 2026-11-03, audience: [admin]}]
changes:
  - {id: one, title: One, type: feature, advisory: secret-advisory, action: {guide: migrations/secret-guide}}
  - {id: two, title: SECRET-change, type: fix, audience: [admin]}
  - {id: three, title: SECRET-by-module, type: fix, modules: [keys]}
  - {id: four, title: HIDDEN-change, type: fix, draft: true}
---
Hello <Audience only="admin">SECRET-block ![x](./secret.png)</Audience> ![y](./open.png)
`,
  'content/releases/atlas/secret.bin': '1',
  'content/releases/atlas/tool.bin': '1',
  'content/releases/atlas/secret.png': pixel,
  'content/releases/atlas/open.png': pixel,
  'content/releases/de/atlas/4.10.0.mdx': `---
summary: Deutsch
changes: {one: {title: Eins}, two: {title: SECRET-zwei}}
translation: {source: "0.0", state: approved, by: HIDDEN-translator}
---
`,
  'content/releases/atlas/4.9.0.md': `---
version: "4.9.0"
date: 2026-10-01
rollback: none
knownIssues: none
---
Nine.
`,
  'content/releases/atlas/5.0.0.md': `---
version: "5.0.0"
date: 2027-10-01
state: scheduled
rollback: none
knownIssues: none
embargoUntil: {user: 2026-12-01, admin: 2026-11-21}
publishedAt: 2026-11-22
summary: SECRET-embargoed
---
`,
  'content/changes/atlas/late.md':
    '---\ntitle: SECRET-change-of-embargoed\ntype: fix\nrelease: "5.0.0"\n---\n',
  'content/changes/atlas/next.md': '---\ntitle: Next\ntype: fix\nrelease: next\n---\n',
  'content/changes/atlas/big.md': '---\ntitle: Big\ntype: fix\nrelease: "4.10.0"\n---\nBig text.\n',
  'content/changes/de/atlas/big.md': '---\ntitle: Gross\n---\n',
  'content/known-issues/slow.md':
    '---\ntitle: Slow\nproduct: atlas\naffects: ["4.x"]\nseverity: low\n---\n',
  'content/known-issues/secret-issue.md':
    '---\ntitle: SECRET-issue\nproduct: atlas\naffects: ["4.x"]\nseverity: low\naudience: [admin]\n---\n',
  'content/known-issues/draft.md':
    '---\ntitle: HIDDEN-draft\nproduct: atlas\naffects: ["4.x"]\nseverity: low\ndraft: true\n---\n',
  'content/advisories/secret-advisory.md':
    '---\ntitle: SECRET-advisory\nseverity: high\naudience: [admin]\naffected: [{product: atlas, range: "*"}]\n---\n',
  'content/advisories/both.md':
    '---\ntitle: Both\nseverity: high\naffected: [{product: atlas, range: "*"}, {product: vault, range: "*"}]\nworkarounds: [{id: a, text: SECRET-workaround, audience: [admin]}, {id: b, text: Open}]\n---\n',
  'content/advisories/later.md':
    '---\ntitle: HIDDEN-later\nseverity: high\nembargoUntil: 2026-11-22\naffected: [{product: atlas, range: "*"}]\n---\n',
  'content/advisories/of-vault.md':
    '---\ntitle: SECRET-of-vault\nseverity: high\naffected: [{product: vault, range: "*"}]\n---\n',
  'content/migrations/secret-guide.md':
    '---\ntitle: SECRET-migration\nproduct: atlas\nfrom: "3.x"\nto: "4.x"\naudience: [admin]\n---\n',
  'content/migrations/open.md':
    '---\ntitle: Open\nproduct: atlas\nfrom: "3.x"\nto: "4.x"\nsteps:\n  - {id: a, title: SECRET-step, when: before, audience: [admin]}\n  - {id: b, title: SECRET-step-of-module, when: before, modules: [keys]}\n  - {id: c, title: Open step, when: during, modules: [billing, keys]}\n---\n',
  'content/glossary/sso.yaml': 'title: SSO\ndefinition: D\nsee: [vaulting]\n',
  'content/glossary/vaulting.yaml': 'title: SECRET-term\ndefinition: D\naudience: [admin]\n',
  'content/docs/secret.md': '---\ntitle: SECRET-doc\nappliesTo: [{product: vault}]\n---\n',
  'content/docs/index.md': '---\ntitle: Start\n---\n',
};

let root: string;
let catalog: Catalog;
const cut = (audience: string, locale = 'en', today = clock): Edition =>
  cutEdition(catalog, audience, locale, today);

beforeAll(async () => {
  root = await writePortal(files);
  const loaded = await loadCatalog(root, clock);
  expect(loaded.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (loaded.catalog === null) throw new Error('the portal was not read');
  ({ catalog } = loaded);
});
afterAll(() => removeFolder(root));

/** Everything that can be reached from an edition, as text. Message-only fields are left out. */
function everything(edition: Edition): string {
  return JSON.stringify(edition, (key, value: unknown) =>
    key === 'file' || key === 'source' ? undefined : value,
  );
}
const planted = (edition: Edition): string[] =>
  [...new Set(everything(edition).match(/(?:SECRET|HIDDEN)[\w-]*|secret[\w.-]*/gi) ?? [])].sort();

describe('what an audience may not read', () => {
  it('is planted in all of these places, and found', () => {
    const found = planted(cut('admin'));
    for (const match of JSON.stringify(files).matchAll(/SECRET-[\w-]+/g)) {
      if (match[0] !== 'SECRET-zwei') expect(found).toContain(match[0]);
    }
    expect(planted(cut('admin', 'de'))).toContain('SECRET-zwei');
    expect(found.filter((word) => word.startsWith('HIDDEN'))).toEqual([]);
  });

  it.each(['en', 'de', 'ar'])('is not in the edition of users in %s, not even by id', (locale) => {
    expect(planted(cut('user', locale))).toEqual([]);
    expect(everything(cut('user', locale))).not.toContain('vault');
  });

  it('leaves no trace in lists that remain', () => {
    const edition = cut('user');
    const release = edition.byKey('release', 'atlas/4.10.0');
    expect(release?.data.knownIssues).toEqual(['slow']);
    expect(release?.data.requires.map(({ product }) => product)).toEqual(['beam']);
    expect(release?.data.rollback).toEqual({ supported: true });
    expect(release?.data.modules).toEqual(['billing']);
    expect(release?.changes.map(({ anchor }) => anchor)).toEqual(['one', 'big']);
    expect(release?.changes[0]?.data).not.toHaveProperty('advisory');
    expect(release?.changes[0]?.data.action).not.toHaveProperty('guide');
    expect(release?.data).not.toHaveProperty('changes');
    expect(edition.byKey('migration', 'open')?.data.steps).toMatchObject([
      { id: 'c', modules: ['billing'] },
    ]);
    expect(edition.byKey('advisory', 'both')?.data.affected.map(({ product }) => product)).toEqual([
      'atlas',
    ]);
    expect(edition.byKey('term', 'sso')?.data.see).toEqual([]);
    expect(edition.byKey('known-issue', 'secret-issue')).toBeUndefined();
  });

  it('takes files along that only it refers to', () => {
    const assets = (audience: string): unknown =>
      cut(audience)
        .byKey('release', 'atlas/4.10.0')
        ?.assets.map(({ reference }) => reference);
    expect(assets('user')).toEqual(['./open.png', './tool.bin']);
    expect(assets('admin')).toEqual(['./open.png', './secret.bin', './secret.png', './tool.bin']);
  });

  it('is all but its own for an audience that stands apart', () => {
    const edition = cut('board');
    expect(edition.products).toEqual([]);
    expect(edition.docs).toEqual([]);
    expect(edition.portal.audiences.map(({ id }) => id)).toEqual(['user', 'admin', 'board']);
    expect(cut('user').portal.audiences.map(({ id }) => id)).toEqual(['user', 'admin']);
  });
});

describe('embargo', () => {
  const has = (audience: string, today: string): boolean =>
    cut(audience, 'en', readClock({ today })).byKey('release', 'atlas/5.0.0') !== undefined;

  it('ends on its day, for each audience on its own', () => {
    expect([has('admin', '2026-11-20'), has('admin', '2026-11-21')]).toEqual([false, true]);
    expect([has('user', '2026-11-30'), has('user', '2026-12-01')]).toEqual([false, true]);
  });

  it('is the first day of a note for its audience, and of no other', () => {
    const firstDays = (audience: string): unknown[] => {
      const edition = cut(audience, 'en', readClock({ today: '2026-12-31' }));
      const release = edition.byKey('release', 'atlas/5.0.0');
      return [release?.opensOn, release?.data.publishedAt];
    };
    expect(firstDays('admin')).toEqual(['2026-11-21', '2026-11-22']);
    expect(firstDays('user')).toEqual(['2026-12-01', '2026-12-01']);
    const open = cut('user').byKey('release', 'atlas/4.10.0');
    expect([open?.opensOn, open?.data.publishedAt]).toEqual([null, undefined]);
  });

  it('holds one day for all', () => {
    const later = (today: string): boolean =>
      cut('admin', 'en', readClock({ today })).byKey('advisory', 'later') !== undefined;
    expect([later('2026-11-21'), later('2026-11-22')]).toEqual([false, true]);
  });
});

describe('order', () => {
  it('is that of products, then newest version first', () => {
    const edition = cut('admin');
    expect(edition.products.map(({ id }) => id)).toEqual(['beam', 'atlas', 'vault']);
    expect(edition.releases.map(({ id }) => id)).toEqual([
      'atlas/5.0.0',
      'atlas/4.10.0',
      'atlas/4.9.0',
      'vault/1.0.0',
    ]);
    expect(edition.changes.map(({ id }) => id)).toEqual([
      'atlas/next',
      'atlas/late',
      'atlas/4.10.0/one',
      'atlas/4.10.0/two',
      'atlas/4.10.0/three',
      'atlas/big',
    ]);
  });

  it('knows cycle and day of a release', () => {
    const release = cut('user').byKey('release', 'atlas/4.10.0');
    expect([release?.title, release?.cycle, release?.day]).toEqual([
      'Atlas 4.10.0',
      '4',
      '2026-11-03',
    ]);
  });
});

describe('translations', () => {
  it('overlay prose, and say what is stale, fallen back or translated', () => {
    const release = cut('user', 'de').byKey('release', 'atlas/4.10.0');
    expect(release).toMatchObject({
      lang: 'de',
      isFallback: false,
      isBodyFallback: true,
      isStale: true,
      translatedIn: ['en', 'de'],
    });
    expect(release?.data.summary).toBe('Deutsch');
    expect(release?.changes.map(({ title, isFallback }) => [title, isFallback])).toEqual([
      ['Eins', false],
      ['Gross', false],
    ]);
  });

  it('fall back to the source, in its language and direction', () => {
    const release = cut('user', 'ar').byKey('release', 'atlas/4.9.0');
    expect(release).toMatchObject({
      lang: 'en',
      dir: 'ltr',
      isFallback: true,
      translatedIn: ['en'],
    });
    expect(release?.body?.children.length).toBeGreaterThan(0);
  });

  it('localise the portal and the names of audiences', () => {
    const edition = cut('admin', 'de');
    expect(edition.portal).toMatchObject({
      title: 'Acme AG',
      site: 'https://example.com/news',
      origin: 'https://example.com',
      base: '/news',
    });
    expect(edition.portal.audiences.map(({ label }) => label)).toEqual(['Anwender', 'admin']);
    expect([edition.locale.prefix, edition.audience.prefix]).toEqual(['de', 'admin']);
    expect(cut('user', 'ar').portal.title).toBe('Acme');
  });
});

describe('an edition', () => {
  it('is the same whenever it is cut, and can not be changed', () => {
    expect(everything(cut('user'))).toBe(everything(cut('user')));
    const [product] = cut('user').products;
    expect(() => Object.assign(product?.data ?? {}, { title: 'x' })).toThrow(TypeError);
    expect(() => Object.assign(catalog.entries.release[0]?.data ?? {}, { title: 'x' })).toThrow(
      TypeError,
    );
  });

  it('exists only for what is declared', () => {
    expect(() => cut('nobody')).toThrow('the audience nobody is not declared');
    expect(() => cut('user', 'fr')).toThrow('the locale fr is not declared');
  });
});
