/** Something that was made lately, and is made again when memory was short meanwhile. */
export class Lately<T extends object> {
  #known: WeakRef<T> | null = null;

  /** What was made or kept last, as long as there is memory for it; else what `make` makes. */
  get(make: () => T): T {
    return this.#known?.deref() ?? this.keep(make());
  }

  /** Takes what was made elsewhere. */
  keep(made: T): T {
    this.#known = new WeakRef(made);
    return made;
  }
}
