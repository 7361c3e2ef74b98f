import { followChoices, type Choice } from './choices.ts';
import { narrowedTo } from './mine/narrowed.ts';
import { tellDays } from './relative-days.ts';

/** A list on several pages, as far as narrowing it goes. */
export interface PagedList {
  /** Addresses of its other pages. */
  readonly pages: readonly string[];
  /** Puts the rows of those pages in their places: they are made by the same template. */
  take(others: readonly Document[]): Promise<void>;
  /** Shows the rows that are left; returns how many. `isNarrow` is false when everything is shown. */
  narrow(choice: Choice, isNarrow: boolean): number;
  /** What narrows it beside choices, if anything does: whether it does now, and the words for a count then. */
  readonly beside?: { isOn(): boolean; readonly count: Record<string, string> };
}

/**
 * Begins to follow the choices of a list on several pages. What they look through is on the other pages
 * too, which are fetched once something is chosen, or the page is narrowed to what its reader runs.
 *
 * @param holder what the pager is in, which leads nowhere while rows of all pages are here
 * @returns to be called when what narrows the list beside choices has changed
 */
export function followPagedChoices(
  form: HTMLElement,
  holder: HTMLElement,
  list: PagedList,
): () => void {
  let loading: Promise<void> | null = null;
  let latest = 0;
  const isOn = (): boolean => list.beside?.isOn() ?? false;
  const isNarrowed = (choice: Choice): boolean =>
    choice.size > 0 || narrowedTo() !== null || isOn();
  return followChoices(
    form,
    (choice, choices) => {
      const turn = (latest += 1);
      if (isNarrowed(choice)) loading ??= loadOthers(list);
      return (loading ?? Promise.resolve())
        .then(() => {
          if (turn !== latest) return;
          const isNarrow = isNarrowed(choice);
          const left = list.narrow(choice, isNarrow);
          const pager = holder.querySelector<HTMLElement>('.pager');
          if (pager) pager.hidden = isNarrow;
          choices.say(isNarrow ? left : choices.total, isOn() ? list.beside?.count : undefined);
        })
        .catch(() => {
          loading = null;
          choices.fail();
        });
    },
    isOn,
  );
}

/** Rows that came from other pages are hidden again when the page shows everything. */
export function isLeft(row: HTMLElement, choice: Choice, isNarrow: boolean): boolean {
  const facets = JSON.parse(row.dataset['facets'] ?? '{}') as Record<string, string[]>;
  return (
    (isNarrow || row.dataset['fetched'] === undefined) &&
    [...choice].every(([name, value]) => facets[name]?.includes(value))
  );
}

/** The place of a row in the whole list. */
export function byOrder(a: HTMLElement, b: HTMLElement): number {
  return Number(a.dataset['order']) - Number(b.dataset['order']);
}

async function loadOthers(list: PagedList): Promise<void> {
  const texts = await Promise.all(
    list.pages.map(async (href) => {
      const answer = await fetch(href);
      if (!answer.ok) throw new Error(`${href}: ${answer.status}`);
      return answer.text();
    }),
  );
  if (texts.length === 0) return;
  const others = texts.map((text) => new DOMParser().parseFromString(text, 'text/html'));
  for (const other of others) {
    tellDays(other);
    for (const row of other.querySelectorAll<HTMLElement>('[data-item]')) {
      row.dataset['fetched'] = '';
    }
  }
  await list.take(others);
}
