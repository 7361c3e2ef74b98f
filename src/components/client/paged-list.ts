import { followChoices, showList, type Choice, type Choices } from './choices.ts';
import { narrowedTo, rowsChanged } from './mine/narrowed.ts';

/**
 * A list on several pages that choices narrow. What they look through is on the other pages too, which
 * are fetched once something is chosen, or the page is narrowed to what its reader runs: their rows are
 * made by the same template. Rows that came so are hidden again when the page shows everything.
 */
for (const holder of document.querySelectorAll<HTMLElement>('[data-paged]')) start(holder);

function start(holder: HTMLElement): void {
  const form = holder.querySelector<HTMLElement>('[data-choices]');
  const list = holder.querySelector<HTMLElement>('[data-rows]');
  if (!form || !list) {
    showList();
    return;
  }
  const pages = JSON.parse(holder.dataset['paged'] ?? '[]') as string[];
  let loading: Promise<void> | null = null;
  let latest = 0;

  followChoices(form, (choice, choices) => {
    const turn = (latest += 1);
    if (choice.size > 0 || narrowedTo() !== null) loading ??= loadOthers();
    return (loading ?? Promise.resolve())
      .then(() => {
        if (turn === latest) narrow(choice, choices);
      })
      .catch(() => {
        loading = null;
        choices.fail();
      });
  });

  async function loadOthers(): Promise<void> {
    const texts = await Promise.all(
      pages.map(async (href) => {
        const answer = await fetch(href);
        if (!answer.ok) throw new Error(`${href}: ${answer.status}`);
        return answer.text();
      }),
    );
    for (const text of texts) {
      const other = new DOMParser().parseFromString(text, 'text/html');
      for (const row of other.querySelectorAll<HTMLElement>('[data-rows] > [data-item]')) {
        row.dataset['fetched'] = '';
        list?.append(row);
      }
    }
    if (texts.length === 0) return;
    list?.append(...rows().sort((a, b) => Number(a.dataset['order']) - Number(b.dataset['order'])));
    await rowsChanged();
  }

  function rows(): HTMLElement[] {
    return [...(list?.querySelectorAll<HTMLElement>(':scope > [data-item]') ?? [])];
  }

  function narrow(choice: Choice, choices: Choices): void {
    let left = 0;
    const isNarrow = choice.size > 0 || narrowedTo() !== null;
    for (const row of rows()) {
      const facets = JSON.parse(row.dataset['facets'] ?? '{}') as Record<string, string[]>;
      row.hidden =
        (!isNarrow && row.dataset['fetched'] !== undefined) ||
        ![...choice].every(([name, value]) => facets[name]?.includes(value));
      if (!row.hidden && row.dataset['notMine'] === undefined) left += 1;
    }
    const pager = holder.querySelector<HTMLElement>('.pager');
    if (pager) pager.hidden = isNarrow;
    choices.say(isNarrow ? left : choices.total);
  }
}
