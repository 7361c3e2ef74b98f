import { element } from './element.ts';
import type { SearchStrings } from './strings.ts';

/** What the dialog of a page has for its script. Throws where one of it is missing. */
export function partsOf(dialog: HTMLDialogElement) {
  const find = <T extends Element>(selector: string): T => {
    const found = dialog.querySelector<T>(selector);
    if (!found) throw new Error(`The search dialog lacks ${selector}`);
    return found;
  };
  return {
    settings: find('[data-search-settings]'),
    form: find<HTMLFormElement>('[data-search-form]'),
    line: find<HTMLElement>('.search-line'),
    input: find<HTMLInputElement>('input[type=search]'),
    status: find<HTMLElement>('[data-search-status]'),
    order: find<HTMLElement>('[data-search-order]'),
    orderSelect: find<HTMLSelectElement>('[data-search-order] select'),
    facets: find<HTMLDetailsElement>('[data-search-facets]'),
    groups: find<HTMLElement>('[data-search-groups]'),
    active: find<HTMLElement>('[data-search-active]'),
    results: find<HTMLElement>('[data-search-results]'),
  };
}

/** What stands in the place of results while nothing is asked: what was searched for before. */
export function recentList(recent: readonly string[], strings: SearchStrings): HTMLElement[] {
  if (recent.length === 0) return [];
  const again = (query: string): HTMLElement =>
    element('button', { type: 'button', 'data-recent': query, dir: 'auto' }, query);
  const forget = { type: 'button', class: 'search-link', 'data-forget': true };
  return [
    element('h3', { class: 'search-heading' }, strings.recent),
    element(
      'ul',
      { class: 'search-recent' },
      ...recent.map((query) => element('li', {}, again(query))),
    ),
    element(
      'p',
      { class: 'search-note' },
      `${strings.recentNote} `,
      element('button', forget, strings.clearRecent),
    ),
  ];
}

/** A button that takes all filters away. */
export function clearButton(label: string): HTMLButtonElement {
  return element('button', { type: 'button', class: 'search-link', 'data-clear': true }, label);
}

/** What to try when nothing was found, what is likeliest to help first. */
export function noneHint(likeliest: readonly Node[], strings: SearchStrings): HTMLElement {
  const tips = [...likeliest, ...strings.tips].map((tip) => element('li', {}, tip));
  return element(
    'div',
    { class: 'search-none' },
    element('h3', { class: 'search-heading' }, strings.tryTitle),
    element('ul', {}, ...tips),
  );
}
