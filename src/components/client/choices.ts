import { followNarrowing, rowsChanged } from './mine/narrowed.ts';

/**
 * Choices that narrow a list, kept in the address so that they can be sent, kept and gone back from.
 * Parameters of the address that belong to others stay as they are.
 */
export type Choice = ReadonlyMap<string, string>;

interface Words {
  count: Record<string, string>;
  none: string;
  failed: string;
}

export interface Choices {
  /** How many there are when nothing is chosen. */
  readonly total: number;
  /**
   * Says how many are left.
   *
   * @param forms the words for it by plural form, where they are not those of the form
   */
  say(count: number, forms?: Record<string, string>): void;
  /** Says that what is needed could not be loaded. */
  fail(): void;
}

/**
 * Begins to follow the selects of a form.
 *
 * @param narrow called with what is chosen, at once when the address holds a choice, at every change, and
 * when rows have been marked as none of what the reader runs: those are hidden already, and don't count
 * @param isNarrowed whether something beside the selects narrows the list
 * @returns to be called when that has changed
 */
export function followChoices(
  form: HTMLElement,
  narrow: (choice: Choice, choices: Choices) => void | Promise<void>,
  isNarrowed: () => boolean = () => false,
): () => void {
  const words = JSON.parse(form.dataset['words'] ?? '{}') as Words;
  const selects = [...form.querySelectorAll('select')];
  const status = form.querySelector<HTMLElement>('[data-count]');
  const clear = form.querySelector<HTMLElement>('[data-clear]');
  const rules = new Intl.PluralRules(document.documentElement.lang);
  const choices: Choices = {
    total: Number(form.dataset['total']),
    say(count, forms = words.count) {
      showList();
      const form = forms[rules.select(count)] ?? forms['other'] ?? '';
      if (status)
        status.textContent =
          // With nothing chosen there is no filter to remove.
          count === 0 && chosen().size > 0 ? words.none : form.replace('{count}', `${count}`);
      void rowsChanged();
    },
    fail() {
      showList();
      if (status) status.textContent = words.failed;
    },
  };

  const chosen = (): Choice =>
    new Map(selects.flatMap(({ name, value }) => (value === '' ? [] : [[name, value] as const])));

  const apply = (): void | Promise<void> => {
    if (clear) clear.hidden = chosen().size === 0;
    return narrow(chosen(), choices);
  };

  const read = (): void => {
    const params = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = params.get(select.name) ?? '';
      // A choice that this list does not have is none, rather than an empty list.
      select.value = [...select.options].some((option) => option.value === value) ? value : '';
    }
    void apply();
  };

  const write = (): void => {
    const params = new URLSearchParams(location.search);
    for (const { name } of selects) params.delete(name);
    for (const [name, value] of chosen()) params.set(name, value);
    const query = params.toString();
    history.pushState(null, '', `${location.pathname}${query === '' ? '' : `?${query}`}`);
    void apply();
  };

  for (const select of selects) select.addEventListener('change', write);
  clear?.addEventListener('click', () => {
    for (const select of selects) select.value = '';
    write();
    // The button is gone: whoever pressed it goes on where the choices are.
    selects[0]?.focus();
  });
  addEventListener('popstate', read);
  followNarrowing(apply);
  if (selects.some(({ name }) => new URLSearchParams(location.search).has(name))) read();
  // What was chosen while this script was on its way.
  else if (chosen().size > 0) write();
  else if (isNarrowed()) void apply();
  else showList();
  return () => void apply();
}

/** A list whose address narrows it is kept out of sight until it is narrowed, so that nothing jumps. */
export function showList(): void {
  delete document.documentElement.dataset['filtering'];
}
