const announcer = document.querySelector<HTMLElement>('[data-announcer]');

/** The messages that the page has words for, as `data-…` on the announcer. */
export type Message = 'copied' | 'linkCopied' | 'failed';

/** Says a message to screen readers; returns its words. */
export function announce(message: Message): string {
  const words = announcer?.dataset[message] ?? '';
  if (announcer) {
    // The same words twice are news only when the place was empty between.
    announcer.textContent = '';
    setTimeout(() => (announcer.textContent = words), 50);
  }
  return words;
}
