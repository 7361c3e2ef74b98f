import { pageAddress, type Place } from './address.ts';

/** Addresses of lists and of the data behind their filters. */

/** Page `number` (from 1) of the list at `address`; the first is the list itself. */
export function numberedAddress(address: string, number: number): string {
  return number === 1 ? address : `${address}page/${number}/`;
}

/** All releases of one year. No product may be called `year`. */
export function releaseYearAddress(place: Place, year: string): string {
  return pageAddress(place, `/releases/year/${year}/`);
}

/** Every release of an edition as data, for the filters of the release list. */
export function releaseDataAddress(place: Place): string {
  return pageAddress(place, '/releases/list.json');
}

/** Formats of a feed, by what readers call them. */
export const feedFormats = { rss: 'rss.xml', atom: 'atom.xml', json: 'json' } as const;
