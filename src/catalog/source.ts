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

/** The likely name of an encoding that is not UTF-8: East Asian ones give themselves away by their signs. */
function guessEncoding(bytes: Buffer): string {
  const share = (label: string, signs: RegExp): number => {
    const text = new TextDecoder(label).decode(bytes);
    const foreign = text.match(/[\u0080-\u{10ffff}]/gu)?.length ?? 0;
    return (text.match(signs)?.length ?? 0) / Math.max(foreign, 1);
  };
  const kana = /[\u3040-\u30ff]/gu;
  if (share('shift_jis', kana) > 0.3) return 'Shift_JIS';
  if (share('euc-jp', kana) > 0.3) return 'EUC-JP';
  // Chinese stands in long runs; two letters with accents side by side are not yet Chinese.
  const runs = bytes.toString('latin1').match(/[\u0080-\u00ff]+/g) ?? [];
  const isDense = runs.some((run) => run.length >= 6);
  if (isDense && share('gb18030', /\p{Script=Han}/gu) > 0.6) return 'GB18030';
  return 'Windows-1252 (Latin 1)';
}

/** Whether bytes are UTF-8 as far as they go. */
function beginsAsUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
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
    if (beginsAsUtf8(bytes.subarray(0, middle))) valid = middle;
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
