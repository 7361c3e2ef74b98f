/**
 * Words of a text, for finding phrases in it: runs of letters, marks and digits of any script, in
 * lower case. Written by hand because every byte that is published goes through it.
 */
export interface Words {
  /** The text in lower case, in which the words stand. */
  readonly text: string;
  readonly count: number;
  /** Where word `n` begins and ends in `text`. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** A number for each word (FNV-1a, 32 bits), the same for the same word. */
  readonly hashes: Uint32Array;
}

/** The words of plain text. */
export function wordsOf(text: string): Words {
  return read(text, false);
}

/**
 * The words that markup shows or carries: text, and the values of attributes. The names of elements
 * and attributes are left out, and so are values that only our own templates write.
 */
export function wordsOfMarkup(markup: string): Words {
  return read(markup, true);
}

/** Words `from` to `to` (exclusive), with a space between. */
export function phraseAt(words: Words, from: number, to: number): string {
  let phrase = wordAt(words, from);
  for (let at = from + 1; at < to; at += 1) phrase += ` ${wordAt(words, at)}`;
  return phrase;
}

export function wordAt(words: Words, at: number): string {
  return words.text.slice(words.starts[at], words.ends[at]);
}

const OWN_ATTRIBUTES = new Set(['class', 'rel', 'type', 'role', 'viewbox', 'd', 'for', 'style']);

const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const AMPERSAND = 0x26;

function read(source: string, isMarkup: boolean): Words {
  const text = source.toLowerCase();
  // A word takes two characters at least, with what parts it from the next.
  const starts = new Uint32Array((text.length >> 1) + 1);
  const ends = new Uint32Array((text.length >> 1) + 1);
  let count = 0;
  let at = 0;
  let inTag = false;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isMarkup && code === LESS_THAN && isTagStart(text, at)) {
      inTag = true;
      at = skipName(text, at + (text.charCodeAt(at + 1) === 0x2f ? 2 : 1));
      continue;
    }
    if (inTag && code === GREATER_THAN) {
      inTag = false;
      at += 1;
      continue;
    }
    if (isMarkup && code === AMPERSAND) {
      // A character reference parts words, as what it stands for does.
      const end = text.indexOf(';', at);
      if (end > at && end - at < 10) {
        at = end + 1;
        continue;
      }
    }
    if (!isWordCode(code)) {
      at += 1;
      continue;
    }
    const start = at;
    at = inTag ? skipName(text, at) : skipWord(text, at);
    if (inTag) {
      // In a tag and outside of a value, a word is an attribute's name.
      const valueEnd = valueEndAfter(text, at);
      if (valueEnd < 0) continue;
      const name = text.slice(start, at);
      const value = at + 2;
      if (!isOwn(name)) count = readValue(text, value, valueEnd, starts, ends, count);
      at = valueEnd + 1;
      continue;
    }
    starts[count] = start;
    ends[count] = at;
    count += 1;
  }
  return { text, count, starts, ends, hashes: hashesOf(text, count, starts, ends) };
}

function hashesOf(
  text: string,
  count: number,
  starts: Uint32Array,
  ends: Uint32Array,
): Uint32Array {
  const hashes = new Uint32Array(count);
  for (let word = 0; word < count; word += 1) {
    const end = ends[word] ?? 0;
    let hash = 0x811c9dc5;
    for (let at = starts[word] ?? 0; at < end; at += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    }
    hashes[word] = hash >>> 0;
  }
  return hashes;
}

function isOwn(name: string): boolean {
  return OWN_ATTRIBUTES.has(name) || name.startsWith('data-');
}

/** The end of the quoted value that begins at `at`; -1 when there is none. */
function valueEndAfter(text: string, at: number): number {
  if (text.charCodeAt(at) !== EQUALS || text.charCodeAt(at + 1) !== QUOTE) return -1;
  return text.indexOf('"', at + 2);
}

function readValue(
  text: string,
  from: number,
  to: number,
  starts: Uint32Array,
  ends: Uint32Array,
  known: number,
): number {
  let count = known;
  let at = from;
  while (at < to) {
    if (!isWordCode(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    starts[count] = at;
    at = Math.min(skipWord(text, at), to);
    ends[count] = at;
    count += 1;
  }
  return count;
}

function isTagStart(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return (next >= 0x61 && next <= 0x7a) || next === 0x2f;
}

function skipWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWordCode(text.charCodeAt(at))) at += 1;
  return at;
}

/** The end of an element's or attribute's name, which may have hyphens, colons and dots inside. */
function skipName(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (!isWordCode(code) && code !== 0x2d && code !== 0x3a && code !== 0x2e && code !== 0x5f)
      break;
    at += 1;
  }
  return at;
}

function isWordCode(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  // Punctuation and spaces of the scripts that have their own.
  return !(
    (code >= 0x2000 && code <= 0x206f) ||
    (code >= 0x3000 && code <= 0x303f) ||
    (code >= 0xff00 && code <= 0xff0f) ||
    (code >= 0xff1a && code <= 0xff20) ||
    code === 0x060c ||
    code === 0x061b ||
    code === 0x061f ||
    code === 0xd7 ||
    code === 0xf7 ||
    code === 0xfeff
  );
}
