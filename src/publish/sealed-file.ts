import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

const NEW_LINE = 10;

/** Writes bytes, with their checksum in a line before them. */
export function writeSealed(file: string, bytes: Uint8Array): void {
  const to = openSync(file, 'w');
  try {
    writeSync(to, `${crc32(bytes)}\n`);
    for (let at = 0; at < bytes.length;) at += writeSync(to, bytes, at);
  } finally {
    closeSync(to);
  }
}

/** The bytes that were written; null where they are missing, or not as they were written. */
export function readSealed(file: string): Buffer | null {
  let all;
  try {
    all = readFileSync(file);
  } catch {
    return null;
  }
  const from = all.indexOf(NEW_LINE) + 1;
  const bytes = all.subarray(from);
  return all.toString('latin1', 0, from) === `${crc32(bytes)}\n` ? bytes : null;
}
