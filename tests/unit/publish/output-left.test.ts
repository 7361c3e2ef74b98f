import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  isAsItWasLeft,
  leftAfter,
  leftIn,
  type OutputLeft,
} from '../../../src/publish/output-left.ts';

let out = '';

function write(name: string, text = 'One'): void {
  const file = path.join(out, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const gone = (name: string): void => rmSync(path.join(out, name), { recursive: true });

/** As if everything had been written long ago. */
function settle(): void {
  for (const name of ['', 'de', 'de/a', 'index.html', 'de/a/index.html']) {
    utimesSync(path.join(out, name), 1_000_000, 1_000_000);
  }
}

function left(): OutputLeft {
  const found = leftIn(out);
  if (found === null) throw new Error('There are links.');
  return found;
}

beforeEach(() => {
  out = mkdtempSync(path.join(tmpdir(), 'gazette-left-'));
  write('index.html');
  write('de/a/index.html');
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

describe.each([
  ['long ago', settle],
  ['just now', () => undefined],
])('an output that was written %s', (_, age) => {
  beforeEach(age);

  it('is as it was left', () => {
    expect(isAsItWasLeft(out, left())).toBe(true);
  });

  it.each<[string, () => void]>([
    ['a file is new', () => write('more.html')],
    ['a file is new further below', () => write('de/a/more.html')],
    ['a file is new in a new folder', () => write('de/b/c/index.html')],
    ['a link is new', () => symlinkSync(out, path.join(out, 'de/link'))],
    ['a file is gone', () => gone('de/a/index.html')],
    ['a folder is gone', () => gone('de')],
    ['a file is written again', () => write('index.html', 'Two')],
    ['a file is longer', () => (write('index.html', 'Three'), settle())],
    [
      'a link stands in the place of a file',
      () => {
        gone('index.html');
        symlinkSync(path.join(out, 'de/a/index.html'), path.join(out, 'index.html'));
      },
    ],
    [
      'a file stands in the place of a folder',
      () => {
        gone('de/a');
        write('de/a');
      },
    ],
    ['all is gone', () => gone('')],
  ])('is not when %s', (_, change) => {
    const before = left();
    change();
    expect(isAsItWasLeft(out, before)).toBe(false);
  });

  it('is while nothing but a folder is new, and when a file has come and gone', () => {
    const before = left();
    mkdirSync(path.join(out, 'de/empty'));
    write('de/a/more.html');
    gone('de/a/more.html');
    expect(isAsItWasLeft(out, before)).toBe(true);
  });

  it('is after a change that was told of', () => {
    const before = left();
    write('index.html', 'Two');
    write('ja/b/index.html');
    gone('de');
    const after = leftAfter(out, before, ['index.html', 'ja/b/index.html'], ['de/a/index.html']);
    expect(isAsItWasLeft(out, after)).toBe(true);
    expect(after.files.map(([name]) => name)).toEqual(['index.html', 'ja/b/index.html']);
    expect(after.folders.map(([name]) => name)).toEqual(['', 'ja', 'ja/b']);
  });

  it('is not when more was done meanwhile than was told of', () => {
    const before = left();
    write('de/a/index.html', 'Two');
    write('de/a/other.html');
    expect(isAsItWasLeft(out, leftAfter(out, before, ['de/a/index.html'], []))).toBe(false);
    write('de/other.html');
    gone('de/a/other.html');
    expect(isAsItWasLeft(out, leftAfter(out, before, ['de/a/index.html'], []))).toBe(false);
  });
});

it('can not be told of an output with links', () => {
  symlinkSync(out, path.join(out, 'link'));
  expect(leftIn(out)).toBeNull();
});
