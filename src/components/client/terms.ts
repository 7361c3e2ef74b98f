/**
 * Words of the glossary are explained in place: their links become buttons that open the card beside
 * them. A click with a modifier still follows the link, as anywhere.
 */
const links = document.querySelectorAll<HTMLAnchorElement>('a.gz-term');

for (const link of links) {
  const card = link.nextElementSibling;
  if (!(card instanceof HTMLElement) || !card.matches('.gz-term-card')) continue;
  if (!('showPopover' in card)) continue;
  link.removeAttribute('title');
  link.setAttribute('role', 'button');
  link.setAttribute('aria-haspopup', 'dialog');
  link.setAttribute('aria-expanded', 'false');

  // A press that closes the card by being outside of it must not open it again.
  let wasOpen = false;
  link.addEventListener('pointerdown', () => (wasOpen = card.matches(':popover-open')));
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!wasOpen) open(link, card);
    wasOpen = false;
  });
  link.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    open(link, card);
  });
  card.addEventListener('toggle', () => {
    link.setAttribute('aria-expanded', String(card.matches(':popover-open')));
  });
}

function open(link: HTMLElement, card: HTMLElement): void {
  card.showPopover();
  place(link, card);
  // Read out at once; Escape closes it and leads back.
  card.focus({ preventScroll: true });
}

/** Below the word, or above it where there is no room; never beyond the edge of the screen. */
function place(link: HTMLElement, card: HTMLElement): void {
  const gap = 8;
  // A word may be broken over two lines: the card stands by the last.
  const word = [...link.getClientRects()].at(-1) ?? link.getBoundingClientRect();
  const box = card.getBoundingClientRect();
  const isRtl = getComputedStyle(card).direction === 'rtl';
  const wanted = isRtl ? word.right - box.width : word.left;
  const left = Math.max(gap, Math.min(wanted, innerWidth - box.width - gap));
  const below = word.bottom + gap / 2;
  const fits = below + box.height <= innerHeight || word.top < box.height;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(fits ? below : word.top - box.height - gap / 2) + scrollY}px`;
}

export {};
