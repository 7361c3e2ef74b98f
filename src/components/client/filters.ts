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
  const locale = new Intl.Locale(document.documentElement.lang, {
    numberingSystem: 'latn',
    calendar: 'gregory',
  });
  const plural = new Intl.PluralRules(locale);
  const month = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  const counted = (forms: Record<string, string>, count: number): string =>
    (forms[plural.select(count)] ?? forms['other'] ?? '').replace('{count}', String(count));
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

  function fromAddress(): Choice {
    const query = new URLSearchParams(location.search);
    return Object.fromEntries(
      NAMES.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])),
    );
  }

  const fields = [...form.querySelectorAll<HTMLSelectElement | HTMLInputElement>('[name]')];

  function fromForm(): Choice {
    const chosen = fields.filter((field) =>
      field instanceof HTMLInputElement ? field.checked : field.value !== '',
    );
    return Object.fromEntries(chosen.map(({ name, value }) => [name, value]));
  }

  function intoForm(choice: Choice): void {
    for (const field of fields) {
      const value = choice[field.name as keyof Choice] ?? (field.name === 'year' ? ownYear : '');
      if (field instanceof HTMLInputElement) field.checked = value !== '';
      else field.value = value;
    }
  }

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
          lines.length === 0 && chosen ? words.none : counted(words.count, lines.length);
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
    let rows: HTMLElement | undefined;
    let shown = '-';
    const sections: HTMLElement[] = [];
    for (const line of lines.slice(from, from + SHOWN)) {
      const key = line.date?.day.slice(0, 7) ?? '';
      if (key !== shown || !rows) {
        shown = key;
        const section = document.createElement('section');
        section.className = 'month';
        const heading = document.createElement('h2');
        heading.textContent =
          key === '' ? words.undated : month.format(Date.parse(`${key}-01T00:00:00Z`));
        rows = document.createElement('ul');
        rows.className = 'rows plain';
        rows.dataset['narrows'] = '';
        section.append(heading, rows);
        sections.push(section);
      }
      rows.append(rowOf(line));
    }
    list.append(...sections);
    const left = lines.length - from - SHOWN;
    if (left <= 0) return;
    const more = document.createElement('button');
    more.type = 'button';
    more.className = 'button list-more';
    more.textContent = counted(words.more, Math.min(left, SHOWN));
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
