import { element } from './element.ts';
import { openEngine } from './engine.ts';
import type { Answer, Engine, Question } from './engine.ts';
import { facetGroups } from './facets.ts';
import { moveWithArrows } from './keys.ts';
import { ownSearch, type OwnSearch } from './own.ts';
import { forgetSearches, recentSearches, rememberSearch } from './recent.ts';
import { showResults } from './result-list.ts';
import { resultItem } from './results.ts';
import type { IndexFiles } from './shards.ts';
import { fill } from './strings.ts';
import type { FacetName, PluralForms, SearchSettings } from './strings.ts';

/** Milliseconds without a key before what stands in the field is searched for. */
const PAUSE = 30;

/** Whether something came in one stroke, pasted, dictated or chosen: nobody is still typing it. */
function isWhole(event: Event): boolean {
  if (!(event instanceof InputEvent)) return false;
  return event.inputType === 'insertFromPaste' || (event.data?.length ?? 0) > 1;
}

/** Brings the search dialog of the page to life; called once, when it is first opened. */
export async function start(
  dialog: HTMLDialogElement,
  loadFiles: () => Promise<IndexFiles>,
): Promise<void> {
  const find = <T extends Element>(selector: string): T => {
    const found = dialog.querySelector<T>(selector);
    if (!found) throw new Error(`The search dialog lacks ${selector}`);
    return found;
  };
  const { href, lang, strings } = JSON.parse(
    find('[data-search-settings]').textContent ?? '',
  ) as SearchSettings;
  const input = find<HTMLInputElement>('input[type=search]');
  const status = find<HTMLElement>('[data-search-status]');
  const order = find<HTMLElement>('[data-search-order]');
  const orderSelect = find<HTMLSelectElement>('[data-search-order] select');
  const facets = find<HTMLDetailsElement>('[data-search-facets]');
  const groups = find<HTMLElement>('[data-search-groups]');
  const active = find<HTMLElement>('[data-search-active]');
  const results = find<HTMLElement>('[data-search-results]');

  // Latin digits, as everywhere in the portal: versions and counts stand beside each other.
  const tag = new Intl.Locale(lang, { numberingSystem: 'latn', calendar: 'gregory' });
  const numbers = new Intl.NumberFormat(tag);
  const days = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' });
  const plurals = new Intl.PluralRules(tag);
  const collator = new Intl.Collator(tag, { numeric: true });
  const day = (iso: string): string => days.format(new Date(`${iso}T00:00:00Z`));
  const counted = (forms: PluralForms, count: number, query = ''): string =>
    fill(forms[plurals.select(count)] ?? forms['other'] ?? '', {
      count: numbers.format(count),
      query,
    });

  const chosen = new Map<FacetName, Set<string>>();
  const opened = new Set<FacetName>();
  let engine: Promise<Engine> | undefined;
  let own: OwnSearch | null = null;
  let turn = 0;
  let timer: number | undefined;

  const load = async (): Promise<Engine> => openEngine(await loadFiles(), href, lang);
  const text = (): string => input.value.trim();
  const chosenCount = (): number => [...chosen.values()].reduce((sum, set) => sum + set.size, 0);
  const question = (): Question => ({
    text: text(),
    chosen,
    order: orderSelect.value === 'date' ? 'date' : 'match',
    ...(own?.box.checked === true ? { uses: own.uses } : {}),
  });

  function showNothingAsked(): void {
    status.textContent = '';
    order.hidden = true;
    facets.hidden = true;
    const recent = recentSearches();
    if (recent.length === 0) {
      results.replaceChildren();
      return;
    }
    results.replaceChildren(
      element('h3', { class: 'search-heading' }, strings.recent),
      element(
        'ul',
        { class: 'search-recent' },
        ...recent.map((query) =>
          element(
            'li',
            {},
            element('button', { type: 'button', 'data-recent': query, dir: 'auto' }, query),
          ),
        ),
      ),
      element(
        'p',
        { class: 'search-note' },
        `${strings.recentNote} `,
        element(
          'button',
          { type: 'button', class: 'search-link', 'data-forget': true },
          strings.clearRecent,
        ),
      ),
    );
  }

  function showFacets(answer: Answer): void {
    const kept = (document.activeElement as HTMLElement | null)?.dataset['keep'];
    groups.replaceChildren(
      ...facetGroups({
        counts: answer.counts,
        chosen,
        opened,
        strings,
        number: (value) => numbers.format(value),
        compare: (a, b) => collator.compare(a, b),
      }),
    );
    const count = chosenCount();
    active.textContent = count > 0 ? `(${numbers.format(count)})` : '';
    if (count > 0) groups.append(removeButton(strings.removeFilters));
    facets.hidden = groups.childElementCount === 0;
    // The boxes are new; a reader who was on one stays on it.
    if (kept !== undefined) {
      groups.querySelector<HTMLElement>(`[data-keep="${CSS.escape(kept)}"]`)?.focus();
    }
  }

  function removeButton(label: string): HTMLButtonElement {
    return element('button', { type: 'button', class: 'search-link', 'data-clear': true }, label);
  }

  async function showNone(asked: Question, mine: number): Promise<void> {
    const tips = element('ul', {}, ...strings.tips.map((tip) => element('li', {}, tip)));
    const hint = element(
      'div',
      { class: 'search-none' },
      element('h3', { class: 'search-heading' }, strings.tryTitle),
      tips,
    );
    if (chosenCount() > 0) {
      const free = await (await engine)?.ask({ ...asked, chosen: new Map() });
      if (mine !== turn) return;
      if (free && free.pages.length > 0) {
        const label = counted(strings.withoutFilters, free.pages.length, asked.text);
        tips.prepend(element('li', {}, removeButton(label)));
      }
    }
    if (asked.uses && own) {
      const { uses: _, ...everything } = asked;
      const all = await (await engine)?.ask(everything);
      if (mine !== turn) return;
      if (all && all.pages.length > 0) tips.prepend(element('li', {}, own.button));
    }
    results.replaceChildren(hint);
  }

  /** What the reader runs may have changed since the dialog was last open. */
  async function reopened(): Promise<void> {
    const line = find<HTMLElement>('.search-line');
    own = await ownSearch(line, () => void run()).catch(() => null);
    await run();
  }

  async function run(): Promise<void> {
    window.clearTimeout(timer);
    const mine = ++turn;
    const asked = question();
    if (href === '') {
      status.textContent = strings.unavailable;
      return;
    }
    if (asked.text === '' && chosenCount() === 0) {
      showNothingAsked();
      return;
    }
    if (results.childElementCount === 0) status.textContent = strings.searching;
    try {
      engine ??= load();
      const answer = await (await engine).ask(asked);
      if (mine !== turn) return;
      order.hidden = asked.text === '' || answer.pages.length < 2;
      showFacets(answer);
      const count = answer.pages.length;
      if (count > 0) {
        await showResults(results, answer.pages, {
          item: (page) => resultItem(page, day),
          more: (left) => counted(strings.more, left),
          isCurrent: () => mine === turn,
        });
      } else await showNone(asked, mine);
      if (mine !== turn) return;
      status.textContent =
        asked.text === ''
          ? counted(strings.countAll, count)
          : count > 0
            ? counted(strings.count, count, asked.text)
            : fill(strings.none, { query: asked.text });
    } catch {
      if (mine !== turn) return;
      engine = undefined;
      results.replaceChildren();
      facets.hidden = true;
      status.textContent = strings.failed;
    }
  }

  input.addEventListener('input', (event) => {
    // While an input method composes, the text is not yet what the reader means.
    if (event.isComposing) return;
    window.clearTimeout(timer);
    void engine?.then((ready) => ready.preload(text())).catch(() => undefined);
    if (isWhole(event)) void run();
    else timer = window.setTimeout(() => void run(), PAUSE);
  });
  input.addEventListener('compositionend', () => void run());
  orderSelect.addEventListener('change', () => void run());

  find<HTMLFormElement>('[data-search-form]').addEventListener('submit', (event) => {
    event.preventDefault();
    void run();
  });
  // Enter in the field opens the first result of what stands in it, however fast it was typed.
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    void run().then(() => results.querySelector<HTMLElement>('[data-search-link]')?.click());
  });

  facets.addEventListener('change', (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement)) return;
    const name = box.name as FacetName;
    const values = chosen.get(name) ?? new Set<string>();
    if (box.checked) values.add(box.value);
    else values.delete(box.value);
    chosen.set(name, values);
    void run();
  });

  dialog.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const data = target?.closest<HTMLElement>('button, a')?.dataset;
    if (!data) return;
    if (data['searchLink'] !== undefined) {
      rememberSearch(text());
      // The result may be a part of this very page, behind the dialog. In a new tab it is not.
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
    } else if (data['recent'] !== undefined) {
      input.value = data['recent'];
      input.focus();
      void run();
    } else if (data['forget'] !== undefined) {
      forgetSearches();
      input.focus();
      showNothingAsked();
    } else if (data['clear'] !== undefined) {
      chosen.clear();
      input.focus();
      void run();
    } else if (data['moreValues'] !== undefined) {
      const name = data['moreValues'] as FacetName;
      if (!opened.delete(name)) opened.add(name);
      void run();
    }
  });

  moveWithArrows(dialog, input);
  // On a wide screen the filters stand open beside the results; on a phone they wait above them.
  facets.open = window.matchMedia('(min-width: 48rem)').matches;
  dialog.addEventListener('gazette:opened', () => void reopened());
  // Browsers load what they know of a language at its first use: better now than before the first result.
  counted(strings.count, 2);
  day('2000-01-01');
  if (href !== '') {
    engine = load();
    // Said when something is asked; until then an unavailable index is no news.
    engine.catch(() => (engine = undefined));
  }
}
