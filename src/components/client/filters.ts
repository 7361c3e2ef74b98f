import type { ReleaseLine } from '../../views/release-line.ts';
import { concerns } from '../../model/narrowing.ts';
import { followNarrowing, narrowedTo, rowsChanged } from './mine/narrowed.ts';
import { rowOf } from './row.ts';

/**
 * The filters of the release list. They live in the address, so that a choice can be sent, kept and
 * gone back from. The list that the page came with stands as long as nothing is chosen.
 */
const NAMES = ['product', 'type', 'module', 'year', 'action'] as const;
const SHOWN = 50;
type Choice = Partial<Record<(typeof NAMES)[number], string>>;

interface Words {
  count: Record<string, string>;
  more: Record<string, string>;
  none: string;
  undated: string;
  failed: string;
}

const form = document.querySelector<HTMLElement>('[data-filters]');
const list = document.querySelector<HTMLElement>('[data-list]');
const status = form?.querySelector<HTMLElement>('[data-count]');
const clear = form?.querySelector<HTMLElement>('[data-clear]');
if (form && list && status && clear) start(form, list, status, clear);

function start(
  form: HTMLElement,
  list: HTMLElement,
  status: HTMLElement,
  clear: HTMLElement,
): void {
  const words = JSON.parse(form.dataset['words'] ?? '{}') as Words;
  const wording = wordingOf(words);
  const original = { nodes: [...list.childNodes], status: status.textContent ?? '' };
  const ownYear =
    form.querySelector<HTMLOptionElement>('select[name=year] option[selected]')?.value ?? '';
  let data: Promise<ReleaseLine[]> | undefined;
  let turn = 0;
  /** How many are left out because the reader does not run them. */
  let hiddenCount = 0;

  function load(): Promise<ReleaseLine[]> {
    data ??= fetch(form.dataset['href'] ?? '').then(async (response) => {
      if (!response.ok) throw new Error(String(response.status));
      return ((await response.json()) as { items: ReleaseLine[] }).items;
    });
    return data;
  }

  const fields = [...form.querySelectorAll<Field>('[name]')];
  const fromForm = (): Choice => choiceIn(fields);
  const intoForm = (choice: Choice): void => fillIn(fields, { year: ownYear, ...choice });

  async function show(choice: Choice): Promise<void> {
    const mine = ++turn;
    const chosen = Object.entries(choice).some(
      ([name, value]) => name !== 'year' || value !== ownYear,
    );
    clear.hidden = !chosen;
    if (!chosen && narrowedTo() === null) {
      list.replaceChildren(...original.nodes);
      status.textContent = original.status;
      await rowsChanged();
    } else {
      try {
        const all = (await load()).filter((line) => matches(line, choice));
        if (mine !== turn) return;
        const lines = all.filter(isMine);
        list.replaceChildren();
        append(lines, 0);
        status.textContent =
          lines.length === 0 && chosen ? words.none : wording.counted(words.count, lines.length);
        hiddenCount = all.length - lines.length;
        await rowsChanged(hiddenCount);
      } catch {
        data = undefined;
        if (mine === turn) status.textContent = words.failed;
      }
    }
    delete document.documentElement.dataset['filtering'];
  }

  /** The choice of the form, once what the reader runs is known or has changed. */
  followNarrowing(() => show(ownYear === '' ? fromForm() : { year: ownYear, ...fromForm() }));

  function append(lines: ReleaseLine[], from: number): void {
    list.append(...monthsOf(lines.slice(from, from + SHOWN), wording.month));
    const left = lines.length - from - SHOWN;
    if (left <= 0) return;
    const more = document.createElement('button');
    more.type = 'button';
    more.className = 'button list-more';
    more.textContent = wording.counted(words.more, Math.min(left, SHOWN));
    more.addEventListener('click', () => {
      more.remove();
      append(lines, from + SHOWN);
      void rowsChanged(hiddenCount);
      list.querySelectorAll<HTMLElement>('.row-name a')[from + SHOWN]?.focus();
    });
    list.append(more);
  }

  function choose(choice: Choice): void {
    const query = new URLSearchParams(choice).toString();
    history.pushState(null, '', query === '' ? location.pathname : `?${query}`);
    void show(choice);
  }

  form.addEventListener('change', () => choose(fromForm()));
  clear.addEventListener('click', () => {
    intoForm({});
    fields[0]?.focus();
    choose({});
  });
  addEventListener('popstate', () => {
    intoForm(fromAddress());
    void show(fromAddress());
  });
  const first = fromAddress();
  if (Object.keys(first).length > 0) {
    intoForm(first);
    void show(first);
  } else {
    // What was chosen while this script was on its way, or kept by the browser from an earlier visit.
    const chosen = fromForm();
    const isOwn = Object.entries(chosen).every(
      ([name, value]) => name === 'year' && value === ownYear,
    );
    if (!isOwn) choose(chosen);
  }
}

type Field = HTMLSelectElement | HTMLInputElement;

/** What is chosen in the fields of the form. */
function choiceIn(fields: readonly Field[]): Choice {
  const chosen = fields.filter((field) =>
    field instanceof HTMLInputElement ? field.checked : field.value !== '',
  );
  return Object.fromEntries(chosen.map(({ name, value }) => [name, value]));
}

function fillIn(fields: readonly Field[], choice: Choice): void {
  for (const field of fields) {
    const value = choice[field.name as keyof Choice] ?? '';
    if (field instanceof HTMLInputElement) field.checked = value !== '';
    else field.value = value;
  }
}

function fromAddress(): Choice {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(
    NAMES.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])),
  );
}

/** How numbers and months are written in the language of the page. */
function wordingOf(words: Words): {
  readonly counted: (forms: Record<string, string>, count: number) => string;
  readonly month: (key: string) => string;
} {
  const { lang } = document.documentElement;
  const locale = new Intl.Locale(lang, { numberingSystem: 'latn', calendar: 'gregory' });
  const plural = new Intl.PluralRules(locale);
  const month = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return {
    counted: (forms, count) =>
      (forms[plural.select(count)] ?? forms['other'] ?? '').replace('{count}', String(count)),
    month: (key) => (key === '' ? words.undated : month.format(Date.parse(`${key}-01T00:00:00Z`))),
  };
}

/** Rows below headings of their months, as the list has them. */
function monthsOf(
  lines: readonly ReleaseLine[],
  heading: (month: string) => string,
): HTMLElement[] {
  const sections: HTMLElement[] = [];
  let rows: HTMLElement | undefined;
  let shown: string | undefined;
  for (const line of lines) {
    const month = line.date?.day.slice(0, 7) ?? '';
    if (rows === undefined || month !== shown) {
      shown = month;
      const title = document.createElement('h2');
      title.textContent = heading(month);
      rows = document.createElement('ul');
      rows.className = 'rows plain';
      rows.dataset['narrows'] = '';
      const section = document.createElement('section');
      section.className = 'month';
      section.append(title, rows);
      sections.push(section);
    }
    rows.append(rowOf(line));
  }
  return sections;
}

/** Releases of what the reader uses, from the version that they have. */
function isMine({ product, version }: ReleaseLine): boolean {
  const mine = narrowedTo();
  return mine === null || concerns(mine, { products: [product.id], version }, () => true);
}

function matches(line: ReleaseLine, choice: Choice): boolean {
  const { product, type, module, year, action } = choice;
  return (
    (!product || line.product.id === product) &&
    (!type || line.types.some((found) => found.type === type)) &&
    (!module || line.modules.some(({ id }) => `${line.product.id}/${id}` === module)) &&
    (!year || line.date?.day.startsWith(year) === true) &&
    (!action || line.action)
  );
}
