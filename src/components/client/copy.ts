import { announce } from './announce.ts';

/** Copy buttons of code and checksums, and the links of headings to themselves. */
for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) button.hidden = false;

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const button = target?.closest<HTMLElement>('[data-copy], [data-copy-text]');
  if (button) {
    const code = button.closest('figure')?.querySelector('code');
    void copy(button.dataset['copyText'] ?? code?.textContent ?? '', button);
    return;
  }
  const anchor = target?.closest<HTMLAnchorElement>('a.gz-anchor');
  // The link still works as one: the address changes, and a modified click opens a tab.
  if (anchor && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    void write(anchor.href).then((done) => announce(done ? 'linkCopied' : 'failed'));
  }
});

/** Copies a text and says so, on the button and to screen readers. */
export async function copy(text: string, button: HTMLElement): Promise<void> {
  const before = button.textContent;
  button.textContent = announce((await write(text)) ? 'copied' : 'failed');
  setTimeout(() => (button.textContent = before), 2000);
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
