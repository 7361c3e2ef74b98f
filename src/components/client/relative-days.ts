import type { Stage } from '../../views/stage.ts';
import { placeOf } from '../parts/cycle-bars.ts';
import { distanceOf } from './distance.ts';
import { dayNumber, today } from './today.ts';

/**
 * What a page that was made days ago says of days: how far off they are, and what has come since. Both
 * are told here by the reader's clock, so that no words on an old page are untrue.
 */
const format = new Intl.RelativeTimeFormat(
  new Intl.Locale(document.documentElement.lang, { numberingSystem: 'latn' }),
  { numeric: 'auto' },
);

tellDays(document);

/** Tells of all days in a page, or in rows that come from another one. */
export function tellDays(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-relative]')) {
    const days = dayNumber(place.dataset['relative'] ?? '') - dayNumber(today);
    if (!Number.isFinite(days) || (days < 0 && place.dataset['ahead'] !== undefined)) continue;
    const { value, unit } = distanceOf(days);
    place.textContent = format.format(value, unit);
  }
  for (const place of root.querySelectorAll<HTMLElement>('[data-later]')) {
    const stages = JSON.parse(place.dataset['later'] ?? '[]') as Stage[];
    const stage = stages.findLast(({ from }) => from <= today);
    if (!stage) continue;
    place.textContent = stage.label;
    if (stage.tone !== undefined) place.dataset['tone'] = stage.tone;
    if (stage.state !== undefined) place.dataset['state'] = stage.state;
  }
  for (const place of root.querySelectorAll<HTMLElement>('[data-until]')) {
    place.hidden = (place.dataset['until'] ?? '') <= today;
  }
  for (const place of root.querySelectorAll<HTMLElement>('[data-past]')) {
    place.classList.toggle('is-past', (place.dataset['past'] ?? '') <= today);
  }
  for (const bar of root.querySelectorAll<SVGElement>('[data-bar-from]')) {
    const { barFrom = '', barTo = '' } = bar.dataset;
    const at = placeOf(dayNumber(today), Number(barFrom), Number(barTo));
    bar.querySelector('.today')?.setAttribute('x', String(at));
  }
}
