import type { Translate } from '../../../language/strings.ts';
import type { OutlineGroup, OutlineItem, OutlineSection } from '../../../views/upgrade/outline.ts';
import type { PlanOutline } from '../../../views/upgrade/outline.ts';
import { element, ownHtml } from '../element.ts';
import type { Ticks } from './ticks.ts';

export interface PlanPrint {
  readonly outline: PlanOutline;
  /** Language and direction of items that are not translated. */
  readonly source: { lang: string; dir: 'ltr' | 'rtl' };
  readonly t: Translate;
  readonly ticks: Ticks;
  /** Where the plan can be found again. */
  readonly address: string;
  readonly tools: readonly { name: string; use: (button: HTMLButtonElement) => void }[];
}

/** A plan as a part of the page, with its heading first (`#_plan`). */
export function planElement(print: PlanPrint): HTMLElement {
  const { outline, t, address } = print;
  const plan = element('article', { class: 'plan', 'aria-labelledby': '_plan' });
  plan.append(
    element('h2', { id: '_plan', tabindex: '-1' }, outline.title),
    factsOf(outline.facts, 'plan-facts'),
    element('p', { class: 'print-only', dir: 'ltr', translate: 'no' }, address),
    toolsOf(print),
    contentsOf(outline, t),
    ...outline.sections.map((section) => sectionOf(section, print)),
  );
  const progress = plan.querySelector<HTMLElement>('[data-done]');
  const boxes = [...plan.querySelectorAll<HTMLInputElement>('.plan-must input')];
  const count = (): void => {
    const done = boxes.filter(({ checked }) => checked).length;
    if (progress) progress.textContent = t('upgrade.page.done', { done, total: boxes.length });
  };
  if (boxes.length === 0) progress?.remove();
  plan.addEventListener('change', count);
  print.ticks.follow(() => {
    for (const box of plan.querySelectorAll<HTMLInputElement>('input[data-item]')) {
      box.checked = print.ticks.has(box.dataset['item'] ?? '');
    }
    count();
  });
  count();
  return plan;
}

function toolsOf({ tools, t }: PlanPrint): HTMLElement {
  const place = element('div', {
    class: 'plan-tools',
    role: 'group',
    'aria-label': t('upgrade.page.tools'),
  });
  for (const { name, use } of tools) {
    const words = t(`upgrade.page.${name}`);
    const button = element('button', { type: 'button', 'data-tool': name }, words);
    button.addEventListener('click', () => {
      use(button);
    });
    place.append(button);
  }
  return place;
}

function contentsOf({ sections }: PlanOutline, t: Translate): HTMLElement {
  const links = sections.map(({ id, heading, groups }) => {
    // What happens by itself is in the list, and nothing to tick off.
    const counted = groups.flatMap(({ items }) =>
      id === 'must' ? items.filter(({ check }) => check) : items,
    );
    const link = element('a', { href: `#_plan-${id}` }, heading);
    return element(
      'li',
      {},
      link,
      ' ',
      element('span', { class: 'count' }, String(counted.length)),
    );
  });
  return element(
    'nav',
    { class: 'plan-contents', 'aria-label': t('upgrade.page.contents') },
    element('ul', { class: 'plain inline' }, ...links),
  );
}

function sectionOf(section: OutlineSection, print: PlanPrint): HTMLElement {
  const { id, heading, tone, groups, empty } = section;
  const isMust = id === 'must';
  const title = element('h3', { id: `_plan-${id}`, tabindex: '-1' }, heading);
  if (tone === 'care') title.classList.add('ico');
  const made = element(
    'section',
    { class: `plan-section plan-${id}`, 'aria-labelledby': `_plan-${id}` },
    title,
  );
  if (tone === 'care') made.dataset['tone'] = 'care';
  if (isMust) title.append(' ', element('span', { class: 'plan-done', 'data-done': '' }));
  if (groups.length === 0 && empty !== null) made.append(element('p', { class: 'none' }, empty));
  for (const group of groups) made.append(...groupOf(group, isMust, print));
  if (isMust && groups.length > 0) {
    made.append(element('p', { class: 'plan-kept quiet small' }, print.t('upgrade.page.kept')));
  }
  return made;
}

function groupOf({ heading, items }: OutlineGroup, isOrdered: boolean, print: PlanPrint): Node[] {
  const list = element(isOrdered ? 'ol' : 'ul', { class: 'plain plan-items' });
  list.append(...items.map((item) => itemOf(item, print)));
  return heading === null ? [list] : [element('h4', {}, heading), list];
}

function itemOf(item: OutlineItem, print: PlanPrint): HTMLElement {
  const { check, title, href, facts, links, command, notes } = item;
  const own = item.fallback ? { lang: print.source.lang, dir: print.source.dir } : plain(title);
  const body = element('div', { class: 'plan-what' });
  const made = element('li', { class: 'plan-item' });
  if (check) {
    const id = `_tick-${encodeURIComponent(item.id)}`;
    const box = element('input', { type: 'checkbox', id, 'data-item': item.id });
    box.checked = print.ticks.has(item.id);
    box.addEventListener('change', () => {
      print.ticks.set(item.id, box.checked);
    });
    made.append(box);
    body.append(paragraph('plan-title', ownHtml(element('label', { for: id, ...own }), title)));
  } else {
    const name = href === null ? element('span', own) : element('a', { href, ...own });
    body.append(paragraph('plan-title', ownHtml(name, title)));
  }
  if (facts.length > 0) body.append(factsOf(facts, 'change-facts'));
  if (command !== null) body.append(commandOf(command));
  for (const { label, html } of notes) {
    if (label !== null) body.append(paragraph('eyebrow', label));
    const note = ownHtml(element('div', { class: 'prose' }), html);
    if (item.fallback) Object.assign(note, print.source);
    for (const copy of note.querySelectorAll<HTMLElement>('[data-copy]')) copy.hidden = false;
    body.append(note);
  }
  // What is ticked has no link in its name, or a tick would lead away.
  const more = check && links.length === 0 && href !== null ? [{ html: title, href }] : links;
  if (check && more.length > 0) {
    const list = element('p', { class: 'plan-links' });
    for (const link of more) {
      const text = ownHtml(element('span', plain(link.html)), link.html);
      list.append(element('a', { class: 'ico', 'data-icon': 'next', href: link.href }, text), ' ');
    }
    body.append(list);
  }
  made.append(body);
  return made;
}

function paragraph(name: string, ...children: (Node | string)[]): HTMLElement {
  return element('p', { class: name }, ...children);
}

/** Each fact keeps its own direction: a range reads from left to right in any language. */
function factsOf(facts: readonly string[], name: string): HTMLElement {
  const made = element('p', { class: name });
  for (const fact of facts) made.append(element('span', {}, element('bdi', {}, fact)), ' ');
  return made;
}

/** A version or a name in Latin letters, which a line from right to left would turn about. */
function plain(html: string): Readonly<Record<string, string>> {
  const isLatin = /^[\x20-\x7e]*$/.test(html);
  return isLatin && document.documentElement.dir === 'rtl' ? { dir: 'ltr' } : {};
}

function commandOf(command: string): HTMLElement {
  const figure = element('figure', { class: 'gz-code' });
  const button = document.querySelector<HTMLTemplateElement>('template[data-copy-button]');
  figure.append(
    element('pre', { tabindex: '0' }, element('code', { dir: 'ltr' }, command)),
    document.importNode(button?.content ?? new DocumentFragment(), true),
  );
  return figure;
}
