/**
 * Arrow keys go from the field through the links of the results and back; a letter typed on a
 * link goes on in the field, and Escape closes the dialog at once, where the field alone would
 * only be emptied. Tab goes its usual way.
 */
export function moveWithArrows(dialog: HTMLDialogElement, input: HTMLInputElement): void {
  dialog.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      dialog.close();
      return;
    }
    const stops = [
      input,
      ...dialog.querySelectorAll<HTMLElement>('[data-search-link], [data-recent]'),
    ];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const isField = at === 0;
    let next: HTMLElement | undefined;
    if (event.key === 'ArrowDown') next = stops[Math.min(at + 1, stops.length - 1)];
    else if (event.key === 'ArrowUp') next = stops[Math.max(at - 1, 0)];
    else if (event.key === 'Home' && !isField) next = stops[1];
    else if (event.key === 'End' && !isField) next = stops.at(-1);
    else if (!isField && (event.key === 'Backspace' || [...event.key].length === 1)) {
      // The key itself then falls into the field. Space and Enter are the link's own.
      if (event.key !== ' ') input.focus();
      return;
    }
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  });
}
