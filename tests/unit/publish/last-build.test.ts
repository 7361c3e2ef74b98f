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
  lastBuild,
  rememberBuild,
  type BuildInputs,
} from '../../../src/publish/last-build.ts';

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
    code: 'one',
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

function report(change: Partial<BuildInputs> = {}): unknown {
  const last = lastBuild(cache(), inputs.out, change.code ?? inputs.code);
  return last !== null && last.inputs === inputKey({ ...inputs, ...change }) ? last.report : null;
}

describe('what the last build reported', () => {
  it('is known while nothing changes', () => {
    expect(report()).toBe('the report');
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
  ])('is not known when %s', (_, change) => {
    change();
    expect(report()).toBeNull();
  });

  it.each<[string, Partial<BuildInputs>]>([
    ['another day', { clock: readClock({ today: '2026-11-22' }) }],
    ['other code', { code: 'two' }],
    ['a folder for each audience', { split: true }],
  ])('is not known for %s', (_, change) => {
    expect(report(change)).toBeNull();
  });

  it('is known again when an edit is taken back', () => {
    write('portal/content/docs/a.md', 'Two');
    expect(report()).toBeNull();
    write('portal/content/docs/a.md', 'One');
    expect(report()).toBe('the report');
  });

  it('is never known for a folder with links, whose targets may change', () => {
    symlinkSync(path.join(folder, 'engine'), path.join(folder, 'portal/content/docs/linked'));
    expect(inputKey(inputs)).toBeNull();
    expect(report()).toBeNull();
  });

  describe('after a change of the output', () => {
    const change = (put: readonly string[], gone: readonly string[]): void => {
      const before = lastBuild(cache(), inputs.out, inputs.code);
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

    it('is known with what was put in and taken out', () => {
      change(['index.html', 'ja/index.html', 'a.html'], ['de/index.html']);
      expect(report()).toBe('another report');
      expect(lastBuild(cache(), inputs.out, inputs.code)?.paths).toEqual([
        'a.html',
        'index.html',
        'ja/index.html',
      ]);
    });

    it('is not known when somebody else changed another file meanwhile', () => {
      utimesSync(path.join(folder, 'out/index.html'), 1, 2);
      expect(() => change([], [])).toThrow('not known');
    });

    it('is not known when somebody else changes a file that it left alone', () => {
      const before = lastBuild(cache(), inputs.out, inputs.code);
      utimesSync(path.join(folder, 'out/index.html'), 1, 2);
      const finished = { inputs: inputKey(inputs), code: inputs.code, report: '', state: null };
      if (before === null) throw new Error('The build before is not known.');
      rememberBuild(cache(), inputs.out, { ...finished, changes: { before, put: [], gone: [] } });
      expect(report()).toBeNull();
    });
  });
});
