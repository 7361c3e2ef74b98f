import {
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Contents, FilesChanged } from '../../../src/catalog/contents.ts';
import { nextTick } from '../../support/file-times.ts';

let folder = '';
let file = '';
let stamps = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gazette-contents-'));
  file = path.join(folder, 'note.md');
  stamps = path.join(folder, 'stamps.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hashOf = (text: string): string => hash('sha256', text, 'base64url');
/** A minute from now: what was written just now was written long ago. */
const later = (): number => Date.now() + 60_000;
/** What is said of the file by who trusts what was kept, if that can be trusted. */
function told(now = later): string {
  const contents = Contents.open(stamps, false, now);
  const { hash } = contents.of(file);
  contents.save();
  return hash;
}
/** Makes what was kept say that every file has a hash: whoever tells it has not read the file. */
function pretend(wrong: string): void {
  const [, json = '[]'] = readFileSync(stamps, 'utf8').split('\n');
  const changed = json.replaceAll(/"[\w-]{43}"/g, JSON.stringify(wrong));
  writeFileSync(stamps, `${crc32(changed)}\n${changed}`);
}

describe('Contents', () => {
  it('reads no file again that was not touched', () => {
    writeFileSync(file, 'One');
    expect(told()).toBe(hashOf('One'));
    pretend('not read');
    expect(told()).toBe('not read');
    expect(Contents.open(stamps, true, later).of(file).hash).toBe(hashOf('One'));
  });

  it('reads a file again that was edited, however it was made to look', () => {
    writeFileSync(file, 'One');
    const day = new Date('2026-11-03');
    utimesSync(file, day, day);
    const before = statSync(file);
    told();
    nextTick(folder);
    writeFileSync(file, 'Two');
    utimesSync(file, day, day);
    expect(statSync(file).mtimeMs).toBe(before.mtimeMs);
    expect(told()).toBe(hashOf('Two'));

    // Another file in its place, with the same size and time.
    const other = path.join(folder, 'other.md');
    writeFileSync(other, 'Six');
    utimesSync(other, day, day);
    renameSync(other, file);
    expect(told()).toBe(hashOf('Six'));
  });

  it('reads files again that were touched just before, or in a time to come', () => {
    writeFileSync(file, 'One');
    told(() => Date.now());
    expect(told()).toBe(hashOf('One'));
    pretend('not read');
    expect(told()).toBe('not read');

    const nextYear = new Date(Date.now() + 366 * 86_400_000);
    utimesSync(file, nextYear, nextYear);
    expect(told()).toBe(hashOf('One'));
    pretend('not read');
    expect(told()).toBe(hashOf('One'));
    // A clock that goes behind that of the file system trusts nothing that it wrote.
    told(() => Date.now() - 3_600_000);
    pretend('not read');
    expect(told()).toBe(hashOf('One'));
  });

  it('looks at a file once, until it is told to begin again', () => {
    writeFileSync(file, 'One');
    const contents = Contents.open(null);
    const before = contents.of(file);
    writeFileSync(file, 'Two');
    expect(contents.of(file).hash).toBe(hashOf('One'));
    contents.begin();
    expect(contents.of(file).hash).toBe(hashOf('Two'));
    // The bytes of the first reading can be had once: then they are read again, and are others.
    expect(before.bytes().toString()).toBe('One');
    expect(() => before.bytes()).toThrow(FilesChanged);
  });

  it('trusts nothing that is damaged', () => {
    writeFileSync(file, 'One');
    told();
    writeFileSync(stamps, readFileSync(stamps, 'utf8').replace(hashOf('One'), hashOf('Two')));
    expect(told()).toBe(hashOf('One'));
    writeFileSync(stamps, 'rubbish');
    expect(told()).toBe(hashOf('One'));
  });
});
