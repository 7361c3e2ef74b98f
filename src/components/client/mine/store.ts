import { formatOwn, ownQuery, parseOwn, type OwnProduct } from '../../../model/my-version.ts';
import { knownOwn, type MyVersion } from '../../../model/own-versions.ts';
import type { MyVersionData } from '../../../views/my-version.ts';
import { dataHref, read, write } from './kept.ts';

/** What a reader runs, held against what the edition has; and the addresses that say it. */
let data: Promise<MyVersionData> | undefined;

/** Versions and words of the edition; fetched once. */
export function loadData(): Promise<MyVersionData> {
  data ??= fetch(dataHref()).then(async (answer) => {
    if (!answer.ok) throw new Error(`${answer.status}`);
    return (await answer.json()) as MyVersionData;
  });
  data.catch(() => (data = undefined));
  return data;
}

/** What the reader runs, and whether they only opened an address that says so; null for no choice. */
export async function readOwn(): Promise<{ mine: MyVersion; isVisit: boolean } | null> {
  const { products } = await loadData();
  const known = (text: string | null): MyVersion => knownOwn(parseOwn(text ?? ''), products);
  const kept = known(read('kept'));
  const sent = known(new URLSearchParams(location.search).get('mine'));
  if (sent.length > 0) write('visit', formatOwn(sent));
  const visit = sent.length > 0 ? sent : known(read('visit'));
  // An address that says what the reader has said is no news.
  if (visit.length > 0 && formatOwn(visit) !== formatOwn(kept))
    return { mine: visit, isVisit: true };
  return kept.length > 0 ? { mine: kept, isVisit: false } : null;
}

/** Keeps a choice, or forgets it when there is none; what an address said is over. */
export function keepOwn(own: readonly OwnProduct[]): void {
  write('kept', formatOwn(own));
  write('visit', '');
  setParams({ mine: null, all: null });
}

/** The address of this page with a choice in it, to be sent. */
export function addressWith(own: readonly OwnProduct[]): string {
  const url = new URL(location.href);
  const query = [withoutOurs(url), ownQuery(own)].filter((part) => part !== '').join('&');
  return `${url.origin}${url.pathname}?${query}${url.hash}`;
}

/** Whether the address asks for everything. */
export function asksForAll(): boolean {
  return new URLSearchParams(location.search).has('all');
}

/** Says in the address that everything is shown, so that a reload and a link show it too. */
export function askForAll(all: boolean): void {
  setParams({ all: all ? '1' : null });
}

function setParams(params: Readonly<Record<string, string | null>>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(params)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}

function withoutOurs(url: URL): string {
  const rest = new URLSearchParams(url.search);
  rest.delete('mine');
  rest.delete('all');
  return rest.toString();
}
