import { appliesToMine, concerns, standing, type InRange } from '../../../model/narrowing.ts';
import type { MyVersion } from '../../../model/own-versions.ts';

/**
 * Marks the rows of lists that are none of the reader's (`data-not-mine`; styles hide them) and the
 * releases that they have. A list is a `data-narrows`; what its children say of themselves decides:
 * `data-product` or `data-products`, `data-modules`, `data-version`, `data-affects`, `data-applies`.
 */
export async function markRows(mine: MyVersion | null, have: string): Promise<void> {
  const inRange = mine !== null && hasRanges() ? await rangeReader() : () => true;
  for (const list of document.querySelectorAll<HTMLElement>('[data-narrows]')) {
    const rows = [...list.children].filter(
      (child): child is HTMLElement => child instanceof HTMLElement && saysSomething(child),
    );
    if (rows.length > 0) markList(list, rows, mine, have, inRange);
  }
  for (const notice of document.querySelectorAll<HTMLElement>('[data-mine-notice]')) {
    markNotice(notice, mine, inRange);
  }
}

type Applies = { product: string; range: string }[];

/** A guide that is for other versions says so, and leads to the same for the reader's. */
function markNotice(notice: HTMLElement, mine: MyVersion | null, inRange: InRange): void {
  const applies = parsed<Applies>(notice.dataset['applies'], []);
  notice.hidden = mine === null || appliesToMine(mine, applies, inRange);
  const link = notice.querySelector('a');
  if (mine === null || !link) return;
  const others = parsed<{ href: string; applies: Applies }[]>(notice.dataset['others'], []);
  const own = others.find((other) => appliesToMine(mine, other.applies, inRange));
  link.hidden = own === undefined;
  if (own) link.href = own.href;
}

/** How many rows are marked, of those that the reader's own filters leave. */
export function countMarked(): number {
  return document.querySelectorAll('[data-narrows] > [data-not-mine]:not([hidden], .cal-mark)')
    .length;
}

function markList(
  list: HTMLElement,
  rows: readonly HTMLElement[],
  mine: MyVersion | null,
  have: string,
  inRange: InRange,
): void {
  const others = mine === null ? [] : rows.filter((row) => !isMine(row, mine, inRange));
  // Who opens a list of one product's old versions came for them.
  const all = others.length === rows.length;
  const isKept = all && list.dataset['narrows'] === 'some';
  for (const row of rows) {
    row.toggleAttribute('data-not-mine', !isKept && others.includes(row));
    markOwn(row, mine, have);
  }
  keepMost(list, rows);
  const section = list.closest('section');
  // A heading goes with its only list.
  if (section?.querySelectorAll('[data-narrows]').length === (list === section ? 0 : 1)) {
    section.toggleAttribute('data-none-mine', all && !isKept);
  }
}

/** A list that shows so many at most goes on with those that are left. */
function keepMost({ dataset }: HTMLElement, rows: readonly HTMLElement[]): void {
  if (dataset['most'] === undefined) return;
  const most = Number(dataset['most']);
  let shown = 0;
  for (const [index, row] of rows.entries()) {
    if (row.dataset['notMine'] !== undefined) row.hidden = index >= most;
    else row.hidden = (shown += 1) > most;
  }
}

function isMine(row: HTMLElement, mine: MyVersion, inRange: InRange): boolean {
  const { product, products, modules, version, affects, applies } = row.dataset;
  return concerns(
    mine,
    {
      products: product === undefined ? names(products) : [product],
      modules: names(modules),
      ...(version === undefined ? {} : { version }),
      ...(affects === undefined ? {} : { affects: parsed<string[]>(affects, []) }),
      appliesTo: parsed(applies, []),
    },
    inRange,
  );
}

function markOwn(row: HTMLElement, mine: MyVersion | null, have: string): void {
  row.querySelector('.badge-mine')?.remove();
  const { product, version } = row.dataset;
  const own = mine?.find((each) => each.product === product);
  if (own === undefined || version === undefined || standing(own, version) !== 'same') return;
  const tags = row.querySelector('.row-tags') ?? row.appendChild(document.createElement('p'));
  tags.className = 'row-tags';
  const badge = document.createElement('span');
  badge.className = 'badge badge-mine';
  badge.textContent = have;
  tags.prepend(badge, ' ');
}

function saysSomething({ dataset }: HTMLElement): boolean {
  return ['product', 'products', 'applies'].some((name) => dataset[name] !== undefined);
}

/** Names in an attribute, parted by spaces. */
function names(text = ''): string[] {
  return text.split(' ').filter((name) => name !== '');
}

function parsed<T>(text: string | undefined, otherwise: T): T {
  return text === undefined ? otherwise : (JSON.parse(text) as T);
}

function hasRanges(): boolean {
  return document.querySelector('main :is([data-affects], [data-applies])') !== null;
}

/** What it takes to read ranges is fetched by pages that have some. */
async function rangeReader(): Promise<InRange> {
  const { satisfies } = await import('../../../model/range.ts');
  return satisfies;
}
