import { parseOwn, type OwnProduct } from '../../../model/my-version.ts';

/**
 * Where the browser keeps what a reader runs: for good when they said so, for the visit when an address
 * did. Each portal and audience has its own; the frame's inline script knows its name.
 */
const script = document.querySelector<HTMLElement>('script[data-mine-key]');
const key = script?.dataset['mineKey'] ?? '';

type Place = 'kept' | 'visit';

/** Address of what the edition has to choose from. */
export function dataHref(): string {
  return script?.dataset['mineHref'] ?? '';
}

/** The text that is kept; null when there is none. */
export function read(place: Place): string | null {
  try {
    return storageOf(place).getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a text; an empty one is forgotten. */
export function write(place: Place, text: string): void {
  try {
    if (text === '') storageOf(place).removeItem(key);
    else storageOf(place).setItem(key, text);
  } catch {
    // Without storage the choice lasts for this page.
  }
}

/** What the reader says to run, at once, and not held against what the edition has. */
export function saidOwn(): OwnProduct[] {
  const sent = parseOwn(new URLSearchParams(location.search).get('mine') ?? '');
  if (sent.length > 0) return sent;
  return parseOwn((read('visit') ?? '') || (read('kept') ?? ''));
}

function storageOf(place: Place): Storage {
  return place === 'kept' ? localStorage : sessionStorage;
}
