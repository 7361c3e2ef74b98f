import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepNewest } from '../../../src/publish/keep-newest.ts';
import { dropUnnamed, keptName } from '../../../src/publish/kept-files.ts';
import { OutputLock } from '../../../src/publish/output-lock.ts';
import { ValueStore } from '../../../src/publish/value-store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gazette-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** No process has such a number. */
const DEAD = 4_194_999;

const names = (): string[] => readdirSync(folder).sort();
const write = (name: string, text = ''): void => writeFileSync(path.join(folder, name), text);

describe('what is kept for the next build', () => {
  it('goes when no build goes by it any more, but for what another writes just now', () => {
    const own = keptName('ledger');
    const running = `values-${process.ppid}-a`;
    for (const name of [own, running, `ledger-${DEAD}-b.json`, 'ledger-old.json', 'values-named']) {
      write(name);
    }
    dropUnnamed(folder, new Set(['values-named']));
    expect(names()).toEqual([running, 'values-named'].sort());
    dropUnnamed(path.join(folder, 'none'), new Set());
  });

  it('goes as a whole: the file and the folder of one output', () => {
    for (const [at, name] of ['a', 'b', 'c'].entries()) {
      write(`${name}.json`);
      mkdirSync(path.join(folder, name));
      // The folder of the newest is the oldest of all.
      utimesSync(path.join(folder, `${name}.json`), 1000 + at, 1000 + at);
      utimesSync(path.join(folder, name), 900 - at, 900 - at);
    }
    keepNewest(folder, 2);
    expect(names()).toEqual(['b', 'b.json', 'c', 'c.json']);
  });
});

describe('values that are kept', () => {
  it('are read as they were written, by this build and the next', () => {
    const store = new ValueStore(folder);
    const texts = ['one', '', 'zwei – 三', 'x'.repeat(100_000)];
    const places = texts.map((text) => store.write(text));
    expect(places.map((at) => store.read(at))).toEqual(texts);
    store.close();
    const next = new ValueStore(folder);
    expect(places.map((at) => next.read(at))).toEqual(texts);
    expect(next.sizeOf(places[0]?.[0] ?? '')).toBe(100_000 + 3 + Buffer.byteLength('zwei – 三'));
    next.close();
  });

  it('are null when they are missing, cut or changed', () => {
    const store = new ValueStore(folder);
    const at = store.write('one two three');
    store.close();
    write(at[0], 'one two thr');
    expect(new ValueStore(folder).read(at)).toBeNull();
    write(at[0], 'one two threE');
    expect(new ValueStore(folder).read(at)).toBeNull();
    rmSync(path.join(folder, at[0]));
    expect(new ValueStore(folder).read(at)).toBeNull();
    expect(new ValueStore(folder).sizeOf(at[0])).toBe(0);
  });
});

describe('the lock of an output folder', () => {
  const file = (): string => path.join(folder, 'builds', 'a.lock');

  it('is waited for while another process has it', async () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    mkdirSync(path.dirname(file()));
    writeFileSync(file(), String(other.pid));
    const lock = new OutputLock(file());
    let isHeld = false;
    const held = lock.hold().then(() => (isHeld = true));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isHeld).toBe(false);
    other.kill('SIGKILL');
    await held;
    lock.release();
    expect(existsSync(file())).toBe(false);
  });

  it('is of no use once the process that had it is dead', async () => {
    mkdirSync(path.dirname(file()));
    writeFileSync(file(), String(DEAD));
    const lock = new OutputLock(file());
    await lock.hold();
    await lock.hold();
    expect(existsSync(file())).toBe(true);
    lock.release();
  });

  it('is let go only by whoever has it', () => {
    mkdirSync(path.dirname(file()));
    writeFileSync(file(), String(DEAD));
    new OutputLock(file()).release();
    expect(existsSync(file())).toBe(true);
  });
});
