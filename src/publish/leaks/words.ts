/**
 * Words of a text, for finding phrases in it: runs of letters, marks and digits of any script, case
 * folded. Written by hand because every byte that is published goes through it.
 */
export interface Words {
  readonly count: number;
  /** A number for each word (FNV-1a, 32 bits), the same for the same word. */
  readonly numbers: Int32Array;
  /** Where word `n` begins and ends in `codes`. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** The text as UTF-16. */
  readonly codes: Uint16Array;
}

/** Words `from` to `to` (exclusive), with a space between. */
export function phraseAt(words: Words, from: number, to: number): string {
  let phrase = wordAt(words, from);
  for (let at = from + 1; at < to; at += 1) phrase += ` ${wordAt(words, at)}`;
  return phrase;
}

/** A word, case folded. */
export function wordAt({ codes, starts, ends }: Words, at: number): string {
  let word = '';
  for (let place = starts[at] ?? 0; place < (ends[at] ?? 0); place += 1) {
    word += String.fromCharCode(FOLDED[codes[place] ?? 0] ?? 0);
  }
  return word;
}

/** Of a second number, the bits that hold how long the word is. */
export const LENGTH_BITS = 7;

/**
 * A second number for a word, made in another way: two words that agree in both are the same. Its last
 * three bits say how many UTF-16 codes the word has; seven is seven or more.
 */
export function secondNumber({ codes, starts, ends }: Words, at: number): number {
  const from = starts[at] ?? 0;
  const to = ends[at] ?? 0;
  let number = 0x9e3779b9;
  for (let place = from; place < to; place += 1) {
    number = Math.imul(number ^ (FOLDED[codes[place] ?? 0] ?? 0), 0x85ebca6b);
    number ^= number >>> 13;
  }
  return (number & ~LENGTH_BITS) | Math.min(to - from, LENGTH_BITS);
}

/** Attributes whose values only our own templates write, by the length of their names. */
const OWN_ATTRIBUTES: Readonly<Record<number, readonly string[]>> = {
  1: ['d'],
  3: ['rel', 'for'],
  4: ['type', 'role'],
  5: ['class', 'style'],
  7: ['viewbox'],
};
/** Others of them begin like this. */
const DATA = 'data-';
const NONE: readonly string[] = [];

const APOSTROPHE = 0x27;
const AMPERSAND = 0x26;
const BACKSLASH = 0x5c;
const EQUALS = 0x3d;
const GREATER_THAN = 0x3e;
const LESS_THAN = 0x3c;
const QUOTE = 0x22;
const SEMICOLON = 0x3b;
const SLASH = 0x2f;
const SMALL_U = 0x75;

const LONGEST_REFERENCE = 10;

/** Reads one text after another in the same memory: words are good until the next text is read. */
export class WordReader {
  #codes = new Uint16Array(0x8000);
  #bytes = Buffer.from(this.#codes.buffer);
  #starts = new Uint32Array(0x4001);
  #ends = new Uint32Array(0x4001);
  #numbers = new Int32Array(0x4001);
  #length = 0;
  #count = 0;

  /** The words of plain text. */
  read(text: string): Words {
    this.#begin(text);
    this.#readUntil(0, this.#length);
    return this.#words();
  }

  /** The words of JSON, or of another text in which a backslash is no part of a word: `\n`, `\u00ad`. */
  readEscaped(text: string): Words {
    this.#begin(text);
    const codes = this.#codes;
    const end = this.#length;
    let at = 0;
    while (at < end) {
      const code = codes[at] ?? 0;
      if (FOLDED[code] !== 0) at = this.#readWord(at);
      else if (code === BACKSLASH) at += codes[at + 1] === SMALL_U ? 6 : 2;
      else at += 1;
    }
    return this.#words();
  }

  /**
   * The words that markup shows or carries: text, and the values of attributes. The names of elements
   * and attributes are left out, and so are values that only our own templates write.
   */
  readMarkup(markup: string): Words {
    this.#begin(markup);
    const codes = this.#codes;
    const end = this.#length;
    let at = 0;
    while (at < end) {
      const code = codes[at] ?? 0;
      if (FOLDED[code] !== 0) at = this.#readWord(at);
      else if (code === LESS_THAN) at = this.#readTag(at + 1);
      else if (code === AMPERSAND) at = this.#skipReference(at);
      else at += 1;
    }
    return this.#words();
  }

  #begin(text: string): void {
    const { length } = text;
    // One more for the zero at the end, which stops every word.
    if (this.#codes.length <= length) {
      const size = 2 ** Math.ceil(Math.log2(length + 1));
      this.#codes = new Uint16Array(size);
      this.#bytes = Buffer.from(this.#codes.buffer);
      this.#starts = new Uint32Array(size / 2 + 1);
      this.#ends = new Uint32Array(size / 2 + 1);
      this.#numbers = new Int32Array(size / 2 + 1);
    }
    this.#bytes.write(text, 'utf16le');
    this.#codes[length] = 0;
    this.#length = length;
    this.#count = 0;
  }

  #words(): Words {
    return {
      count: this.#count,
      numbers: this.#numbers,
      starts: this.#starts,
      ends: this.#ends,
      codes: this.#codes,
    };
  }

  /** Reads the word at a place; where it ends. */
  #readWord(from: number): number {
    const codes = this.#codes;
    let number = 0x811c9dc5;
    let at = from;
    let folded = FOLDED[codes[at] ?? 0] ?? 0;
    do {
      number = Math.imul(number ^ folded, 0x01000193);
      at += 1;
      folded = FOLDED[codes[at] ?? 0] ?? 0;
    } while (folded !== 0);
    const count = this.#count;
    this.#starts[count] = from;
    this.#ends[count] = at;
    this.#numbers[count] = number;
    this.#count = count + 1;
    return at;
  }

  #readUntil(from: number, to: number): void {
    const codes = this.#codes;
    let at = from;
    while (at < to) {
      if (FOLDED[codes[at] ?? 0] !== 0) at = this.#readWord(at);
      else at += 1;
    }
  }

  /** A character reference parts words, as what it stands for does. */
  #skipReference(from: number): number {
    for (let at = from + 1; at < from + LONGEST_REFERENCE; at += 1) {
      if (this.#codes[at] === SEMICOLON) return at + 1;
    }
    return from + 1;
  }

  /** Reads what stands behind `<`; where the tag ends, or its text begins when it is none. */
  #readTag(from: number): number {
    const codes = this.#codes;
    const code = codes[from] ?? 0;
    if (code === SLASH) return this.#find(GREATER_THAN, from) + 1;
    if (!isAsciiLetter(code)) return from;
    const end = this.#length;
    let at = skipName(codes, from);
    while (at < end) {
      const here = codes[at] ?? 0;
      if (here === GREATER_THAN) return at + 1;
      // In a tag and outside of a value, a word is an attribute's name.
      if (FOLDED[here] === 0) at += 1;
      else {
        const start = at;
        at = skipName(codes, at);
        if (codes[at] === EQUALS) at = this.#readValue(start, at);
      }
    }
    return end;
  }

  /** Reads the value of the attribute whose name is between two places; where it ends. */
  #readValue(nameStart: number, nameEnd: number): number {
    const codes = this.#codes;
    const quote = codes[nameEnd + 1] ?? 0;
    const start = nameEnd + 2;
    if (quote === QUOTE || quote === APOSTROPHE) {
      if (isOwn(codes, nameStart, nameEnd)) return this.#find(quote, start) + 1;
      let at = start;
      const end = this.#length;
      while (at < end) {
        const code = codes[at] ?? 0;
        if (FOLDED[code] !== 0) at = this.#readWord(at);
        else if (code === quote) return at + 1;
        else at += 1;
      }
      return at;
    }
    let at = nameEnd + 1;
    for (; at < this.#length; at += 1) {
      const code = codes[at] ?? 0;
      if (code === GREATER_THAN || code <= 0x20) break;
    }
    if (!isOwn(codes, nameStart, nameEnd)) this.#readUntil(nameEnd + 1, at);
    return at;
  }

  #find(wanted: number, from: number): number {
    const codes = this.#codes;
    const end = this.#length;
    let at = from;
    while (at < end && codes[at] !== wanted) at += 1;
    return at;
  }
}

function isOwn(codes: Uint16Array, from: number, to: number): boolean {
  const length = to - from;
  if (length > DATA.length && begins(codes, from, DATA)) return true;
  return (OWN_ATTRIBUTES[length] ?? NONE).some((name) => begins(codes, from, name));
}

function begins(codes: Uint16Array, from: number, name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    if (FOLDED[codes[from + at] ?? 0] !== FOLDED[name.charCodeAt(at)]) return false;
  }
  return true;
}

function isAsciiLetter(code: number): boolean {
  const small = code | 0x20;
  return small >= 0x61 && small <= 0x7a;
}

/** The end of an element's or attribute's name, which may have hyphens, colons and dots inside. */
function skipName(codes: Uint16Array, from: number): number {
  let at = from;
  while (IN_NAMES[codes[at] ?? 0] === 1) at += 1;
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

/** The small letter of a UTF-16 code. One sign at a time: the same on both sides of every comparison. */
function fold(code: number): number {
  const small = String.fromCharCode(code).toLowerCase();
  const folded = small.length === 1 ? small.charCodeAt(0) : code;
  // Sigma has two small letters, and which one it is depends on its place.
  return folded === 0x03c2 ? 0x03c3 : folded;
}

/** Scripts without small letters, which are most codes: to ask for each takes longer than to load all that builds. */
function hasCase(code: number): boolean {
  const isHan = code >= 0x3400 && code < 0xa000;
  const isHangul = code >= 0xac00 && code < 0xd800;
  const isNoLetter = code >= 0xd800 && code < 0xf900;
  return !(isHan || isHangul || isNoLetter);
}

/** By UTF-16 code: the small letter of what words are made of; 0 for the rest. */
const FOLDED = new Uint16Array(0x10000);
for (let code = 0; code < FOLDED.length; code += 1) {
  const folded = hasCase(code) ? fold(code) : code;
  if (isWordCode(folded)) FOLDED[code] = folded;
}

/** By UTF-16 code: 1 for what names of elements and attributes are made of. */
const IN_NAMES = new Uint8Array(FOLDED.length);
for (let code = 0; code < FOLDED.length; code += 1) if (FOLDED[code] !== 0) IN_NAMES[code] = 1;
for (const sign of '-:._') IN_NAMES[sign.charCodeAt(0)] = 1;
