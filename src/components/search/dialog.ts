import { openEngine } from './engine.ts';
import type { Answer, Engine, Question } from './engine.ts';
import { facetGroups } from './facets.ts';
import { moveWithArrows } from './keys.ts';
import { ownSearch, type OwnSearch } from './own.ts';
import { clearButton, noneHint, partsOf, recentList } from './parts.ts';
import { forgetSearches, recentSearches, rememberSearch } from './recent.ts';
import { showResults } from './result-list.ts';
import { resultItem } from './results.ts';
import type { IndexFiles } from './indexes.ts';
import { fill } from './strings.ts';
import type { FacetName, SearchSettings } from './strings.ts';
import { wordingIn, type Wording } from './wording.ts';

/** Milliseconds without a key before what stands in the field is searched for. */
const PAUSE = 30;

/** Whether something came in one stroke, pasted, dictated or chosen: nobody is still typing it. */
function isWhole(event: Event): boolean {
  if (!(event instanceof InputEvent)) return false;
  return event.inputType === 'insertFromPaste' || (event.data?.length ?? 0) > 1;
}

/** Brings the search dialog of the page to life; called once, when it is first opened. */
export function start(dialog: HTMLDialogElement, loadFiles: () => Promise<IndexFiles>): void {
  new SearchDialog(dialog, loadFiles).begin();
}

class SearchDialog {
  readonly #dialog: HTMLDialogElement;
  readonly #parts: ReturnType<typeof partsOf>;
  readonly #settings: SearchSettings;
  readonly #wording: Wording;
  readonly #loadFiles: () => Promise<IndexFiles>;
  readonly #chosen = new Map<FacetName, Set<string>>();
  readonly #opened = new Set<FacetName>();
  #engine: Promise<Engine> | undefined;
  #own: OwnSearch | null = null;
  /** Counts the questions: an answer to an earlier one comes too late. */
  #turn = 0;
  #timer: number | undefined;

  constructor(dialog: HTMLDialogElement, loadFiles: () => Promise<IndexFiles>) {
    this.#dialog = dialog;
    this.#parts = partsOf(dialog);
    this.#settings = JSON.parse(this.#parts.settings.textContent ?? '') as SearchSettings;
    this.#wording = wordingIn(this.#settings.lang);
    this.#loadFiles = loadFiles;
  }

  begin(): void {
    const { input, facets } = this.#parts;
    this.#listenToField();
    this.#listenToChoices();
    this.#listenToButtons();
    moveWithArrows(this.#dialog, input);
    // On a wide screen the filters stand open beside the results; on a phone they wait above them.
    facets.open = window.matchMedia('(min-width: 48rem)').matches;
    this.#dialog.addEventListener('gazette:opened', () => void this.#reopened());
    // Browsers load what they know of a language at its first use: better now than before the first result.
    this.#wording.counted(this.#settings.strings.count, 2);
    this.#wording.day('2000-01-01');
    if (this.#settings.href === '') return;
    this.#engine = this.#load();
    // Said when something is asked; until then an unavailable index is no news.
    this.#engine.catch(() => (this.#engine = undefined));
  }

  #listenToField(): void {
    const { input, form, results } = this.#parts;
    input.addEventListener('input', (event) => {
      // While an input method composes, the text is not yet what the reader means.
      if (event.isComposing) return;
      window.clearTimeout(this.#timer);
      void this.#engine?.then((ready) => ready.preload(this.#text)).catch(() => undefined);
      if (isWhole(event)) void this.#run();
      else this.#timer = window.setTimeout(() => void this.#run(), PAUSE);
    });
    input.addEventListener('compositionend', () => void this.#run());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#run();
    });
    // Enter in the field opens the first result of what stands in it, however fast it was typed.
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      void this.#run().then(() =>
        results.querySelector<HTMLElement>('[data-search-link]')?.click(),
      );
    });
  }

  #listenToChoices(): void {
    const { orderSelect, facets } = this.#parts;
    orderSelect.addEventListener('change', () => void this.#run());
    facets.addEventListener('change', (event) => {
      const box = event.target;
      if (!(box instanceof HTMLInputElement)) return;
      const name = box.name as FacetName;
      const values = this.#chosen.get(name) ?? new Set<string>();
      if (box.checked) values.add(box.value);
      else values.delete(box.value);
      this.#chosen.set(name, values);
      void this.#run();
    });
  }

  #listenToButtons(): void {
    const { input } = this.#parts;
    this.#dialog.addEventListener('click', (event) => {
      const target = event.target instanceof Element ? event.target : null;
      const data = target?.closest<HTMLElement>('button, a')?.dataset;
      if (!data) return;
      if (data['searchLink'] !== undefined) {
        rememberSearch(this.#text);
        // The result may be a part of this very page, behind the dialog. In a new tab it is not.
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.#dialog.close();
      } else if (data['recent'] !== undefined) {
        input.value = data['recent'];
        input.focus();
        void this.#run();
      } else if (data['forget'] !== undefined) {
        forgetSearches();
        input.focus();
        this.#showNothingAsked();
      } else if (data['clear'] !== undefined) {
        this.#chosen.clear();
        input.focus();
        void this.#run();
      } else if (data['moreValues'] !== undefined) {
        const name = data['moreValues'] as FacetName;
        if (!this.#opened.delete(name)) this.#opened.add(name);
        void this.#run();
      }
    });
  }

  get #text(): string {
    return this.#parts.input.value.trim();
  }

  get #chosenCount(): number {
    return [...this.#chosen.values()].reduce((sum, set) => sum + set.size, 0);
  }

  get #question(): Question {
    const own = this.#own;
    return {
      text: this.#text,
      chosen: this.#chosen,
      order: this.#parts.orderSelect.value === 'date' ? 'date' : 'match',
      ...(own?.box.checked === true ? { uses: own.uses } : {}),
    };
  }

  async #load(): Promise<Engine> {
    return openEngine(await this.#loadFiles(), this.#settings.href, this.#settings.lang);
  }

  /** What the reader runs may have changed since the dialog was last open. */
  async #reopened(): Promise<void> {
    this.#own = await ownSearch(this.#parts.line, () => void this.#run()).catch(() => null);
    await this.#run();
  }

  async #run(): Promise<void> {
    window.clearTimeout(this.#timer);
    const mine = ++this.#turn;
    const asked = this.#question;
    const { status, order, facets, results } = this.#parts;
    const { href, strings } = this.#settings;
    if (href === '') {
      status.textContent = strings.unavailable;
      return;
    }
    if (asked.text === '' && this.#chosenCount === 0) {
      this.#showNothingAsked();
      return;
    }
    if (results.childElementCount === 0) status.textContent = strings.searching;
    try {
      this.#engine ??= this.#load();
      const answer = await (await this.#engine).ask(asked);
      if (mine !== this.#turn) return;
      order.hidden = asked.text === '' || answer.pages.length < 2;
      this.#showFacets(answer);
      await this.#showPages(answer, asked, mine);
      if (mine !== this.#turn) return;
      status.textContent = this.#summary(answer.pages.length, asked.text);
    } catch {
      if (mine !== this.#turn) return;
      this.#engine = undefined;
      results.replaceChildren();
      facets.hidden = true;
      status.textContent = strings.failed;
    }
  }

  /** How many were found, in a sentence. */
  #summary(count: number, text: string): string {
    const { strings } = this.#settings;
    if (text === '') return this.#wording.counted(strings.countAll, count);
    if (count > 0) return this.#wording.counted(strings.count, count, text);
    return fill(strings.none, { query: text });
  }

  #showNothingAsked(): void {
    const { status, order, facets, results } = this.#parts;
    status.textContent = '';
    order.hidden = true;
    facets.hidden = true;
    results.replaceChildren(...recentList(recentSearches(), this.#settings.strings));
  }

  #showFacets(answer: Answer): void {
    const { facets, groups, active } = this.#parts;
    const { strings } = this.#settings;
    const { number, compare } = this.#wording;
    const kept = (document.activeElement as HTMLElement | null)?.dataset['keep'];
    const [chosen, opened] = [this.#chosen, this.#opened];
    groups.replaceChildren(
      ...facetGroups({ counts: answer.counts, chosen, opened, strings, number, compare }),
    );
    const count = this.#chosenCount;
    active.textContent = count > 0 ? `(${number(count)})` : '';
    if (count > 0) groups.append(clearButton(strings.removeFilters));
    facets.hidden = groups.childElementCount === 0;
    // The boxes are new; a reader who was on one stays on it.
    if (kept !== undefined) {
      groups.querySelector<HTMLElement>(`[data-keep="${CSS.escape(kept)}"]`)?.focus();
    }
  }

  async #showPages({ pages }: Answer, asked: Question, mine: number): Promise<void> {
    const { results } = this.#parts;
    const { strings } = this.#settings;
    if (pages.length > 0) {
      await showResults(results, pages, {
        item: (page) => resultItem(page, this.#wording.day),
        more: (left) => this.#wording.counted(strings.more, left),
        isCurrent: () => mine === this.#turn,
      });
      return;
    }
    const likeliest = await this.#withoutNarrowing(asked);
    if (mine === this.#turn) results.replaceChildren(noneHint(likeliest, strings));
  }

  /** Buttons for what would find something: everything, or all but the filters. */
  async #withoutNarrowing(asked: Question): Promise<HTMLElement[]> {
    const found = async (question: Question): Promise<number> =>
      (await (await this.#engine)?.ask(question))?.pages.length ?? 0;
    const buttons: HTMLElement[] = [];
    if (this.#chosenCount > 0) {
      const count = await found({ ...asked, chosen: new Map() });
      const { withoutFilters } = this.#settings.strings;
      const label = this.#wording.counted(withoutFilters, count, asked.text);
      if (count > 0) buttons.unshift(clearButton(label));
    }
    const { uses, ...everything } = asked;
    if (uses && this.#own !== null && (await found(everything)) > 0) {
      buttons.unshift(this.#own.button);
    }
    return buttons;
  }
}
