import type { MyVersion } from '../../../model/own-versions.ts';
import type { MyVersionData } from '../../../views/my-version.ts';
import { countMarked, markRows } from './mark.ts';
import { narrowTo, whenRowsChange } from './narrowed.ts';
import { listOf } from './words.ts';
import { askForAll, asksForAll, keepOwn, loadData, readOwn } from './store.ts';

/**
 * Narrows a page to what its reader runs, and says so in its bar, with the way back. Loaded only when
 * something is chosen, in the browser or in the address.
 */
const root = document.documentElement;
const bar = document.querySelector<HTMLElement>('[data-mine-bar]');
let own: MyVersion | null = null;
let elsewhere = 0;

/** Narrows the page to what the reader has chosen; `lists` are the scripts of its lists. */
export async function start(lists: Promise<unknown>): Promise<void> {
  try {
    const [choice] = await Promise.all([readOwn(), lists]);
    own = choice?.mine ?? null;
    root.toggleAttribute('data-mine-visit', choice?.isVisit === true);
    await show(own !== null && !asksForAll());
  } catch {
    root.dataset['mine'] = 'all';
    say('[data-mine-what]', bar?.querySelector<HTMLElement>('[data-mine-what]')?.dataset['failed']);
  }
}

/** As `start`, after another choice. */
export async function choose(chosen: Parameters<typeof keepOwn>[0]): Promise<void> {
  keepOwn(chosen);
  await start(Promise.resolve());
}

async function show(isNarrow: boolean): Promise<void> {
  const data = await loadData();
  const mine = isNarrow ? own : null;
  whenRowsChange(async (hidden) => {
    elsewhere = hidden ?? 0;
    await markRows(mine, data.words.have);
    sayCount(mine, data);
  });
  elsewhere = 0;
  await markRows(mine, data.words.have);
  await narrowTo(mine);
  if (own === null) delete root.dataset['mine'];
  else root.dataset['mine'] = mine === null ? 'all' : '';
  sayWhat(mine, data);
  sayCount(mine, data);
}

function sayWhat(mine: MyVersion | null, { words }: MyVersionData): void {
  const what = listOf(own ?? []);
  const text = (mine === null ? words.run : words.shown).replace('{what}', what);
  say('[data-mine-what]', text);
  const label = bar?.querySelector<HTMLElement>('[data-mine-what]');
  if (label) label.title = text;
  const toggle = bar?.querySelector<HTMLElement>('[data-mine-toggle]');
  if (toggle) toggle.textContent = toggle.dataset[mine === null ? 'mine' : 'all'] ?? '';
  for (const place of document.querySelectorAll<HTMLElement>('[data-mine-notice-text]')) {
    place.textContent = words.notFor.replace('{what}', what);
  }
}

function sayCount(mine: MyVersion | null, { words }: MyVersionData): void {
  const count = countMarked() + elsewhere;
  const form = words.hidden[new Intl.PluralRules(root.lang).select(count)];
  const text = (form ?? words.hidden['other'] ?? '').replace('{count}', `${count}`);
  say('[data-mine-count]', mine === null ? '' : text);
}

function say(selector: string, text = ''): void {
  const place = bar?.querySelector(selector);
  if (place && place.textContent !== text) place.textContent = text;
}

bar?.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>('button') : null;
  if (button?.matches('[data-mine-toggle]')) {
    const all = root.dataset['mine'] !== 'all';
    askForAll(all);
    void show(!all);
  } else if (button?.matches('[data-mine-keep]')) {
    keepOwn(own ?? []);
    root.removeAttribute('data-mine-visit');
    // The button is gone: whoever pressed it goes on beside it.
    bar.querySelector<HTMLElement>('[data-mine-toggle]')?.focus();
  }
});
