import { truncateSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeOf, TextFiles } from '../../../src/catalog/text-files.ts';
import { removeFolder, temporaryFolder } from '../../support/portal.ts';

let folder = '';
let files: TextFiles;
beforeEach(async () => {
  folder = await temporaryFolder('texts');
  files = new TextFiles(folder);
});
afterEach(async () => {
  files.close();
  await removeFolder(folder);
});

const [one, two] = [Buffer.from('ein Wörtchen'), Buffer.from('日本')];

describe('texts in files', () => {
  it('are read by their places', () => {
    writeFileSync(path.join(folder, 'a'), Buffer.concat([one, two]));
    expect(files.read(placeOf('a', one.length, two))).toBe('日本');
    expect(files.read(placeOf('a', 0, one))).toBe('ein Wörtchen');
    expect(files.sizeOf('a')).toBe(one.length + two.length);
  });

  it('are read while they are written', () => {
    const file = files.begin('b');
    writeSync(file, one);
    expect(files.read(placeOf('b', 0, one))).toBe('ein Wörtchen');
    expect(() => new TextFiles(folder).begin('b')).toThrow('EEXIST');
  });

  it('are missing where the file is gone, cut off or another', () => {
    expect(files.read(placeOf('none', 0, one))).toBeNull();
    expect(files.sizeOf('none')).toBe(0);
    const file = path.join(folder, 'c');
    writeFileSync(file, one);
    truncateSync(file, one.length - 1);
    expect(files.read(placeOf('c', 0, one))).toBeNull();
    writeFileSync(file, 'ein Wertchen1');
    expect(files.read(placeOf('c', 0, one))).toBeNull();
  });

  it('are read anew when files were let go of', () => {
    expect(files.read(placeOf('late', 0, two))).toBeNull();
    writeFileSync(path.join(folder, 'late'), two);
    files.close();
    expect(files.read(placeOf('late', 0, two))).toBe('日本');
  });
});
