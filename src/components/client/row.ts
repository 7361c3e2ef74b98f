import { ownTitle } from '../parts/own-title.ts';
import type { ReleaseLine } from '../../views/release-line.ts';

/** A row of the release list, made from the page's own row (parts/ReleaseRow.astro). */
export function rowOf(line: ReleaseLine): DocumentFragment {
  const template = document.querySelector<HTMLTemplateElement>('template[data-row]');
  const row = document.importNode(template?.content ?? new DocumentFragment(), true);
  const find = <T extends HTMLElement>(selector: string): T | null =>
    row.querySelector<T>(selector);

  const item = find('.row');
  if (item) Object.assign(item.dataset, { product: line.product.id, version: line.version });
  const link = find<HTMLAnchorElement>('.row-name a');
  if (link) link.href = line.href;
  set(find('.row-product'), `${line.product.title} `);
  set(find('.row-name .v'), line.version);
  const time = find<HTMLTimeElement>('time');
  if (time && line.date) {
    time.dateTime = line.date.day;
    time.textContent = line.date.text;
  } else time?.remove();

  const text = find('.row-line');
  if (text) {
    if (line.lang !== document.documentElement.lang) {
      text.lang = line.lang;
      text.dir = line.dir;
    }
    // Our own data, escaped by the build: the same HTML that pages hold.
    const own = ownTitle(line);
    const title = own === '' ? '' : `<strong>${own}</strong> `;
    text.innerHTML = title + line.summaryHtml;
  }

  const state = find('.badge[data-tone]');
  if (line.state === 'released') state?.remove();
  else if (state) {
    state.dataset['tone'] = line.tone;
    state.dataset['state'] = line.state;
    state.textContent = line.stateLabel;
  }
  if (!line.action) find('.act')?.remove();
  if (!line.isLatest) find('.badge-latest')?.remove();
  const kind = find('.badge:not([data-tone], [data-type], .badge-latest)');
  if (line.kind === 'planned') kind?.remove();
  else set(kind, line.kindLabel);

  const type = find('.badge[data-type]');
  for (const { type: id, label, count } of line.types) {
    const badge = type?.cloneNode(true) as HTMLElement | undefined;
    if (!badge) continue;
    badge.dataset['type'] = id;
    badge.firstChild?.replaceWith(label);
    set(badge.querySelector('b'), ` ${count}`);
    type?.before(badge, ' ');
  }
  type?.remove();
  return row;
}

function set(element: Element | null, text: string): void {
  if (element) element.textContent = text;
}
