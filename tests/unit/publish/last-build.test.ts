import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readClock } from '../../../src/model/clock.ts';
import {
  inputKey,
  rememberBuild,
  rememberedBuild,
  type KnownBuild,
  type BuildInputs,
} from '../../../src/publish/last-build.ts';
import { writeSealed } from '../../../src/publish/sealed-file.ts';

let folder = '';
let inputs: BuildInputs;
const cache = (): string => path.join(folder, 'cache');

function write(name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gazette-last-'));
  write('portal/content/portal.yaml', 'title: Acme\n');
  write('portal/content/docs/a.md', 'One');
  write('engine/locales/en/words.json', '{}');
  write('out/index.html', '<p>One</p>');
  write('out/de/index.html', '<p>Eins</p>');
  inputs = {
    root: path.join(folder, 'portal'),
    out: path.join(folder, 'out'),
    split: false,
    clock: readClock({ today: '2026-11-21' }),
    engine: path.join(folder, 'engine'),
    code: { all: 'one', engine: 'engine' },
  };
  rememberBuild(cache(), inputs.out, {
    inputs: inputKey(inputs),
    code: inputs.code,
    report: 'the report',
    state: null,
    changes: null,
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const last = async (code = inputs.code): Promise<KnownBuild | null> =>
  (await rememberedBuild(cache(), inputs.out, code)?.known()) ?? null;

async function report(change: Partial<BuildInputs> = {}): Promise<unknown> {
  const known = await last(change.code);
  return known?.inputs === inputKey({ ...inputs, ...change }) ? known.report : null;
}

it('knows the output of other templates, and nothing of that of another engine', () => {
  const of = (all: string, engine: string) =>
    rememberedBuild(cache(), inputs.out, { all, engine })?.hasOtherTemplates;
  expect(of('one', 'engine')).toBe(false);
  expect(of('two', 'engine')).toBe(true);
  expect(of('two', 'other')).toBeUndefined();
});

it('does not even look at what another engine kept', () => {
  const [name = ''] = readdirSync(cache());
  for (const text of ['', '{', 'null\n', '{"inputs":1}\n[]']) {
    writeSealed(path.join(cache(), name), 'other', Buffer.from(text));
    expect(rememberedBuild(cache(), inputs.out, inputs.code)).toBeNull();
  }
});

describe('what the last build reported', () => {
  it('is known while nothing changes', async () => {
    expect(await report()).toBe('the report');
  });

  it.each<[string, () => void]>([
    ['a note is edited', () => write('portal/content/docs/a.md', 'Two')],
    ['a note is new', () => write('portal/content/docs/b.md', 'Two')],
    ['a note is gone', () => rmSync(path.join(folder, 'portal/content/docs/a.md'))],
    [
      'a note is renamed',
      () => {
        rmSync(path.join(folder, 'portal/content/docs/a.md'));
        write('portal/content/docs/b.md', 'One');
      },
    ],
    ['a string of the portal is new', () => write('portal/locales/en/words.json', '{"a":"b"}')],
    ['a string of Gazette changes', () => write('engine/locales/en/words.json', '{"a":"b"}')],
    ['a public file is new', () => write('portal/public/robots.txt', '')],
    ['a file of the output is gone', () => rmSync(path.join(folder, 'out/de/index.html'))],
    ['a file of the output is strange', () => write('out/more.html', '')],
    [
      'a file of the output was written again',
      () => {
        write('out/index.html', '<p>Two</p>');
        utimesSync(path.join(folder, 'out/index.html'), 1, 2);
      },
    ],
    ['the output is gone', () => rmSync(inputs.out, { recursive: true })],
    [
      'what was kept is damaged',
      () => {
        const [name = ''] = readdirSync(cache());
        const file = path.join(cache(), name);
        writeFileSync(file, readFileSync(file, 'utf8').replace('the report', 'a lie'));
      },
    ],
  ])('is not known when %s', async (_, change) => {
    change();
    expect(await report()).toBeNull();
  });

  it.each<[string, Partial<BuildInputs>]>([
    ['another day', { clock: readClock({ today: '2026-11-22' }) }],
    ['other templates', { code: { all: 'two', engine: 'engine' } }],
    ['another engine', { code: { all: 'two', engine: 'two' } }],
    ['a folder for each audience', { split: true }],
  ])('is not known for %s', async (_, change) => {
    expect(await report(change)).toBeNull();
  });

  it('is known again when an edit is taken back', async () => {
    write('portal/content/docs/a.md', 'Two');
    expect(await report()).toBeNull();
    write('portal/content/docs/a.md', 'One');
    expect(await report()).toBe('the report');
  });

  it('is never known for a folder with links, whose targets may change', async () => {
    symlinkSync(path.join(folder, 'engine'), path.join(folder, 'portal/content/docs/linked'));
    expect(inputKey(inputs)).toBeNull();
    expect(await report()).toBeNull();
  });

  describe('after a change of the output', () => {
    const change = async (put: readonly string[], gone: readonly string[]): Promise<void> => {
      const before = await last();
      if (before === null) throw new Error('The build before is not known.');
      for (const name of put) write(`out/${name}`, 'Two');
      for (const name of gone) rmSync(path.join(inputs.out, name));
      rememberBuild(cache(), inputs.out, {
        inputs: inputKey(inputs),
        code: inputs.code,
        report: 'another report',
        state: null,
        changes: { before, put, gone },
      });
    };

    it('is known with what was put in and taken out', async () => {
      await change(['index.html', 'ja/index.html', 'a.html'], ['de/index.html']);
      expect(await report()).toBe('another report');
      expect((await last())?.paths).toEqual(['a.html', 'index.html', 'ja/index.html']);
    });

    it('is not known when somebody else changed another file meanwhile', async () => {
      utimesSync(path.join(folder, 'out/index.html'), 1, 2);
      await expect(change([], [])).rejects.toThrow('not known');
    });

    it('is not known when somebody else changes a file that it left alone', async () => {
      const before = await last();
      utimesSync(path.join(folder, 'out/index.html'), 1, 2);
      const finished = { inputs: inputKey(inputs), code: inputs.code, report: '', state: null };
      if (before === null) throw new Error('The build before is not known.');
      rememberBuild(cache(), inputs.out, { ...finished, changes: { before, put: [], gone: [] } });
      expect(await report()).toBeNull();
    });
  });
});
