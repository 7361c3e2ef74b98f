/** The switch of colours: as the system, light, dark. The frame's inline script sets it first. */
const KEY = 'gazette.scheme';
const order = ['auto', 'light', 'dark'] as const;
type Scheme = (typeof order)[number];
const root = document.documentElement;
const button = document.querySelector<HTMLElement>('[data-scheme-switch]');

function current(): Scheme {
  return order.find((scheme) => scheme === root.dataset['scheme']) ?? 'auto';
}

function show(scheme: Scheme): void {
  if (scheme === 'auto') delete root.dataset['scheme'];
  else root.dataset['scheme'] = scheme;
  if (!button) return;
  const words = button.dataset[scheme] ?? '';
  button.dataset['icon'] = scheme;
  button.setAttribute('aria-label', words);
  button.title = words;
}

show(current());
button?.addEventListener('click', () => {
  const scheme = order[(order.indexOf(current()) + 1) % order.length] ?? 'auto';
  show(scheme);
  try {
    if (scheme === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, scheme);
  } catch {
    // Without storage the choice lasts for this page.
  }
});
