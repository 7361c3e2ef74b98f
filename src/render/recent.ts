/**
 * What was made of the texts that were asked for last. For functions of a text alone: the same title or
 * summary is wanted for a page, a feed, lists and search, in the editions of several audiences.
 */
export class Recent<V> {
  readonly #size: number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();

  /** @param size that many texts are remembered at least, and twice as many at most */
  constructor(size: number) {
    this.#size = size;
  }

  get(text: string): V | undefined {
    const known = this.#young.get(text);
    if (known !== undefined) return known;
    const older = this.#old.get(text);
    if (older !== undefined) this.set(text, older);
    return older;
  }

  set(text: string, value: V): void {
    if (this.#young.size >= this.#size) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(text, value);
  }
}
