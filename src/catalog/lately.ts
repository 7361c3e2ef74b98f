/**
 * So many things are held at a time, of all kinds together: what a page wants again and again while it is made.
 * More would live so long that V8 takes them for what stays, and looks at them until it looks at all.
 */
const MOST_HELD = 16;

/** Something that was made lately: it is made again when enough else has been made meanwhile. */
export class Lately<T extends object> {
  /** Those that hold something, in the order in which it was made. */
  static readonly #holding: Lately<object>[] = [];
  static #oldest = 0;
  #made: T | null = null;

  /** What was made or kept last, as long as it is held; else what `make` makes. */
  get(make: () => T): T {
    return this.#made ?? this.keep(make());
  }

  /** Takes what was made elsewhere. */
  keep(made: T): T {
    if (this.#made === null) {
      const oldest = Lately.#holding[Lately.#oldest];
      if (oldest !== undefined) oldest.#made = null;
      Lately.#holding[Lately.#oldest] = this;
      Lately.#oldest = (Lately.#oldest + 1) % MOST_HELD;
    }
    this.#made = made;
    return made;
  }
}
