import { showList } from './choices.ts';
import { rowsChanged } from './mine/narrowed.ts';
import { byOrder, followPagedChoices, isLeft } from './paged-choices.ts';

/** Lists on several pages that choices narrow: known issues, advisories. */
for (const holder of document.querySelectorAll<HTMLElement>('[data-paged]')) start(holder);

function start(holder: HTMLElement): void {
  const form = holder.querySelector<HTMLElement>('[data-choices]');
  const list = holder.querySelector<HTMLElement>('[data-rows]');
  if (!form || !list) {
    showList();
    return;
  }
  const rows = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>(':scope > [data-item]')];
  followPagedChoices(form, holder, {
    pages: JSON.parse(holder.dataset['paged'] ?? '[]') as string[],
    async take(others) {
      for (const other of others) {
        list.append(...other.querySelectorAll('[data-rows] > [data-item]'));
      }
      list.append(...rows().sort(byOrder));
      await rowsChanged();
    },
    narrow(choice, isNarrow) {
      for (const row of rows()) row.hidden = !isLeft(row, choice, isNarrow);
      return rows().filter((row) => !row.hidden && row.dataset['notMine'] === undefined).length;
    },
  });
}
