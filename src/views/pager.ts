import { numberedAddress } from '../model/list-address.ts';
import type { ViewContext } from './context.ts';

/** Plain links between pages of a list. */
export interface Pager {
  current: number;
  total: number;
  newer: string | null;
  older: string | null;
  pages: { number: number; href: string; current: boolean }[];
}

/** Entries on one page of a list. */
export const PAGE_SIZE = 25;

/** How many pages a list of `count` entries has; an empty list has one. */
export function pageCount(count: number): number {
  return Math.max(1, Math.ceil(count / PAGE_SIZE));
}

/** The entries of page `page`, counted from 1. */
export function pageSlice<T>(items: readonly T[], page: number): T[] {
  return items.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
}

/** Links between the pages of the list at `address`; null when it has one page only. */
export function pagerOf(
  context: ViewContext,
  count: number,
  page: number,
  address: string,
): Pager | null {
  const total = pageCount(count);
  if (total === 1) return null;
  const href = (number: number): string => context.url(numberedAddress(address, number));
  return {
    current: page,
    total,
    newer: page > 1 ? href(page - 1) : null,
    older: page < total ? href(page + 1) : null,
    pages: shown(page, total).map((number) => ({
      number,
      href: href(number),
      current: number === page,
    })),
  };
}

/** The other pages of the list at `address`, from which a script takes what a filter looks through. */
export function otherPages(
  context: ViewContext,
  count: number,
  page: number,
  address: string,
): string[] {
  return Array.from({ length: pageCount(count) }, (_, index) => index + 1)
    .filter((number) => number !== page)
    .map((number) => context.url(numberedAddress(address, number)));
}

/** First, last and the neighbours: a bounded number of links, however long the list. */
function shown(page: number, total: number): number[] {
  const numbers = [1, page - 1, page, page + 1, total];
  return [...new Set(numbers)].filter((number) => number >= 1 && number <= total);
}
