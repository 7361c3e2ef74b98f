import { isUtf8 } from 'node:buffer';
import type { Finding } from '../model/finding.ts';

/** A file as text: UTF-8 without a byte order mark, lines ended by LF. Null when it can't be read so. */
export interface Decoded {
  readonly text: string | null;
  readonly findings: readonly Finding[];
}

/** A note: its front matter (YAML) and its body, each with the 1-based line at which it begins. */
export interface Note {
  readonly matter: string;
  readonly matterLine: number;
  readonly body: string;
  readonly bodyLine: number;
}

/**
 * Decodes a file. Only UTF-8 is read (RFC 3629); any other encoding is refused by its likely name.
 * Byte order marks and kinds of line ends make no difference to what comes out.
 */
export function decodeSource(bytes: Buffer, file: string): Decoded {
  const guessed = markedEncoding(bytes) ?? (isUtf8(bytes) ? null : guessEncoding(bytes));
  if (guessed !== null) {
    const line = lineOfByte(bytes, firstInvalidByte(bytes));
    return {
      text: null,
      findings: [
        {
          code: 'encoding',
          severity: 'error',
          file,
          line,
          message: `The file is not UTF-8; it looks like ${guessed}.`,
          expected: 'UTF-8',
          found: guessed,
          fix: 'Save the file as UTF-8.',
        },
      ],
    };
  }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = bytes.toString('utf8', marked ? 3 : 0);
  return { text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, findings: [] };
}

/** Splits a note at its `---` lines. The findings name what is wrong with them. */
export function splitNote(
  text: string,
  file: string,
): { readonly note: Note | null; readonly findings: readonly Finding[] } {
  const opening = /^---[ \t]*(?:\n|$)/.exec(text);
  if (opening === null) {
    const finding: Finding = {
      code: 'missing-front-matter',
      severity: 'error',
      file,
      line: 1,
      message: 'The note has no front matter.',
      expected: 'a line of three hyphens at the very beginning, then fields',
      found: quote(text.split('\n', 1)[0] ?? ''),
      fix: 'Begin the file with ---, the fields, and --- again.',
    };
    return { note: null, findings: [finding] };
  }
  const start = opening[0].length;
  const closing = /^---[ \t]*(?:\n|$)/m.exec(text.slice(start));
  if (closing === null) {
    const finding: Finding = {
      code: 'unclosed-front-matter',
      severity: 'error',
      file,
      line: 1,
      message: 'The front matter that begins here is never closed.',
      expected: 'a line of three hyphens after the fields',
      found: 'the end of the file',
      fix: 'Write --- on a line of its own between the fields and the text.',
    };
    return { note: null, findings: [finding] };
  }
  const matter = text.slice(start, start + closing.index);
  const body = text.slice(start + closing.index + closing[0].length);
  const bodyLine = 3 + count(matter, '\n');
  const note = { matter, matterLine: 2, body, bodyLine };
  return { note, findings: [] };
}

function markedEncoding(bytes: Buffer): string | null {
  const [a, b, c, d] = [bytes[0], bytes[1], bytes[2], bytes[3]];
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32LE' : 'UTF-16LE';
  if (a === 0xfe && b === 0xff) return 'UTF-16BE';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32BE';
  if (bytes.length < 4 || !bytes.subarray(0, 256).includes(0)) return null;
  // Text that begins with ASCII has its zero bytes in fixed places.
  if (a === 0 && b === 0 && c === 0) return 'UTF-32BE';
  if (a !== 0 && b === 0 && c === 0 && d === 0) return 'UTF-32LE';
  if (a === 0 && b !== 0 && c === 0) return 'UTF-16BE';
  if (a !== 0 && b === 0 && d === 0) return 'UTF-16LE';
  return null;
}

/** The likely name of an encoding that is not UTF-8. East Asian ones come in pairs of high bytes. */
function guessEncoding(bytes: Buffer): string {
  let pairs = 0;
  let singles = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    if ((bytes[index] ?? 0) < 0x80) continue;
    if ((bytes[index + 1] ?? 0) >= 0x80) {
      pairs += 1;
      index += 1;
    } else singles += 1;
  }
  if (pairs > singles) {
    for (const [label, name] of [
      ['euc-jp', 'EUC-JP'],
      ['shift_jis', 'Shift_JIS'],
      ['gb18030', 'GB18030'],
    ] as const) {
      if (decodes(bytes, label)) return name;
    }
  }
  return 'Windows-1252 (Latin 1)';
}

function decodes(bytes: Uint8Array, label: string, isPrefix = false): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes, { stream: isPrefix });
    return true;
  } catch {
    return false;
  }
}

/** Halves its way to the first byte that is no UTF-8. */
function firstInvalidByte(bytes: Buffer): number {
  let [valid, invalid] = [0, bytes.length];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (decodes(bytes.subarray(0, middle), 'utf-8', true)) valid = middle;
    else invalid = middle;
  }
  return valid;
}

function lineOfByte(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let index = 0; index < offset; index += 1) if (bytes[index] === 0x0a) line += 1;
  return line;
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}

function quote(text: string): string {
  return text === '' ? 'an empty line' : text.slice(0, 60);
}
