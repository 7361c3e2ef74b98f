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
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow } from '../../../src/publish/files-below.ts';
import { recoverOutput, Staging } from '../../../src/publish/staging.ts';

let folder = '';
const out = (): string => path.join(folder, 'dist');

const before = {
  'a.html': 'A',
  'b.html': 'B',
  'deep/down/c.html': 'C',
  file: 'F',
  'same.html': 'S',
};
const after = {
  'a.html': 'A2',
  'new/d.html': 'D',
  'file/now-a-folder.html': 'F2',
  'same.html': 'S',
};
const gone = ['b.html', 'deep/down/c.html', 'file'];
const changed = ['a.html', 'new/d.html', 'file/now-a-folder.html'] as const;

function write(place: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(place, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

async function read(place: string): Promise<Record<string, string>> {
  const names = filesBelow(place);
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(path.join(place, name), 'utf8')]),
  );
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gazette-staging-'));
  write(out(), before);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('publishing changes', () => {
  it('puts in what is staged, takes out what is gone, and leaves the rest', async () => {
    const staging = await Staging.open(out());
    write(staging.directory, Object.fromEntries(changed.map((name) => [name, after[name]])));
    await staging.publishChanges(gone);
    expect(await read(out())).toEqual(after);
    // Folders of which nothing is left go too, and so does what was staged.
    expect(existsSync(path.join(out(), 'deep'))).toBe(false);
    expect(filesBelow(folder)).toEqual(
      Object.keys(after)
        .map((name) => `dist/${name}`)
        .sort(),
    );
  });

  it('is finished by the next build, wherever it was killed', async () => {
    const patch = path.join(folder, 'patch');
    write(patch, { '.gone.json': JSON.stringify(gone) });
    write(patch, Object.fromEntries(changed.map((name) => [name, after[name]])));
    // Removals come first, then files are moved one by one.
    const steps: (() => void)[] = [
      ...gone.map((name) => () => rmSync(path.join(out(), name))),
      () => rmSync(path.join(out(), 'deep'), { recursive: true }),
      () => rmSync(path.join(folder, 'dist.patch-4194999', '.gone.json')),
      ...[...changed].sort().map((name) => () => {
        write(out(), { [name]: after[name] });
        rmSync(path.join(folder, 'dist.patch-4194999', name));
      }),
    ];
    for (let done = 0; done <= steps.length; done += 1) {
      rmSync(out(), { recursive: true });
      write(out(), before);
      rmSync(path.join(folder, 'dist.patch-4194999'), { recursive: true, force: true });
      cpSync(patch, path.join(folder, 'dist.patch-4194999'), { recursive: true });
      for (const step of steps.slice(0, done)) step();
      await recoverOutput(out());
      expect(await read(out()), `killed after ${done} steps`).toEqual(after);
      expect(existsSync(path.join(folder, 'dist.patch-4194999'))).toBe(false);
    }
  });

  it('that was not decided yet is dropped', async () => {
    write(path.join(folder, 'dist.staging-4194999'), { 'a.html': 'half' });
    await recoverOutput(out());
    expect(await read(folder)).toEqual(
      Object.fromEntries(Object.entries(before).map(([name, text]) => [`dist/${name}`, text])),
    );
  });

  it('of a build that is still running is left to it', async () => {
    const running = path.join(folder, `dist.patch-${process.ppid}`);
    write(running, { 'a.html': 'A2' });
    await recoverOutput(out());
    expect(existsSync(running)).toBe(true);
    expect(await read(out())).toEqual(before);
  });
});
