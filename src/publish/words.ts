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

/** Reads one text after another in the same memory: words are good until the next text is read. */
export class WordReader {
  #starts = new Uint32Array(1024);
  #ends = new Uint32Array(1024);
  #hashes = new Uint32Array(1024);
  #count = 0;
  #text = '';

  /** The words of plain text. */
  read(text: string): Words {
    this.#begin(text);
    this.#readUntil(0, this.#text.length);
    return this.#words();
  }

  /**
   * The words that markup shows or carries: text, and the values of attributes. The names of elements
   * and attributes are left out, and so are values that only our own templates write.
   */
  readMarkup(markup: string): Words {
    this.#begin(markup);
    const text = this.#text;
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === LESS_THAN && isTagStart(text, at)) {
        at = this.#readTag(skipName(text, at + (text.charCodeAt(at + 1) === 0x2f ? 2 : 1)));
      } else if (code === AMPERSAND) {
        // A character reference parts words, as what it stands for does.
        const end = text.indexOf(';', at);
        at = end > at && end - at < 10 ? end + 1 : at + 1;
      } else if (IS_WORD[code] === 1) at = this.#readWord(at, text.length);
      else at += 1;
    }
    return this.#words();
  }

  #begin(text: string): void {
    this.#text = text.toLowerCase();
    this.#count = 0;
  }

  #words(): Words {
    const [starts, ends, hashes] = [this.#starts, this.#ends, this.#hashes];
    return { text: this.#text, count: this.#count, starts, ends, hashes };
  }

  /** The values of a tag's attributes; where the tag ends. */
  #readTag(from: number): number {
    const text = this.#text;
    let at = from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === GREATER_THAN) return at + 1;
      if (IS_WORD[code] === 0) {
        at += 1;
        continue;
      }
      // In a tag and outside of a value, a word is an attribute's name.
      const start = at;
      at = skipName(text, at);
      const valueEnd = valueEndAfter(text, at);
      if (valueEnd < 0) continue;
      if (!isOwn(text.slice(start, at))) this.#readUntil(at + 2, valueEnd);
      at = valueEnd + 1;
    }
    return at;
  }

  #readUntil(from: number, to: number): void {
    const text = this.#text;
    let at = from;
    while (at < to) {
      if (IS_WORD[text.charCodeAt(at)] === 1) at = this.#readWord(at, to);
      else at += 1;
    }
  }

  #readWord(from: number, to: number): number {
    const text = this.#text;
    let hash = 0x811c9dc5;
    let at = from;
    for (; at < to; at += 1) {
      const code = text.charCodeAt(at);
      if (IS_WORD[code] === 0) break;
      hash = Math.imul(hash ^ code, 0x01000193);
    }
    if (this.#count === this.#starts.length) this.#grow();
    this.#starts[this.#count] = from;
    this.#ends[this.#count] = at;
    this.#hashes[this.#count] = hash >>> 0;
    this.#count += 1;
    return at;
  }

  #grow(): void {
    const wider = (known: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
      const array = new Uint32Array(known.length * 2);
      array.set(known);
      return array;
    };
    this.#starts = wider(this.#starts);
    this.#ends = wider(this.#ends);
    this.#hashes = wider(this.#hashes);
  }
}

function isOwn(name: string): boolean {
  return OWN_ATTRIBUTES.has(name) || name.startsWith('data-');
}

/** The end of the quoted value that begins at `at`; -1 when there is none. */
function valueEndAfter(text: string, at: number): number {
  if (text.charCodeAt(at) !== EQUALS || text.charCodeAt(at + 1) !== QUOTE) return -1;
  return text.indexOf('"', at + 2);
}

function isTagStart(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return (next >= 0x61 && next <= 0x7a) || next === 0x2f;
}

/** The end of an element's or attribute's name, which may have hyphens, colons and dots inside. */
function skipName(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (IS_WORD[code] === 0 && code !== 0x2d && code !== 0x3a && code !== 0x2e && code !== 0x5f)
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

/** By UTF-16 code: 1 for what words are made of. */
const IS_WORD = Uint8Array.from({ length: 0x10000 }, (_, code) => (isWordCode(code) ? 1 : 0));
