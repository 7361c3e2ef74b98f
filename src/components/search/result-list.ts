import { element } from './element.ts';
import type { PagefindPage } from './indexes.ts';

/** How many results come at a time; more of them when the reader asks. */
const PAGE = 8;
/** So many of the first ones fill most screens. The others, each a file, come when their end is in sight. */
const FIRST = 4;

/** How the list of results is made. */
export interface ResultListOptions {
  readonly item: (page: PagefindPage) => HTMLElement;
  /** The label of the button for so many more. */
  readonly more: (count: number) => string;
  /** Whether these are still the results of what was asked last. */
  readonly isCurrent: () => boolean;
}

/** Shows the first results in `place`, and sees to it that others come as the reader gets there. */
export async function showResults(
  place: HTMLElement,
  pages: readonly { data(): Promise<PagefindPage> }[],
  { item, more, isCurrent }: ResultListOptions,
): Promise<void> {
  const list = element('ol', { class: 'search-list' });
  const end = element('div', { class: 'search-end' });
  const button = element('button', { type: 'button', class: 'search-button search-more' });
  let shown = 0;
  let isAdding = false;

  /** Shows so many more; the first of them. */
  const add = async (count: number): Promise<HTMLElement | undefined> => {
    const next = pages.slice(shown, shown + count);
    const found = await Promise.all(next.map((page) => page.data()));
    if (!isCurrent()) return undefined;
    const items = found.map(item);
    list.append(...items);
    shown += items.length;
    const left = Math.min(PAGE, pages.length - shown);
    button.hidden = shown < PAGE || left === 0;
    button.textContent = more(left);
    return items[0];
  };
  const sight = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) addRest();
  });
  const addRest = (): void => {
    if (shown >= PAGE || isAdding) return;
    isAdding = true;
    sight.unobserve(end);
    add(PAGE - shown)
      // What did not come can be asked for.
      .catch(() => (button.hidden = shown === pages.length))
      .finally(() => (isAdding = false));
  };
  // Whoever goes by the keyboard has the last link in sight, and not always what is below it.
  list.addEventListener('focusin', ({ target }) => {
    if (target instanceof Node && list.lastElementChild?.contains(target)) addRest();
  });

  await add(FIRST);
  if (!isCurrent()) return;
  button.addEventListener('click', () => {
    void add(PAGE).then((first) => first?.querySelector('a')?.focus());
  });
  // While it has what it had, this costs no layout.
  place.scrollTop = 0;
  place.replaceChildren(list, end, button);
  if (shown < Math.min(PAGE, pages.length)) sight.observe(end);
}
