import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gazetteFiles, writeSite } from '../../../scripts/bench/generate.ts';
import { benchToday } from '../../../scripts/bench/note.ts';
import { PortalEdits } from '../../../scripts/bench/portal-edits.ts';
import { differingPaths } from '../../../scripts/bench/same-bytes.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { readClock } from '../../../src/model/clock.ts';
import { repository } from '../../support/portal.ts';

const size = { notes: 12, locales: 2, audiences: 2 };
const strings = 'locales/en/words.json';
const template = 'src/components/templates/Release.astro';

describe('what people do between two builds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gazette-edits-'));
  const [root, before, engine] = ['portal', 'before', 'engine'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  let edits: PortalEdits;

  beforeAll(() => writeSite(before, gazetteFiles(size)));
  beforeEach(() => {
    for (const each of [root, engine]) rmSync(each, { recursive: true, force: true });
    cpSync(before, root, { recursive: true });
    for (const file of [strings, template]) {
      mkdirSync(join(engine, file, '..'), { recursive: true });
      cpSync(join(repository, file), join(engine, file));
    }
    edits = new PortalEdits(root, engine, size);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Paths that changed since the portal was made; it must load without an error. */
  async function changed(): Promise<string[]> {
    const { findings } = await loadCatalog(root, readClock({ today: benchToday }));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    return differingPaths(before, root);
  }

  it('is an edit of one note’s text or title, another in each run', async () => {
    const note = 'content/releases/cirrus/1.0.1.mdx';
    await edits.editText(1);
    expect(await changed()).toEqual([note]);
    expect(readFileSync(join(root, note), 'utf8')).toContain('Edited in run 1.');
    await edits.editText(2);
    expect(readFileSync(join(root, note), 'utf8')).not.toContain('run 1');
    await edits.editTitle(2);
    expect(await changed()).toEqual([note]);
    const text = readFileSync(join(root, note), 'utf8');
    expect(text).toMatch(/^title: .+ in run 2$/mu);
    expect(text).toContain('Edited in run 2.');
  });

  it('is a note that comes, newest of its product and of a version with a cycle, and goes', async () => {
    await edits.addNote(2);
    expect(await changed()).toEqual([
      'content/releases/de/delta/1.0.5.mdx',
      'content/releases/delta/1.0.5.mdx',
    ]);
    await edits.deleteNote(2);
    expect(await changed()).toEqual([]);
  });

  it('is one word of the interface, and a template, both taken back', async () => {
    const original = [strings, template].map((file) => readFileSync(join(engine, file), 'utf8'));
    for (const run of [1, 2]) {
      await edits.changeString(run);
      await edits.changeTemplate(run);
    }
    const words = JSON.parse(readFileSync(join(engine, strings), 'utf8')) as {
      state: Record<string, string>;
    };
    expect(words.state['released']).toBe('Released 2');
    expect(words.state['delayed']).toBe('Delayed');
    const text = readFileSync(join(engine, template), 'utf8');
    expect(text.match(/Run \d/gu)).toEqual(['Run 2']);
    await edits.undoCode();
    expect([strings, template].map((file) => readFileSync(join(engine, file), 'utf8'))).toEqual(
      original,
    );
  });
});

describe('comparing two folders', () => {
  it('finds what only one has, and what differs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gazette-same-'));
    try {
      for (const side of ['one', 'other']) {
        mkdirSync(join(folder, side, 'de'), { recursive: true });
        writeFileSync(join(folder, side, 'same.html'), 'a');
        writeFileSync(join(folder, side, 'de/differs.html'), side);
        writeFileSync(join(folder, side, `${side}.html`), 'b');
      }
      expect(existsSync(join(folder, 'one/one.html'))).toBe(true);
      const paths = await differingPaths(join(folder, 'one'), join(folder, 'other'));
      expect(paths).toEqual(['de/differs.html', 'one.html', 'other.html']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
