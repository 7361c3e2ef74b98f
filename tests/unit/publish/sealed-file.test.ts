import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
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
      writeSealed(file, Buffer.from('what was there before, which was longer'));
      writeSealed(file, Buffer.from(text));
      expect(readSealed(file)?.toString()).toBe(text);
    },
  );

  it('is written piece by piece, small or large, and is missing until its end', () => {
    const writer = new SealedWriter(file);
    const pieces = [3, 200_000, 0, 100_000, 1_000_000, 5].map((length, at) =>
      Buffer.alloc(length, `${at}`),
    );
    for (const piece of pieces) writer.add(piece);
    expect(readSealed(file)).toBeNull();
    expect(writer.length).toBe(1_300_008);
    writer.end();
    expect(readSealed(file)?.equals(Buffer.concat(pieces))).toBe(true);
    const other = new SealedWriter(file);
    other.giveUp();
    expect(readSealed(file)).toBeNull();
  });

  it('counts as missing where it is cut off, damaged, longer, empty or not there', () => {
    expect(readSealed(file)).toBeNull();
    writeSealed(file, Buffer.from('some text'));
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length));
      expect(readSealed(file), `${length} bytes`).toBeNull();
    }
    for (let at = 0; at < whole.length; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      expect(readSealed(file), `byte ${at}`).toBeNull();
    }
    writeFileSync(file, Buffer.concat([whole, Buffer.from('more')]));
    expect(readSealed(file)).toBeNull();
  });
});
