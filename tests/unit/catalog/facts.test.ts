import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentKeys } from '../../../src/catalog/content-key.ts';
import { cutEdition } from '../../../src/catalog/edition.ts';
import { EditionFacts } from '../../../src/catalog/facts.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { readable } from '../../../src/catalog/readable.ts';
import { sourceMark } from '../../../src/catalog/source-mark.ts';
import { Trace } from '../../../src/catalog/trace.ts';
import { readClock } from '../../../src/model/clock.ts';
import { addFiles, removeFolder, writePortal } from '../../support/portal.ts';
import { pixel } from '../../support/role-portal.ts';

const clock = readClock({ today: '2026-11-21' });
const release = (version: string, more: string): string =>
  `---\nversion: "${version}"\ndate: 2026-11-03\nrollback: none\nknownIssues: none\n${more}---\n\nText.\n`;
const docs = { setup: '---\ntitle: Set up\n---\n\nText.\n' };

let root = '';
beforeEach(async () => {
  root = await writePortal({
    'content/portal.yaml':
      'title: Acme\nlocales: [{ code: en }, { code: de }]\naudiences:\n  - { id: user }\n  - { id: admin, includes: [user] }\n',
    'content/products/atlas.yaml': 'title: Atlas\n',
    'content/releases/atlas/1.0.0.mdx': release(
      '1.0.0',
      'changes:\n  - { id: a, type: fix, title: A, body: "![A picture](./shot.png)" }\n  - { id: b, type: fix, title: B }\n',
    ),
    'content/releases/atlas/shot.png': pixel,
    'content/docs/setup.md': docs.setup,
    'content/docs/file.md': '---\ntitle: File\n---\n\n[a file](./manual.pdf)\n',
    'content/docs/manual.pdf': 'one',
    'content/docs/de/setup.md': '---\ntitle: Aufbau\n---\n\nText.\n',
    'content/glossary/map.yaml': 'title: Map\ndefinition: A picture.\n',
  });
});
afterEach(() => removeFolder(root));

const names = [
  'd doc:setup',
  't doc:setup',
  's doc:setup',
  'b doc:setup',
  'k doc:setup',
  'd doc:file',
  'd doc:new',
  'k doc:new',
  'd release:atlas/1.0.0',
  'b release:atlas/1.0.0',
  'd term:map',
  't term:map',
  'l docs',
  'l releases',
  'r atlas',
  'c atlas/1.0.0',
];

interface Standing {
  readonly facts: Readonly<Record<string, string | undefined>>;
  readonly key: string | undefined;
}

async function standing(locale: string): Promise<Standing> {
  const { catalog } = await loadCatalog(root, clock);
  if (catalog === null) throw new Error('There is no portal.');
  const allowed = readable(catalog, 'user', clock);
  const edition = cutEdition(catalog, 'user', locale, clock, new Trace(), allowed);
  const facts = new EditionFacts(catalog, edition, allowed);
  return {
    facts: Object.fromEntries(names.map((name) => [name, facts.digest(name)])),
    key: contentKeys(catalog)[`user/${locale}`],
  };
}

/** Names of the facts that stand otherwise once these files are written: the key of all content does too then. */
async function changedBy(
  files: Record<string, string | Uint8Array>,
  locale = 'en',
): Promise<string[]> {
  const before = await standing(locale);
  await addFiles(root, files);
  const after = await standing(locale);
  const changed = names.filter((name) => before.facts[name] !== after.facts[name]);
  if (changed.length > 0) expect(after.key, changed.join(', ')).not.toBe(before.key);
  return changed;
}

/** Whether the key of all content of an edition is another once these files are written. */
async function isKeyChangedBy(
  files: Record<string, string | Uint8Array>,
  locale: string,
): Promise<boolean> {
  const before = await standing(locale);
  await addFiles(root, files);
  return (await standing(locale)).key !== before.key;
}

describe('the facts of an edition', () => {
  it('are the same while nothing changes', async () => {
    expect(await changedBy({})).toEqual([]);
  });

  it('tell data and body apart', async () => {
    expect(
      await changedBy({ 'content/docs/setup.md': docs.setup.replace('Text', 'Words') }),
    ).toEqual(['b doc:setup']);
    expect(
      await changedBy({ 'content/docs/setup.md': docs.setup.replace('Set up', 'Begin') }),
    ).toEqual(['t doc:setup', 'b doc:setup']);
    const more = docs.setup.replace('title', 'sidebar: { order: 3 }\ntitle');
    expect(await changedBy({ 'content/docs/setup.md': more })).toEqual([
      'd doc:setup',
      't doc:setup',
    ]);
  });

  it('tell that there is a summary, and what it says', async () => {
    const with_ = (summary: string): string =>
      docs.setup.replace('title', `summary: ${summary}\ntitle`);
    expect(await changedBy({ 'content/docs/setup.md': with_('One.') })).toEqual([
      'd doc:setup',
      't doc:setup',
    ]);
    expect(await changedBy({ 'content/docs/setup.md': with_('Two.') })).toEqual(['t doc:setup']);
  });

  it('tell that a translation has become stale', async () => {
    const edited = docs.setup.replace('Text', 'Words');
    const { catalog } = await loadCatalog(root, clock);
    const source = catalog?.entries.doc.find(({ id }) => id === 'setup')?.sourceHash ?? '';
    const text = `---\ntitle: Aufbau\ntranslation: { source: "${source}", state: machine }\n---\n\nText.\n`;
    await addFiles(root, { 'content/docs/de/setup.md': text });
    expect(await changedBy({ 'content/docs/setup.md': edited }, 'de')).toEqual(['s doc:setup']);
  });

  it('tell who may read an entry', async () => {
    const text = docs.setup.replace('title', 'audience: [admin]\ntitle');
    expect(await changedBy({ 'content/docs/setup.md': text })).toEqual([
      'd doc:setup',
      't doc:setup',
      'b doc:setup',
      'k doc:setup',
      'l docs',
    ]);
  });

  it('tell that an entry is new', async () => {
    expect(await changedBy({ 'content/docs/new.md': docs.setup })).toEqual([
      'd doc:new',
      'k doc:new',
      'l docs',
    ]);
  });

  it('tell which releases and changes there are, in which order', async () => {
    expect(await changedBy({ 'content/releases/atlas/1.1.0.mdx': release('1.1.0', '') })).toEqual([
      'l releases',
      'r atlas',
    ]);
    const list =
      'changes:\n  - { id: b, type: fix, title: B }\n  - { id: a, type: fix, title: A }\n';
    expect(
      await changedBy({ 'content/releases/atlas/1.0.0.mdx': release('1.0.0', list) }),
    ).toContain('c atlas/1.0.0');
  });

  it('tell the bytes of files that notes refer to, and their changes too', async () => {
    expect(await changedBy({ 'content/docs/manual.pdf': 'two' })).toEqual(['d doc:file']);
    const other = Uint8Array.from([...pixel, 0]);
    expect(await changedBy({ 'content/releases/atlas/shot.png': other })).toEqual([
      'd release:atlas/1.0.0',
    ]);
  });

  it('tell the translation of their own locale, and of others that there is one', async () => {
    const text = '---\ntitle: Anfang\n---\n\nText.\n';
    expect(await changedBy({ 'content/docs/de/setup.md': text })).toEqual([]);
    const again = text.replace('Anfang', 'Beginn');
    expect(await changedBy({ 'content/docs/de/setup.md': again }, 'de')).toEqual(['t doc:setup']);
    expect(
      await changedBy({ 'content/docs/setup.md': docs.setup.replace('Set up', 'Begin') }, 'de'),
    ).toEqual([]);
    const body = again.replace('Text', 'Worte');
    expect(await changedBy({ 'content/docs/de/setup.md': body }, 'de')).toEqual(['b doc:setup']);
    expect(await changedBy({ 'content/glossary/de/map.yaml': 'title: Karte\n' })).toEqual([
      'd term:map',
    ]);
  });

  it('tell a summary of the source where a translation has none', async () => {
    const summed = (text: string): string => docs.setup.replace('title', `summary: ${text}\ntitle`);
    await addFiles(root, { 'content/docs/setup.md': summed('One.') });
    expect(await changedBy({ 'content/docs/setup.md': summed('Two.') }, 'de')).toEqual([
      't doc:setup',
    ]);
    const own = '---\ntitle: Aufbau\nsummary: Eins.\n---\n\nText.\n';
    await addFiles(root, { 'content/docs/de/setup.md': own });
    expect(await changedBy({ 'content/docs/setup.md': summed('Three.') }, 'de')).toEqual([]);
  });
});

describe('the key of all content of an edition', () => {
  const edited = docs.setup.replace('Set up', 'Begin').replace('Text', 'Words');

  it('is the same while nothing changes', async () => {
    expect(await isKeyChangedBy({}, 'en')).toBe(false);
    expect(await isKeyChangedBy({ 'content/docs/setup.md': docs.setup }, 'de')).toBe(false);
  });

  it('does not change where what was edited is translated', async () => {
    expect(await isKeyChangedBy({ 'content/docs/setup.md': edited }, 'de')).toBe(false);
    expect(await isKeyChangedBy({ 'content/docs/setup.md': docs.setup }, 'en')).toBe(true);
  });

  it('does not change where another translation was edited', async () => {
    const text = '---\ntitle: Anfang\n---\n\nWorte.\n';
    expect(await isKeyChangedBy({ 'content/docs/de/setup.md': text }, 'en')).toBe(false);
    expect(await isKeyChangedBy({ 'content/docs/de/setup.md': `${text}\nMehr.\n` }, 'de')).toBe(
      true,
    );
  });

  it('changes when a translation becomes stale for its audience, not with what its source says then', async () => {
    const first = `${docs.setup}\n<Audience only="admin">Secret.</Audience>\n`;
    await addFiles(root, { 'content/docs/roles.mdx': first });
    const { catalog } = await loadCatalog(root, clock);
    const source = catalog?.entries.doc.find(({ id }) => id === 'roles');
    if (source === undefined) throw new Error('There is no such guide.');
    const text = `---\ntitle: Rollen\ntranslation: { source: "${sourceMark(source)}", state: machine }\n---\n\nText.\n`;
    await addFiles(root, { 'content/docs/de/roles.mdx': text });
    const isChangedBy = (to: string): Promise<boolean> =>
      isKeyChangedBy({ 'content/docs/roles.mdx': to }, 'de');
    expect(await isChangedBy(first.replace('Secret', 'Key'))).toBe(false);
    expect(await isChangedBy(first.replace('Text', 'Words'))).toBe(true);
    expect(await isChangedBy(first.replace('Text', 'More words'))).toBe(false);
    expect(await isChangedBy(first)).toBe(true);
  });

  it('changes with what not all audiences read', async () => {
    const text = docs.setup.replace('title', 'audience: [admin]\ntitle');
    await addFiles(root, { 'content/docs/new.md': text });
    expect(await isKeyChangedBy({ 'content/docs/new.md': text.replace('Text', 'W') }, 'de')).toBe(
      true,
    );
  });

  it('changes with files that any note refers to', async () => {
    expect(await isKeyChangedBy({ 'content/docs/manual.pdf': 'two' }, 'de')).toBe(true);
    expect(
      await isKeyChangedBy({ 'content/releases/atlas/shot.png': Uint8Array.of(...pixel, 0) }, 'en'),
    ).toBe(true);
  });
});
