import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSealed, SealedWriter, writeSealed } from '../../../src/publish/sealed-file.ts';
import { removeFolder, temporaryFolder } from '../../support/portal.ts';

let folder = '';
let file = '';

beforeEach(async () => {
  folder = await temporaryFolder('sealed');
  file = path.join(folder, 'kept');
});
afterEach(() => removeFolder(folder));

describe('a sealed file', () => {
  it.each(['', 'one', 'two\nlines\n', '{"ü":"日本"}', '\u0000\n'])(
    'is as it was written: %j',
    (text) => {
      writeSealed(file, 'code', Buffer.from('what was there before, which was longer'));
      writeSealed(file, 'code', Buffer.from(text));
      expect(readSealed(file, 'code')?.toString()).toBe(text);
    },
  );

  it('is written piece by piece, small or large, and is missing until its end', () => {
    const writer = new SealedWriter(file, 'code');
    const pieces = [3, 200_000, 0, 100_000, 1_000_000, 5].map((length, at) =>
      Buffer.alloc(length, `${at}`),
    );
    for (const piece of pieces) writer.add(piece);
    expect(readSealed(file, 'code')).toBeNull();
    expect(writer.length).toBe(1_300_008);
    writer.end();
    expect(readSealed(file, 'code')?.equals(Buffer.concat(pieces))).toBe(true);
    const other = new SealedWriter(file, 'code');
    other.giveUp();
    expect(readSealed(file, 'code')).toBeNull();
  });

  it('counts as missing where it is cut off, damaged, longer, empty or not there', () => {
    expect(readSealed(file, 'code')).toBeNull();
    writeSealed(file, 'code', Buffer.from('some text'));
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length));
      expect(readSealed(file, 'code'), `${length} bytes`).toBeNull();
    }
    for (let at = 0; at < whole.length; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      expect(readSealed(file, 'code'), `byte ${at}`).toBeNull();
    }
    writeFileSync(file, Buffer.concat([whole, Buffer.from('more')]));
    expect(readSealed(file, 'code')).toBeNull();
  });

  it.each(['', 'cod', 'codes', 'edoc', 'code\n'])(
    'counts as missing for other code: %j',
    (other) => {
      writeSealed(file, 'code', Buffer.from('s\nome text'));
      expect(readSealed(file, other)).toBeNull();
      writeSealed(file, other, Buffer.from('s\nome text'));
      expect(readSealed(file, 'code')).toBeNull();
    },
  );

  it('counts as missing as versions wrote it that did not say by which code', () => {
    writeFileSync(file, `${String(crc32('some text')).padStart(10)}\nsome text`);
    expect(readSealed(file, 'code')).toBeNull();
  });
});
