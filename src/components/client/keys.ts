/** Keys for readers who come often. The search dialog listens to its own. */
const dialog = document.querySelector<HTMLDialogElement>('[data-keys]');
let pending = false;
let timer = 0;

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return;
  if (isTyping(target) || document.querySelector('dialog[open], :popover-open')) return;
  if (pending) {
    pending = false;
    follow(`[data-go="${CSS.escape(key)}"]`, event);
  } else if (key === 'g') {
    pending = true;
    clearTimeout(timer);
    timer = window.setTimeout(() => (pending = false), 1500);
  } else if (key === '[') follow('[data-older]', event);
  else if (key === ']') follow('[data-newer]', event);
  else if (key === '?') {
    event.preventDefault();
    dialog?.showModal();
  }
});

document.querySelector('[data-keys-open]')?.addEventListener('click', () => dialog?.showModal());

function follow(selector: string, event: KeyboardEvent): void {
  const link = document.querySelector<HTMLAnchorElement>(selector);
  if (!link) return;
  event.preventDefault();
  link.click();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
