import { narrowedTo } from './mine/narrowed.ts';
import { today } from './today.ts';
import { followChoices, showList, type Choice, type Choices } from './choices.ts';

/** The calendar: today as the reader has it, and choices that narrow months and agenda alike. */
const calendar = document.querySelector<HTMLElement>('[data-calendar]');
if (calendar) {
  markToday(calendar);
  const form = document.querySelector<HTMLElement>('[data-choices]');
  if (form) followChoices(form, (choice, choices) => narrow(calendar, choice, choices));
  else showList();
}

/** A page is built once and read for days: what is today and what is past is told by the reader's clock. */
function markToday(calendar: HTMLElement): void {
  for (const place of calendar.querySelectorAll<HTMLElement>('[data-day]')) {
    const { day = '' } = place.dataset;
    place.classList.toggle('is-past', day < today);
    if (day === today) place.setAttribute('aria-current', 'date');
  }
}

function narrow(calendar: HTMLElement, choice: Choice, choices: Choices): void {
  const isNarrow = choice.size > 0 || narrowedTo() !== null;
  const fits = (item: HTMLElement): boolean => {
    const kind = choice.get('kind');
    const product = choice.get('product');
    const products = item.dataset['products'] ?? '';
    return (
      (kind === undefined || item.dataset['kind'] === kind) &&
      // What names no product concerns all of them.
      (product === undefined || products === '' || products.split(' ').includes(product))
    );
  };
  let left = 0;
  for (const event of calendar.querySelectorAll<HTMLElement>('.cal-event')) {
    event.hidden = !fits(event);
    if (isShown(event)) left += 1;
  }
  for (const day of calendar.querySelectorAll<HTMLElement>('.cal-day')) {
    day.hidden = [...day.querySelectorAll<HTMLElement>('.cal-event')].every(
      (event) => !isShown(event),
    );
  }
  for (const cell of calendar.querySelectorAll<HTMLElement>('td[data-day]')) {
    const marks = [...cell.querySelectorAll<HTMLElement>('.cal-mark')];
    for (const mark of marks) mark.hidden = !fits(mark);
    const first = marks.find(isShown);
    const link = cell.querySelector('a');
    if (!link) continue;
    // A day that has nothing left leads nowhere.
    if (first) link.href = `#_${first.dataset['begins'] ?? cell.dataset['day'] ?? ''}`;
    else link.removeAttribute('href');
  }
  for (const month of calendar.querySelectorAll<HTMLElement>('[data-month]')) {
    month.hidden = isNarrow && month.querySelector('.cal-day:not([hidden])') === null;
  }
  choices.say(isNarrow ? left : choices.total);
}

/** Neither left out by a choice nor none of what the reader runs. */
function isShown(item: HTMLElement): boolean {
  return !item.matches('[hidden], [data-not-mine]');
}
