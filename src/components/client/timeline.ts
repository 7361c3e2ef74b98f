import { showList, type Choice } from './choices.ts';
import { rowsChanged } from './mine/narrowed.ts';
import { byOrder, followPagedChoices, isLeft } from './paged-choices.ts';
import { dayNumber, today } from './today.ts';

/**
 * The timeline of deprecations: years to look at more closely (`?years=2026-2027`), choices that narrow
 * chart and table alike, and a line for today that is right on a page built days ago.
 */
const chart = document.querySelector<HTMLElement>('[data-timeline]');
const DAY = 86_400_000;
const YEARS = /^(\d{4})(?:-(\d{4}))?$/;

if (chart) {
  const zoom = zoomable(chart);
  zoom.changed = filterable(chart, zoom);
}

/** What the years of the address do to the chart. */
interface Zoom {
  /** Whether the ruler shows some years only. */
  isOn(): boolean;
  /** Draws the rows by the years: those without a bar in them are marked. */
  draw(): void;
  /** Called when years were chosen. */
  changed: () => void;
}

function zoomable(chart: HTMLElement): Zoom {
  const { from = '', days = '1', dir, todayWord = '' } = chart.dataset;
  const first = dayNumber(from);
  const length = Number(days);
  const place = (day: number): number => (day - first) / length;
  const mirrored = (at: number): string => `${100 * (dir === 'rtl' ? 1 - at : at)}%`;

  const now = dayNumber(today);
  if (place(now) >= 0 && place(now) <= 1) {
    for (const mark of chart.querySelectorAll('[data-today]')) {
      for (const name of ['x', 'x1', 'x2']) {
        if (mark.hasAttribute(name)) mark.setAttribute(name, mirrored(place(now)));
      }
      if (mark.tagName === 'text') mark.textContent = todayWord;
    }
  }

  const links = [...chart.querySelectorAll<HTMLAnchorElement>('[data-years]')];
  for (const link of links) {
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const params = new URLSearchParams(location.search);
      const years = link.dataset['years'] ?? '';
      if (years === '') params.delete('years');
      else params.set('years', years);
      const query = params.toString();
      history.pushState(null, '', `${location.pathname}${query === '' ? '' : `?${query}`}`);
      draw();
      zoom.changed();
    });
  }
  // What follows choices goes by the address too, and is told after this.
  addEventListener('popstate', draw);
  if (years() !== '') draw();
  const zoom: Zoom = {
    isOn: () => {
      const [a, b] = range(years());
      return a > 0 || b < 1;
    },
    draw,
    changed: () => undefined,
  };
  return zoom;

  function years(): string {
    return new URLSearchParams(location.search).get('years') ?? '';
  }

  function draw(): void {
    const [a, b] = range(years());
    const scale = 1 / (b - a);
    const x = -100 * (dir === 'rtl' ? 1 - b : a) * scale;
    for (const view of chart?.querySelectorAll('.tl-view') ?? []) {
      view.setAttribute('x', `${x}%`);
      view.setAttribute('width', `${100 * scale}%`);
    }
    for (const row of chart?.querySelectorAll<HTMLElement>('.tl-row') ?? []) {
      const { from = '0', to = '1' } = row.dataset;
      row.classList.toggle('tl-out', Number(to) < a || Number(from) > b);
    }
    hideEmpty();
    months(a, b);
    const shown = years();
    for (const link of links) {
      if ((link.dataset['years'] ?? '') === shown) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  /** What part of the ruler some years are; all of it when they are none. */
  function range(years: string): [number, number] {
    const match = YEARS.exec(years);
    if (!match) return [0, 1];
    const begin = match[1] ?? '';
    const end = match[2] ?? begin;
    const from = Math.max(0, place(dayNumber(`${begin}-01-01`)));
    const to = Math.min(1, place(dayNumber(`${end}-12-31`) + 1));
    return to > from ? [from, to] : [0, 1];
  }

  /** Months between the years, once there is room for them. */
  function months(a: number, b: number): void {
    const labels = chart?.querySelector('[data-ruler-years]');
    const lines = chart?.querySelector('[data-grid-years]');
    for (const old of chart?.querySelectorAll('.tl-month') ?? []) old.remove();
    if (!labels || !lines || (b - a) * length > 740) return;
    const name = new Intl.DateTimeFormat(document.documentElement.lang, {
      month: 'short',
      timeZone: 'UTC',
    });
    const step = (b - a) * length > 370 ? 3 : 1;
    const moment = new Date((first + a * length) * DAY);
    for (;;) {
      moment.setUTCMonth(moment.getUTCMonth() + step, 1);
      const at = place(moment.getTime() / DAY);
      if (at >= b) return;
      if (moment.getUTCMonth() === 0) continue;
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
      line.classList.add('tl-month');
      for (const end of ['x1', 'x2']) line.setAttribute(end, mirrored(at));
      line.setAttribute('y2', '100%');
      lines.append(line);
      // On a phone each third month has room for its name.
      const minor = step === 1 && moment.getUTCMonth() % 3 !== 0;
      const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
      text.classList.add('tl-month', ...(minor ? ['tl-minor'] : []));
      text.setAttribute('x', mirrored(at));
      text.setAttribute('dx', dir === 'rtl' ? '-4' : '4');
      text.setAttribute('y', '13');
      text.textContent = name.format(moment);
      labels.append(text);
    }
  }
}

function filterable(chart: HTMLElement, zoom: Zoom): () => void {
  const form = document.querySelector<HTMLElement>('[data-choices]');
  const table = document.querySelector('.tl-table tbody');
  const holder = document.querySelector<HTMLElement>('[data-timeline-pages]');
  if (!form || !table || !holder) {
    showList();
    return () => undefined;
  }
  return followPagedChoices(form, holder, {
    pages: JSON.parse(holder.dataset['timelinePages'] ?? '[]') as string[],
    async take(others) {
      for (const other of others) {
        for (const part of other.querySelectorAll<HTMLElement>('[data-part]')) take(part);
        table.append(...other.querySelectorAll('.tl-table tbody > tr'));
      }
      for (const list of [table, ...chart.querySelectorAll('.tl-group > ul')]) {
        list.append(...([...list.children] as HTMLElement[]).sort(byOrder));
      }
      await rowsChanged();
      // They are of the same scale as those that were here.
      zoom.draw();
    },
    narrow,
    beside: {
      isOn: () => zoom.isOn(),
      count: JSON.parse(chart.dataset['countWords'] ?? '{}') as Record<string, string>,
    },
  });

  function take(part: HTMLElement): void {
    const known = chart.querySelector(`[data-part="${part.dataset['part'] ?? ''}"]`);
    if (!known) {
      chart.querySelector('.tl-body')?.append(part);
      return;
    }
    for (const group of part.querySelectorAll<HTMLElement>('[data-group]')) {
      const name = CSS.escape(group.dataset['group'] ?? '');
      const list = known.querySelector(`[data-group="${name}"] ul`);
      if (list) list.append(...group.querySelectorAll('.tl-row'));
      else known.append(group);
    }
  }

  function narrow(choice: Choice, isNarrow: boolean): number {
    const shown = new Set<string>();
    for (const row of chart.querySelectorAll<HTMLElement>('.tl-row')) {
      row.hidden = !isLeft(row, choice, isNarrow);
      const isOut = row.classList.contains('tl-out') || row.dataset['notMine'] !== undefined;
      if (!row.hidden && !isOut) {
        shown.add(row.dataset['item'] ?? '');
      }
    }
    for (const row of document.querySelectorAll<HTMLElement>('.tl-table tbody > tr')) {
      row.hidden = !shown.has(row.dataset['item'] ?? '');
    }
    for (const count of chart.querySelectorAll<HTMLElement>('[data-part-count]')) {
      const rows = count
        .closest('.tl-part')
        ?.querySelectorAll('.tl-row:not([hidden], .tl-out, [data-not-mine])').length;
      count.textContent = isNarrow ? `${rows ?? 0}` : (count.dataset['partCount'] ?? '');
    }
    hideEmpty();
    return shown.size;
  }
}

/** Groups and parts with nothing to show go; the counts of parts say what is left. */
function hideEmpty(): void {
  for (const group of document.querySelectorAll<HTMLElement>('.tl-group, .tl-part')) {
    group.hidden = group.querySelector('.tl-row:not([hidden], .tl-out, [data-not-mine])') === null;
  }
}
