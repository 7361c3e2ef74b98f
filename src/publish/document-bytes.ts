const FIRST_SIZE = 2 ** 21;
/** Bytes of UTF-8 for one code unit of a string. */
const LONGEST_CHARACTER = 3;

/** Puts documents together from text and bytes, one after the other in the same memory. */
export class DocumentBytes {
  #memory = Buffer.allocUnsafeSlow(FIRST_SIZE);
  #length = 0;

  /** Begins a document: the bytes of the last are of no use any more. */
  clear(): void {
    this.#length = 0;
  }

  add(part: string | Uint8Array): void {
    const isText = typeof part === 'string';
    this.#makeRoom(isText ? part.length * LONGEST_CHARACTER : part.length);
    if (isText) this.#length += this.#memory.write(part, this.#length);
    else {
      this.#memory.set(part, this.#length);
      this.#length += part.length;
    }
  }

  /** The document so far, until the next one is begun. */
  bytes(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }

  #makeRoom(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#memory.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#memory.length * 2));
    this.#memory.copy(larger, 0, 0, this.#length);
    this.#memory = larger;
  }
}
