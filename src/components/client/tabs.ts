/**
 * Turns `<gz-tabs>` (panels one under another, each with its label) into tabs by the pattern of the
 * ARIA Authoring Practices: arrows move, Home and End jump, one tab stop.
 */
const KEY = 'gazette.tabs.';
let number = 0;

for (const group of document.querySelectorAll<HTMLElement>('gz-tabs')) {
  const panels = [...group.children].filter((child) => child.classList.contains('gz-tab'));
  if (panels.length < 2) continue;
  const list = document.createElement('div');
  list.setAttribute('role', 'tablist');
  const tabs = panels.map((panel) => {
    const label = panel.querySelector(':scope > .gz-tab-label');
    const tab = document.createElement('button');
    number += 1;
    tab.type = 'button';
    tab.id = `_tab-${number}`;
    tab.textContent = label?.textContent ?? '';
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', `_tabpanel-${number}`);
    panel.id = `_tabpanel-${number}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    panel.setAttribute('tabindex', '0');
    label?.remove();
    return tab;
  });
  list.append(...tabs);
  group.prepend(list);

  const select = (index: number, focus: boolean): void => {
    tabs.forEach((tab, at) => {
      const chosen = at === index;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      (panels[at] as HTMLElement).hidden = !chosen;
      if (chosen && focus) tab.focus();
    });
  };
  const { sync } = group.dataset;
  const choose = (index: number, focus = true): void => {
    select(index, focus);
    const label = tabs[index]?.textContent ?? '';
    if (!sync) return;
    remember(sync, label);
    document.dispatchEvent(new CustomEvent('gazette:tab', { detail: { sync, label, group } }));
  };

  list.addEventListener('click', ({ target }) => {
    const index = tabs.indexOf(target as HTMLButtonElement);
    if (index >= 0) choose(index);
  });
  list.addEventListener('keydown', (event) => {
    const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
    const forward = getComputedStyle(list).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const step = event.key === forward ? 1 : /^Arrow(Left|Right)$/.test(event.key) ? -1 : 0;
    const last = tabs.length - 1;
    const next =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? last
          : step === 0
            ? -1
            : (at + step + tabs.length) % tabs.length;
    if (next < 0) return;
    event.preventDefault();
    choose(next);
  });
  document.addEventListener('gazette:tab', (event) => {
    const { detail } = event as CustomEvent<{ sync: string; label: string; group: Element }>;
    const index = tabs.findIndex(({ textContent }) => textContent === detail.label);
    if (detail.sync === sync && detail.group !== group && index >= 0) select(index, false);
  });
  const known = sync ? recall(sync) : null;
  select(
    Math.max(
      0,
      tabs.findIndex(({ textContent }) => textContent === known),
    ),
    false,
  );
}

function remember(sync: string, label: string): void {
  try {
    localStorage.setItem(KEY + sync, label);
  } catch {
    // Without storage the choice lasts for this page.
  }
}

function recall(sync: string): string | null {
  try {
    return localStorage.getItem(KEY + sync);
  } catch {
    return null;
  }
}

export {};
