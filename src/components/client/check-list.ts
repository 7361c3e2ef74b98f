import type { MigrationWords } from '../../views/migration-markdown.ts';
import type { MigrationView } from '../../views/migration-page.ts';
import { copy as copyOut } from './copy.ts';
import { doneStore } from './done.ts';

/** The check list of a migration guide: ticks that this browser keeps, and the list as Markdown. */
interface Words {
  progress: string;
  all: string;
  notKept: string;
  markdown: MigrationWords;
}

const bar = document.querySelector<HTMLElement>('[data-check-list]');
if (bar) start(bar);

function start(bar: HTMLElement): void {
  const words = JSON.parse(bar.dataset['words'] ?? '{}') as Words;
  const store = doneStore();
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[data-done]')];
  const find = (name: string): HTMLButtonElement | null => bar.querySelector(`[data-${name}]`);
  const status = bar.querySelector('[role=status]');
  const progress = bar.querySelector('progress');
  const reset = find('reset');
  const undo = find('undo');
  const kept = bar.querySelector('[data-kept]');
  let before: string[] = [];

  const keyOf = (box: HTMLInputElement): string => box.dataset['done'] ?? '';
  const doneKeys = (): string[] => boxes.filter(({ checked }) => checked).map(keyOf);

  function show(): void {
    const done = doneKeys().length;
    if (progress) progress.value = done;
    const text = (done === boxes.length ? words.all : words.progress)
      .replace('{done}', `${done}`)
      .replace('{total}', `${boxes.length}`);
    // What has not changed is no news.
    if (status && status.textContent.trim() !== text) status.textContent = text;
    // They share a place, so that nothing moves when one takes that of the other.
    reset?.toggleAttribute('data-off', done === 0);
    undo?.toggleAttribute('data-off', before.length === 0);
    if (kept && !store.isKept) kept.textContent = words.notKept;
  }

  function tick(box: HTMLInputElement, isDone: boolean): void {
    box.checked = isDone;
    store.set(keyOf(box), isDone);
  }

  for (const box of boxes) {
    // A box that was ticked before this script came is ticked by its reader.
    if (box.checked) store.set(keyOf(box), true);
    else box.checked = store.has(keyOf(box));
    box.addEventListener('change', () => {
      before = [];
      tick(box, box.checked);
      show();
    });
  }

  reset?.addEventListener('click', () => {
    before = doneKeys();
    for (const box of boxes) tick(box, false);
    show();
    undo?.focus();
  });
  undo?.addEventListener('click', () => {
    for (const box of boxes) tick(box, before.includes(keyOf(box)));
    before = [];
    show();
    reset?.focus();
  });

  // The same list in another window, or a plan that has some of its steps.
  addEventListener('storage', ({ key }) => {
    if (key !== null && !boxes.some((box) => keyOf(box) === key)) return;
    for (const box of boxes) box.checked = store.has(keyOf(box));
    show();
  });
  // Back from another page: the browser may show the page as it was left.
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    for (const box of boxes) box.checked = store.has(keyOf(box));
    show();
  });
  show();

  async function markdown(): Promise<string> {
    const { migrationMarkdown } = await import('../../views/migration-markdown.ts');
    const data = bar.querySelector('[data-guide]')?.textContent ?? '{}';
    const bodyHtml = document.querySelector('[data-guide-body]')?.innerHTML ?? '';
    const view = { ...(JSON.parse(data) as MigrationView), bodyHtml };
    const address = `${location.origin}${location.pathname}`;
    return migrationMarkdown(view, words.markdown, address, new Set(doneKeys()));
  }

  const copy = find('copy-markdown');
  copy?.addEventListener('click', () => void markdown().then((text) => copyOut(text, copy)));
  find('download-markdown')?.addEventListener('click', () => {
    void markdown().then((text) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
      link.download = `${bar.dataset['name'] ?? 'guide'}.md`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });
  });
  find('print')?.addEventListener('click', () => print());
}
