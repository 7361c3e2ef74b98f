/** Who is told that an original has changed since it was translated: whoever reads what changed. */
import { afterAll, describe, expect, it } from 'vitest';
import { cutEdition } from '../../../src/catalog/edition.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { readClock } from '../../../src/model/clock.ts';
import { removeFolder, writePortal } from '../../support/portal.ts';

const clock = readClock({ today: '2026-11-21' });
const roots: string[] = [];
afterAll(() => Promise.all(roots.map(removeFolder)));

type Files = Readonly<Record<string, string>>;

const portal: Files = {
  'content/portal.yaml':
    'title: Acme\nlocales: [{ code: en }, { code: de }]\naudiences:\n  - { id: user }\n  - { id: admin, includes: [user] }\n  - { id: partner, includes: [user] }\n',
  'content/products/atlas.yaml':
    'title: Atlas\nmodules: [{ id: maps, title: Maps }, { id: keys, title: Keys, audience: [admin] }]\n',
};

/** A source in two parts, with its translation of which the hash is to be written. */
interface Case {
  readonly kind: 'product' | 'release' | 'advisory' | 'migration' | 'doc';
  readonly id: string;
  readonly source: string;
  readonly translation: string;
  /** `%open` is what all read, `%own` what administrators read. */
  readonly text: string;
  /** The own part, as it stands in the text. */
  readonly own: string;
}

const front = (fields: string, body = 'Text.'): string => `---\n${fields}---\n${body}\n`;
const german = front('title: Deutsch\ntranslation: { source: "%hash", state: approved }\n');

const cases: Readonly<Record<string, Case>> = {
  'a module': {
    kind: 'product',
    id: 'beam',
    source: 'content/products/beam.yaml',
    translation: 'content/products/de/beam.yaml',
    text: 'title: Beam\nsummary: "%open"\nmodules:\n  - { id: maps, title: Maps }\n%own',
    own: '  - { id: vault, title: "%text", audience: [admin] }\n',
  },
  'a workaround': {
    kind: 'advisory',
    id: 'a',
    source: 'content/advisories/a.md',
    translation: 'content/advisories/de/a.md',
    text: front(
      'title: Hole\nsummary: "%open"\nseverity: high\npublishedAt: 2026-11-01\naffected: [{ product: atlas, range: "*" }]\nworkarounds:\n  - { id: w, text: Wait }\n%own',
    ),
    own: '  - { id: x, text: "%text", audience: [admin] }\n',
  },
  'a step of a module': {
    kind: 'migration',
    id: 'm',
    source: 'content/migrations/m.md',
    translation: 'content/migrations/de/m.md',
    text: front(
      'title: Up\nsummary: "%open"\nproduct: atlas\nfrom: "<1"\nto: "1"\nsteps:\n  - { id: save, title: Save, when: before }\n%own',
    ),
    own: '  - { id: open, title: "%text", when: after, modules: [keys] }\n',
  },
  'a change in the list of a release': {
    kind: 'release',
    id: 'atlas/1.0.0',
    source: 'content/releases/atlas/1.0.0.md',
    translation: 'content/releases/de/atlas/1.0.0.md',
    text: front(
      'version: "1.0.0"\nsummary: "%open"\ndate: 2026-11-03\nrollback: none\nknownIssues: none\nchanges:\n  - { id: one, type: fix, title: One }\n%own',
    ),
    own: '  - { id: two, type: fix, title: "%text", modules: [keys] }\n',
  },
  'a roll-back': {
    kind: 'release',
    id: 'atlas/1.1.0',
    source: 'content/releases/atlas/1.1.0.md',
    translation: 'content/releases/de/atlas/1.1.0.md',
    text: front(
      'version: "1.1.0"\nsummary: "%open"\ndate: 2026-11-03\nknownIssues: none\nrollback:\n  supported: true\n%own',
    ),
    own: '  procedure: "%text"\n  audience: [admin]\n',
  },
  'a block': {
    kind: 'doc',
    id: 'd',
    source: 'content/docs/d.mdx',
    translation: 'content/docs/de/d.mdx',
    text: front('title: Doc\n', 'Begin %open.\n\n%own\n\nEnd.'),
    own: '<Audience only="admin">\n\n[Only](https://acme.example/) %text.\n\n</Audience>',
  },
};

const fill = (of: Case, open: string, own: string | null): string =>
  of.text.replace('%open', open).replace('%own', own === null ? '' : of.own.replace('%text', own));

/** What the check says is to be recorded for a source. */
async function expectedOf(of: Case, text: string): Promise<string> {
  const { findings } = await load(of, text, '0');
  const { expected } = findings.find(({ code }) => code === 'stale-translation') ?? {};
  return expected?.replaceAll("'", '') ?? 'none';
}

async function load(of: Case, text: string, hash: string): ReturnType<typeof loadCatalog> {
  const root = await writePortal({
    ...portal,
    [of.source]: text,
    [of.translation]: of.translation.endsWith('.yaml')
      ? `title: Deutsch\ntranslation: { source: "${hash}", state: approved }\n`
      : german.replace('%hash', hash).replace(of.kind === 'release' ? 'Text.' : '', ''),
  });
  roots.push(root);
  return loadCatalog(root, clock);
}

interface Told {
  readonly writers: boolean;
  readonly user: boolean;
  readonly admin: boolean;
}

async function toldOf(of: Case, text: string, hash: string): Promise<Told> {
  const { catalog, findings } = await load(of, text, hash);
  if (catalog === null) throw new Error(JSON.stringify(findings));
  const isStale = (audience: string): boolean =>
    cutEdition(catalog, audience, 'de', clock).byKey(of.kind, of.id)?.isStale ?? false;
  return {
    writers: findings.some(({ code }) => code === 'stale-translation'),
    user: isStale('user'),
    admin: isStale('admin'),
  };
}

const nobody: Told = { writers: false, user: false, admin: false };
const writersAndAdmins: Told = { writers: true, user: false, admin: true };
const everybody: Told = { writers: true, user: true, admin: true };

describe.each(Object.entries(cases))('%s for administrators', (_, of) => {
  it('that is added is no news to others', async () => {
    const hash = await expectedOf(of, fill(of, 'a', null));
    expect(hash).toMatch(/^[\da-f]{16}$/);
    expect(await toldOf(of, fill(of, 'a', null), hash)).toEqual(nobody);
    expect(await toldOf(of, fill(of, 'a', 'b'), hash)).toEqual(writersAndAdmins);
    expect(await toldOf(of, fill(of, 'b', null), hash)).toEqual(everybody);
  });

  it('that changes is no news to others, and what they read is', async () => {
    const hash = await expectedOf(of, fill(of, 'a', 'b'));
    expect(hash).toMatch(/^[\da-f]{16}\.[\da-f]{16}$/);
    expect(await toldOf(of, fill(of, 'a', 'b'), hash)).toEqual(nobody);
    expect(await toldOf(of, fill(of, 'a', 'c'), hash)).toEqual(writersAndAdmins);
    expect(await toldOf(of, fill(of, 'c', 'b'), hash)).toEqual(everybody);
    const gone = await toldOf(of, fill(of, 'a', null), hash);
    expect([gone.writers, gone.user]).toEqual([true, false]);
  });

  it('is in a hash of the whole as it was recorded before, which goes on to be right', async () => {
    const [whole = ''] = (await expectedOf(of, fill(of, 'a', 'b'))).split('.');
    expect(await toldOf(of, fill(of, 'a', 'b'), whole)).toEqual(nobody);
    // Whether others read what changed can't be told from it.
    expect(await toldOf(of, fill(of, 'a', 'c'), whole)).toEqual(writersAndAdmins);
  });
});
