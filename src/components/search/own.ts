import { element } from './element.ts';

/** The search narrowed to what a reader runs: a box to see and clear, and a button for when nothing is found. */
export interface OwnSearch {
  readonly box: HTMLInputElement;
  readonly button: HTMLButtonElement;
  /** Whether a value of the product facet is one of the reader's. */
  readonly uses: (product: string) => boolean;
}

/** Puts the box into `line`; null when the reader has not said what they run. */
export async function ownSearch(line: HTMLElement, run: () => void): Promise<OwnSearch | null> {
  const before = line.querySelector<HTMLInputElement>('.search-mine input');
  line.querySelector('.search-mine')?.remove();
  const { mine: state } = document.documentElement.dataset;
  if (state === undefined) return null;
  const { loadData, readOwn } = await import('../client/mine/store.ts');
  const { listOf } = await import('../client/mine/words.ts');
  const [{ words }, choice] = await Promise.all([loadData(), readOwn()]);
  if (choice === null) return null;
  const box = element('input', { type: 'checkbox' });
  box.checked = before?.checked ?? state !== 'all';
  const text = words.search.replace('{what}', listOf(choice.mine));
  line.prepend(element('label', { class: 'search-mine' }, box, element('span', {}, text)));
  const button = element('button', { type: 'button', class: 'search-link' }, words.searchAll);
  box.addEventListener('change', run);
  button.addEventListener('click', () => {
    box.checked = false;
    box.focus();
    run();
  });
  // A product is found under its title; with its id where two have the same one.
  const labels = choice.mine.flatMap(({ product, title }) => [title, `${title} (${product})`]);
  return { box, button, uses: (product) => labels.includes(product) };
}
