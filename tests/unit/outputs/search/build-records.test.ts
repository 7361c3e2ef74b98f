import { describe, expect, it } from 'vitest';
import type { Edition } from '../../../../src/catalog/edition.ts';
import { toUrl } from '../../../../src/model/address.ts';
import type { Section } from '../../../../src/render/body.ts';
import { buildRecords, excludedFromSearch } from '../../../../src/outputs/search/build-records.ts';
import type { ViewContext } from '../../../../src/views/context.ts';

/** An entry of an edition with what these tests need of it. */
function entry(kind: string, id: string, data: object, more: object = {}): Record<string, unknown> {
  return {
    kind,
    id,
    key: `${kind}:${id}`,
    title: `${kind} \`${id}\``,
    data: { modules: [], ...data },
    body: null,
    isFallback: false,
    isBodyFallback: false,
    ...more,
  };
}

const inline = entry(
  'change',
  'atlas/1.0.0+b5/faster',
  { type: 'fix', summary: 'It is *faster* now.', issues: ['ATL-9'], modules: ['billing'] },
  { product: 'atlas', release: '1.0.0+b5', anchor: 'faster', hasFile: false, body: {} },
);
const untranslated = entry(
  'change',
  'atlas/1.0.0+b5/english',
  { type: 'breaking', summary: 'Only in English.', issues: [] },
  { product: 'atlas', release: '1.0.0+b5', anchor: 'english', hasFile: false, isFallback: true },
);
const own = entry(
  'change',
  'atlas/keys',
  { type: 'security', summary: 'Rotate.', issues: [], action: { steps: ['Run `rotate`.'] } },
  { product: 'atlas', release: '1.0.0+b5', anchor: 'keys', hasFile: true },
);
const release = entry(
  'release',
  'atlas/1.0.0+b5',
  {
    state: 'rolled-back',
    stateNote: 'Logins failed.',
    rollback: 'none',
    downtime: { description: 'Five minutes of pelicans.' },
    revisions: [],
    summary: 'The _first_ one.',
  },
  {
    product: 'atlas',
    version: '1.0.0+b5',
    day: '2026-11-03',
    changes: [inline, untranslated, own],
    body: {},
  },
);
const product = entry('product', 'atlas', {
  modules: [{ id: 'billing', title: 'Billing', summary: 'Bills.' }],
});
const fallback = entry('doc', 'english', { appliesTo: [] }, { isFallback: true });
const half = entry('doc', 'half', { appliesTo: [] }, { isBodyFallback: true, body: {} });
const terms = [
  entry('term', 'sso', {
    definition: 'One login.',
    avoid: ['single login'],
    terms: { de: 'SSO-D' },
  }),
  entry('term', 'old', { definition: 'Old.', avoid: [], terms: {} }, { isFallback: true }),
];
const migration = entry('migration', 'to-2', {
  product: 'atlas',
  steps: [{ id: 'backup', title: 'Back up', command: 'atlas backup' }],
});

const edition = {
  audience: { prefix: 'admin' },
  locale: { code: 'de', prefix: 'de' },
  products: [product],
  releases: [release],
  changes: [inline, untranslated, own],
  deprecations: [],
  migrations: [migration],
  knownIssues: [],
  advisories: [],
  announcements: [],
  terms,
  docs: [fallback, half],
  byKey: (kind: string, id: string) =>
    [product, release].find((one) => one['kind'] === kind && one['id'] === id),
} as unknown as Edition;

const sections = (prefix: string): Section[] => [
  { id: null, heading: null, text: 'Before.', code: [] },
  { id: `${prefix}why`, heading: 'Why', text: 'Because.', code: ['why --not=17\nwhy --never'] },
];
const context = {
  edition,
  t: (key: string) => key,
  url: (address: string) => toUrl(address, '/base'),
  body: (_entry: unknown, prefix = '') => ({ sections: sections(prefix) }),
} as unknown as ViewContext;

const records = buildRecords(context);
const recordOf = (url: string) => records.find((record) => record.url === url);

describe('buildRecords', () => {
  it('has one record for each page in the language of the edition', () => {
    expect(records.map(({ url }) => url)).toEqual([
      '/base/de/admin/releases/atlas/',
      '/base/de/admin/releases/atlas/1.0.0%2Bb5/',
      '/base/de/admin/changes/atlas/keys/',
      '/base/de/admin/migrations/to-2/',
      '/base/de/admin/docs/half/',
      '/base/de/admin/glossary/',
    ]);
    expect(new Set(records.map(({ lang }) => lang))).toEqual(new Set(['de']));
  });

  it('says of a release what readers filter by', () => {
    expect(recordOf('/base/de/admin/releases/atlas/1.0.0%2Bb5/')).toMatchObject({
      title: 'release atlas/1.0.0+b5',
      kind: 'release',
      kindLabel: 'search.kinds.release',
      product: { id: 'atlas', title: 'product `atlas`' },
      version: '1.0.0+b5',
      types: [
        { id: 'fix', title: 'words.type.fix' },
        { id: 'security', title: 'words.type.security' },
      ],
      modules: [{ id: 'atlas/billing', title: 'Billing' }],
      date: '2026-11-03',
      state: 'words.state.rolled-back',
      summary: 'The first one.',
    });
  });

  it('has the changes of a release under their anchors, and its own text under the page’s', () => {
    expect(recordOf('/base/de/admin/releases/atlas/1.0.0%2Bb5/')?.sections).toEqual([
      { id: null, heading: null, text: 'Logins failed.\nFive minutes of pelicans.' },
      {
        id: 'faster',
        heading: 'change atlas/1.0.0+b5/faster',
        text: 'It is faster now.\nATL-9\nBefore.\nWhy\nBecause.\nwhy not=17 never',
      },
      { id: 'keys', heading: 'change atlas/keys', text: 'Rotate.\nRun rotate.' },
      { id: null, heading: null, text: 'Before.' },
      { id: 'note-why', heading: 'Why', text: 'Because.\nwhy not=17 never' },
    ]);
  });

  it('leaves out text in another language', () => {
    expect(JSON.stringify(records)).not.toMatch(/Only in English|Old\.|doc english/);
    expect(recordOf('/base/de/admin/docs/half/')?.sections).toEqual([]);
  });

  it('has the steps of a guide and the terms of the glossary under their anchors', () => {
    expect(recordOf('/base/de/admin/migrations/to-2/')?.sections[0]).toEqual({
      id: 'backup',
      heading: 'Back up',
      text: 'atlas backup',
    });
    expect(recordOf('/base/de/admin/glossary/')?.sections).toEqual([
      { id: 'sso', heading: 'SSO-D', text: 'One login.\nsingle login' },
    ]);
  });
});

describe('excludedFromSearch', () => {
  it('lists what is shown but not found, and why', () => {
    expect(excludedFromSearch(edition)).toEqual([
      { key: 'change:atlas/1.0.0+b5/english', reason: 'fallback' },
      { key: 'doc:english', reason: 'fallback' },
      { key: 'doc:half', reason: 'body-fallback' },
      { key: 'term:old', reason: 'fallback' },
    ]);
  });
});
