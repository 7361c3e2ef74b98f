import type { Followed } from '../catalog/trace.ts';
import type { Rendered } from '../render/body.ts';

/**
 * So many bodies are kept at a time, and so many characters of them, or one body: what asks for the same ones does
 * so in a row. More would live so long that V8 takes them for what stays.
 */
const MOST_BODIES = 32;
const MOST_CHARACTERS = 60_000;

/** Bodies that were rendered last. */
export class RecentBodies {
  // In places that stay: a map makes new ones as it goes, and V8 keeps what old ones refer to until it looks at all.
  readonly #keys: string[] = Array.from({ length: MOST_BODIES }, () => '');
  readonly #bodies: (Followed<Rendered> | null)[] = Array.from({ length: MOST_BODIES }, () => null);
  #next = 0;
  #characters = 0;

  get(key: string): Followed<Rendered> | null {
    return this.#bodies[this.#keys.indexOf(key)] ?? null;
  }

  /** Takes one that is not there. */
  set(key: string, body: Followed<Rendered>): void {
    const place = this.#next;
    this.#next = (place + 1) % MOST_BODIES;
    this.#drop(place);
    this.#characters += sizeOf(body);
    // Those that have been there longest come after it.
    for (let after = 1; after < MOST_BODIES; after += 1) {
      if (this.#characters <= MOST_CHARACTERS) break;
      this.#drop((place + after) % MOST_BODIES);
    }
    this.#keys[place] = key;
    this.#bodies[place] = body;
  }

  #drop(place: number): void {
    const body = this.#bodies[place];
    if (!body) return;
    this.#characters -= sizeOf(body);
    this.#keys[place] = '';
    this.#bodies[place] = null;
  }
}

function sizeOf({ value: { html, bareHtml } }: Followed<Rendered>): number {
  return html.length + bareHtml.length;
}
