import { readdirSync, rmSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cutEdition } from '../../../src/catalog/edition.ts';
import { EditionFacts } from '../../../src/catalog/facts.ts';
import { readable } from '../../../src/catalog/readable.ts';
import { readClock } from '../../../src/model/clock.ts';
import { room as feeds } from '../../../src/outputs/feeds/room.ts';
import { compactValues } from '../../../src/publish/compact-values.ts';
import { feedUnits, type EntryUnit } from '../../../src/publish/feed-units.ts';
import { KeptIsDamaged, Ledger } from '../../../src/publish/ledger.ts';
import { contextOf, readPortal } from '../../../src/publish/portal.ts';
import { ValueStore } from '../../../src/publish/value-store.ts';
import type { ViewContext } from '../../../src/views/context.ts';
import {
  addFiles,
  removeFolder,
  repository,
  temporaryFolder,
  writePortal,
} from '../../support/portal.ts';

const clock = readClock({ today: '2026-11-21' });
const release = (version: string, text = 'Text.'): string =>
  `---\nversion: "${version}"\ndate: 2026-11-03\nrollback: none\nknownIssues: none\n---\n\n${text}\n`;

let root = '';
let kept = '';
beforeEach(async () => {
  kept = await temporaryFolder('kept');
  root = await writePortal({
    'content/portal.yaml': 'title: Acme\nsite: https://acme.example/\n',
    'content/products/atlas.yaml': 'title: Atlas\n',
    'content/products/beam.yaml': 'title: Beam\n',
    'content/releases/atlas/1.0.0.mdx': release('1.0.0'),
    'content/releases/atlas/1.1.0.mdx': release('1.1.0'),
    'content/releases/beam/2.0.0.mdx': release('2.0.0'),
  });
});
afterEach(() => Promise.all([root, kept].map(removeFolder)));

/** Builds the feeds: documents that were written, by path. */
async function build(
  then?: (ledger: Ledger, store: ValueStore) => void,
): Promise<Map<string, string>> {
  const { portal } = await readPortal(root, repository, clock);
  if (portal === null) throw new Error('There is no portal.');
  const allowed = readable(portal.catalog, 'user', clock);
  const file = path.join(kept, 'ledger.json');
  const ledger = Ledger.open(file, 'key');
  const edition = cutEdition(portal.catalog, 'user', 'en', clock, ledger.trace, allowed);
  const context: ViewContext = contextOf(portal, edition, {
    codeCache: new Map(),
    standalone: true,
  });
  const facts = new EditionFacts(portal.catalog, edition, allowed);
  ledger.stand({
    digest: (name) => facts.digest(name),
    remake: () => undefined,
    entryOf: () => undefined,
  });
  const store = new ValueStore(kept);
  const written = new Map<string, string>();
  try {
    const counts = feedUnits(ledger, context, store, ({ path: name, bytes }) => {
      written.set(name, Buffer.from(bytes as Uint8Array).toString());
      return [name, '', 0];
    });
    expect([...counts.values()]).toEqual([1, 1, 1]);
    then?.(ledger, store);
    ledger.save(file);
  } finally {
    store.close();
  }
  return written;
}

/** The same without anything kept. */
async function whole(): Promise<Map<string, string>> {
  const { portal } = await readPortal(root, repository, clock);
  if (portal === null) throw new Error('There is no portal.');
  const edition = cutEdition(portal.catalog, 'user', 'en', clock);
  const context = contextOf(portal, edition, { codeCache: new Map(), standalone: true });
  const files = feeds.emit(edition, { page: context, standalone: context });
  return new Map(
    Array.from(files as Iterable<{ path: string; bytes: string }>, (one) => [one.path, one.bytes]),
  );
}

const edit = (text: string): Promise<void> =>
  addFiles(root, { 'content/releases/atlas/1.1.0.mdx': release('1.1.0', text) });
const segments = (): string[] => readdirSync(kept).filter((name) => name.startsWith('values-'));

describe('feeds from what was kept', () => {
  it('are those that are made as a whole', async () => {
    expect(await build()).toEqual(await whole());
    expect(await build()).toEqual(new Map());
  });

  it('are written where something in them changed, with the texts that were kept of the rest', async () => {
    await build();
    await edit('Other words.');
    const written = await build();
    const all = await whole();
    expect([...written.keys()].sort()).toEqual(
      ['all', 'product/atlas'].flatMap((key) =>
        ['atom.xml', 'json', 'rss.xml'].map((format) => `feeds/${key}.${format}`),
      ),
    );
    for (const [name, text] of written) expect(text, name).toBe(all.get(name));
  });

  it('are taken over as a whole while nothing of them changed', async () => {
    const isTaken = async (): Promise<boolean> => {
      let taken = false;
      await build((ledger) => {
        taken = ledger.areAllKept('feeds') && ledger.areAllKept('document ');
      });
      return taken;
    };
    expect(await isTaken()).toBe(false);
    expect(await isTaken()).toBe(true);
    await edit('Other words.');
    expect(await isTaken()).toBe(false);
    expect(await isTaken()).toBe(true);
  });

  it('are written where their own title changed, and no entry', async () => {
    await build();
    await addFiles(root, { 'content/products/atlas.yaml': 'title: Atlas of the seas\n' });
    const written = await build();
    const all = await whole();
    expect(written.get('feeds/product/atlas.json')).toContain('Atlas of the seas');
    for (const [name, text] of written) expect(text, name).toBe(all.get(name));
    await addFiles(root, {
      'content/products/atlas.yaml': 'title: Atlas\n',
      'content/products/beam.yaml': 'title: Beam\nsummary: Light.\n',
    });
    for (const [name, text] of await build()) expect(text, name).toBe((await whole()).get(name));
  });

  it('say so when what was kept is damaged, and only when it is needed', async () => {
    await build();
    for (const name of segments()) truncateSync(path.join(kept, name), 3);
    expect(await build()).toEqual(new Map());
    await edit('Other words.');
    await expect(build()).rejects.toThrow(KeptIsDamaged);
    for (const name of segments()) rmSync(path.join(kept, name));
    await expect(build()).rejects.toThrow(KeptIsDamaged);
  });

  it('have their texts gathered again when they are in too many places', async () => {
    await build((ledger, store) => {
      // As many builds would leave it, each of which wrote one.
      const many = Array.from({ length: 10 }, (_, number) => {
        const own = new ValueStore(kept);
        const unit = { digest: String(number), at: own.write(`text ${number}`) };
        own.close();
        return unit;
      });
      ledger.enter(
        'feed many',
        [],
        many,
        many.map(({ at: [segment] }) => segment),
      );
      compactValues(ledger, store);
      const after = [...ledger.values<EntryUnit[]>('feed ')].flatMap(([, units]) => units);
      expect(new Set(after.map(({ at }) => at[0]))).toEqual(ledger.needs);
      expect(ledger.needs.size).toBeLessThanOrEqual(2);
      const texts = after.map(({ at }) => store.read(at));
      for (const number of many.keys()) expect(texts).toContain(`text ${number}`);
      expect(after.find(({ digest }) => digest === '7')).toBeDefined();
    });
  });
});
