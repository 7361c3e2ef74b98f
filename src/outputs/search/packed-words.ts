/**
 * Reads what Pagefind writes of words, which is CBOR: `[[[word, pages, variants], …]]`, where a page is
 * `[number, places, places in metadata]`, its number as the step from the page before, and a variant is
 * `[form, pages]`.
 */
export class PackedReader {
  readonly bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  slice(from: number, to = this.#at): Buffer {
    return this.bytes.subarray(from, to);
  }

  /** How many items a list has that begins here. */
  list(): number {
    return this.#head(4);
  }

  text(): string {
    const length = this.#head(3);
    const from = this.#at;
    this.#at += length;
    return this.bytes.toString('utf8', from, this.#at);
  }

  /** A number of 0 or more. */
  count(): number {
    return this.#head(0);
  }

  number(): number {
    const isNegative = (this.bytes[this.#at] ?? 0) >> 5 === 1;
    return isNegative ? -1 - this.#head(1) : this.#head(0);
  }

  skipNumbers(): void {
    const bytes = this.bytes;
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
    const bytes = this.bytes;
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

/** Writes it, into as much room as it takes. */
export class PackedWriter {
  #bytes = Buffer.allocUnsafe(256);
  #at = 0;

  get length(): number {
    return this.#at;
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  /** What says what comes: a number, or how long a text or list is. */
  head(kind: keyof typeof KINDS, value: number): void {
    this.#grow(5);
    const high = KINDS[kind] << 5;
    if (value < 24) {
      this.#bytes[this.#at++] = high | value;
      return;
    }
    const length = value < 0x100 ? 1 : value < 0x10000 ? 2 : 4;
    this.#bytes[this.#at++] = high | (length === 1 ? 24 : length === 2 ? 25 : 26);
    this.#at = this.#bytes.writeUIntBE(value, this.#at, length);
  }

  text(text: string): void {
    const length = Buffer.byteLength(text);
    this.head('text', length);
    this.#grow(length);
    this.#at += this.#bytes.write(text, this.#at);
  }

  copy(bytes: Uint8Array, from: number, to: number): void {
    this.#grow(to - from);
    const target = this.#bytes;
    let at = this.#at;
    // Most are short, and for those a loop is faster than a call.
    if (to - from < 64) for (let one = from; one < to; one += 1) target[at++] = bytes[one] ?? 0;
    else target.set(bytes.subarray(from, to), at);
    this.#at += to - from;
  }

  #grow(length: number): void {
    if (this.#at + length <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + length));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}

export function packedHead(kind: keyof typeof KINDS, value: number): Buffer {
  const to = new PackedWriter();
  to.head(kind, value);
  return Buffer.from(to.bytes());
}

export function packedText(text: string): Buffer {
  const to = new PackedWriter();
  to.text(text);
  return Buffer.from(to.bytes());
}

export function packedNumber(value: number): Buffer {
  return value < 0 ? packedHead('negative', -1 - value) : packedHead('count', value);
}

export function packedList(items: readonly Uint8Array[]): Buffer {
  return Buffer.concat([packedHead('list', items.length), ...items]);
}
