/** The language and edition switches close as menus do: by Escape and by a click elsewhere. */
const switches = document.querySelectorAll<HTMLDetailsElement>('details.switch');

document.addEventListener('click', ({ target }) => {
  for (const details of switches) {
    if (details.open && !details.contains(target as Node)) details.open = false;
  }
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const details of switches) {
    if (!details.open) continue;
    details.open = false;
    if (details.contains(document.activeElement)) details.querySelector('summary')?.focus();
  }
});
// A link keeps the part of the page that the reader is at, and the filters of a list.
for (const link of document.querySelectorAll<HTMLAnchorElement>('details.switch a')) {
  link.addEventListener('click', () => {
    if (new URL(link.href).origin === location.origin) link.href += location.search + location.hash;
  });
}
