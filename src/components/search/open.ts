import type { IndexFiles } from './indexes.ts';
import type { SearchSettings } from './strings.ts';

/**
 * Opens the search dialog. This much is on every page; the rest is loaded when a reader first
 * opens it, and what was typed meanwhile counts.
 */
const dialog = document.querySelector<HTMLDialogElement>('dialog[data-search]');
const { href, strings } = JSON.parse(
  dialog?.querySelector('[data-search-settings]')?.textContent ?? '{}',
) as Partial<SearchSettings>;
let started: Promise<void> | undefined;
let files: Promise<IndexFiles> | undefined;

/** What every search begins with; asked for again when it did not come. */
function loadFiles(): Promise<IndexFiles> {
  files ??= Promise.all([
    import(/* @vite-ignore */ `${href}pagefind.js`) as Promise<IndexFiles['module']>,
    // Which indexes there are changes with each release: what the browser has is looked at again.
    fetch(`${href}index.json`, { cache: 'no-cache' }).then((response) => {
      if (!response.ok) throw new Error(`${response.status} for the index of the search`);
      return response.json() as Promise<IndexFiles['index']>;
    }),
  ]).then(([module, index]) => ({ module, index }));
  files.catch(() => (files = undefined));
  return files;
}

function open(query?: string): void {
  if (!dialog) return;
  const input = dialog.querySelector('input');
  if (input && query !== undefined) input.value = query;
  if (!dialog.open) dialog.showModal();
  input?.focus();
  input?.select();
  // They come together with the script that reads them.
  if (href) void loadFiles();
  started ??= import('./dialog.ts').then(
    ({ start }) => start(dialog, loadFiles),
    () => {
      started = undefined;
      const status = dialog.querySelector('[data-search-status]');
      if (status) status.textContent = strings?.failed ?? '';
    },
  );
  void started.then(() => dialog.dispatchEvent(new Event('gazette:opened')));
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('[data-search-open]')) {
    event.preventDefault();
    open();
  } else if (target === dialog || target?.closest('[data-search-close]')) {
    // A click on the dialog itself, not on what it holds, is a click on the backdrop.
    dialog?.close();
  }
});

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.altKey || event.defaultPrevented) return;
  const command = event.ctrlKey || event.metaKey;
  const isSlash = event.key === '/' && !command && !isTyping(event.target);
  const isK = event.key.toLowerCase() === 'k' && command && !event.shiftKey;
  // Another dialog keeps the keys while it is open.
  if ((!isSlash && !isK) || document.querySelector('dialog[open]:not([data-search])')) return;
  event.preventDefault();
  open();
});

document.addEventListener('gazette:search', (event) => {
  const detail = (event as CustomEvent<{ query?: string } | null>).detail;
  open(detail?.query);
});
