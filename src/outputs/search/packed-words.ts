/**
 * Reads what Pagefind writes of words, which is CBOR: `[[[word, pages, variants], …]]`, where a page is
 * `[number, places, places in metadata]`, its number as the step from the page before, and a variant is
 * `[form, pages]`.
 */
export class PackedReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  slice(from: number, to = this.#at): Buffer {
    return this.#bytes.subarray(from, to);
  }

  /** How many items a list has that begins here. */
  list(): number {
    return this.#head(4);
  }

  text(): string {
    const length = this.#head(3);
    const from = this.#at;
    this.#at += length;
    return this.#bytes.toString('utf8', from, this.#at);
  }

  /** A number of 0 or more. */
  count(): number {
    return this.#head(0);
  }

  number(): number {
    const isNegative = (this.#bytes[this.#at] ?? 0) >> 5 === 1;
    return isNegative ? -1 - this.#head(1) : this.#head(0);
  }

  skipNumbers(): void {
    const bytes = this.#bytes;
    let left = this.list();
    let at = this.#at;
    for (; left > 0; left -= 1) {
      const low = (bytes[at] ?? 0xff) & 0x1f;
      if ((bytes[at] ?? 0xff) >= 0x40 || low > 26) throw unknown();
      at += low < 24 ? 1 : low === 24 ? 2 : low === 25 ? 3 : 5;
    }
    this.#at = at;
  }

  #head(wanted: number): number {
    const bytes = this.#bytes;
    const first = bytes[this.#at] ?? 0xff;
    const low = first & 0x1f;
    if (first >> 5 !== wanted || low > 26) throw unknown();
    this.#at += 1;
    if (low < 24) return low;
    const from = this.#at;
    const length = low === 24 ? 1 : low === 25 ? 2 : 4;
    this.#at += length;
    return bytes.readUIntBE(from, length);
  }
}

const unknown = (): Error =>
  new Error('Pagefind’s index is not as this expects it: is it another version?');

const KINDS = { count: 0, negative: 1, text: 3, list: 4 } as const;

/** The bytes that say what comes: a number, or how long a text or list is. */
export function packedHead(kind: keyof typeof KINDS, value: number): Buffer {
  const high = KINDS[kind] << 5;
  if (value < 24) return Buffer.from([high | value]);
  if (value < 0x100) return Buffer.from([high | 24, value]);
  if (value < 0x10000) return Buffer.from([high | 25, value >> 8, value & 0xff]);
  const head = Buffer.from([high | 26, 0, 0, 0, 0]);
  head.writeUInt32BE(value, 1);
  return head;
}

export function packedText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([packedHead('text', bytes.length), bytes]);
}

export function packedNumber(value: number): Buffer {
  return value < 0 ? packedHead('negative', -1 - value) : packedHead('count', value);
}

export function packedList(items: readonly Uint8Array[]): Buffer {
  return Buffer.concat([packedHead('list', items.length), ...items]);
}
