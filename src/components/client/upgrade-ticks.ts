/** What a reader has done of a plan: in this browser only, under `upgrade:<audience>:<product>:<item>`. */
export interface Ticks {
  has(item: string): boolean;
  set(item: string, done: boolean): void;
}

/** The ticks of one product's plans. Without storage they last for this page. */
export function ticksOf(audience: string, product: string): Ticks {
  const key = (item: string): string => `upgrade:${audience}:${product}:${item}`;
  const here = new Map<string, boolean>();
  return {
    has(item) {
      const known = here.get(item);
      if (known !== undefined) return known;
      try {
        return localStorage.getItem(key(item)) !== null;
      } catch {
        return false;
      }
    },
    set(item, done) {
      here.set(item, done);
      try {
        if (done) localStorage.setItem(key(item), '1');
        else localStorage.removeItem(key(item));
      } catch {
        // Storage may be full or forbidden.
      }
    },
  };
}
