import { instantOf, readMoment } from '../../model/moment.ts';

/** The reader's own time beside a deployment window that is given in another zone. */
for (const window of document.querySelectorAll<HTMLElement>('[data-window]')) {
  const place = window.querySelector<HTMLElement>('[data-window-here]');
  const { start = '', end = '', zone = '' } = window.dataset;
  const from = instantOf(start, zone);
  if (!place || from === null) continue;
  // Its line is kept, so that nothing moves: better it says something than nothing.
  if (isHere(start, zone, from)) {
    place.textContent = place.dataset['same'] ?? '';
    continue;
  }
  const format = new Intl.DateTimeFormat(
    new Intl.Locale(document.documentElement.lang, { numberingSystem: 'latn' }),
    // Not `dateStyle`: in some locales that is digits and slashes.
    { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  );
  const to = instantOf(end, zone);
  place.textContent = `${place.dataset['label'] ?? ''} ${to === null ? format.format(from) : format.formatRange(from, to)}`;
}

/** Whether the window has the reader's own time: by its offset, where one is written, else by its zone. */
function isHere(start: string, zone: string, from: number): boolean {
  const offset = readMoment(start)?.offset ?? null;
  return offset === null
    ? Intl.DateTimeFormat().resolvedOptions().timeZone === zone
    : offset === -new Date(from).getTimezoneOffset();
}
