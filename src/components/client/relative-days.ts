/** How far off days are, computed here so that it is never stale. Its place is kept by the page. */
const DAY = 86_400_000;
// The page's own clock: the moment at which the reader opened it.
const opened = new Date(performance.timeOrigin);
const today = Date.UTC(opened.getFullYear(), opened.getMonth(), opened.getDate()) / DAY;
const format = new Intl.RelativeTimeFormat(
  new Intl.Locale(document.documentElement.lang, { numberingSystem: 'latn' }),
  { numeric: 'auto' },
);

for (const place of document.querySelectorAll<HTMLElement>('[data-relative]')) {
  const days = Date.parse(`${place.dataset['relative'] ?? ''}T00:00:00Z`) / DAY - today;
  if (Number.isFinite(days)) place.textContent = words(days);
}

function words(days: number): string {
  const size = Math.abs(days);
  if (size < 50) return format.format(days, 'day');
  if (size < 550) return format.format(Math.round(days / 30.44), 'month');
  return format.format(Math.round(days / 365.25), 'year');
}
