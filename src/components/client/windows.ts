/** The reader's own time beside a deployment window that is given in another zone. */
for (const window of document.querySelectorAll<HTMLElement>('[data-window]')) {
  const place = window.querySelector<HTMLElement>('[data-window-here]');
  const { start = '', end = '', zone = '' } = window.dataset;
  const from = moment(start, zone);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!place || !from || here === zone) continue;
  const format = new Intl.DateTimeFormat(
    new Intl.Locale(document.documentElement.lang, { numberingSystem: 'latn' }),
    // Not `dateStyle`: in some locales that is digits and slashes.
    { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  );
  const to = moment(end, zone);
  place.textContent = `${place.dataset['label'] ?? ''} ${to ? format.formatRange(from, to) : format.format(from)}`;
}

/** `2026-11-03T22:00` in a zone as a moment; null for a day without a time and for unknown zones. */
function moment(text: string, zone: string): Date | null {
  if (!/T\d\d:\d\d/.test(text)) return null;
  if (/(Z|[+-]\d\d:?\d\d)$/.test(text)) return new Date(text);
  const asUtc = Date.parse(`${text}Z`);
  try {
    // What the zone's clocks show at that moment of UTC tells how far they are from it.
    const parts = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    }).format(asUtc);
    return new Date(asUtc - (Date.parse(`${parts.replace(' ', 'T')}Z`) - asUtc));
  } catch {
    return null;
  }
}
