import type { Translate } from '../../../language/strings.ts';
import { planQuery, type PlanQuery } from '../../../views/upgrade/plan-query.ts';
import type { UpgradeData, UpgradeVersion } from '../../../views/upgrade/upgrade-document.ts';
import { element } from '../element.ts';

type Field = 'product' | 'from' | 'to';

/** The planner's form: what is chosen in it, and what is wrong with it. */
export class UpgradeForm {
  readonly element: HTMLFormElement;
  readonly #fields: Readonly<Record<Field, HTMLSelectElement | null>>;
  readonly #problem: HTMLElement | null;
  readonly #status: HTMLElement | null;
  /** The product whose versions are in the lists. */
  #filled = '';

  constructor(form: HTMLFormElement) {
    this.element = form;
    const select = (name: string): HTMLSelectElement | null =>
      form.querySelector<HTMLSelectElement>(`select[name=${name}]`);
    this.#fields = { product: select('product'), from: select('from'), to: select('to') };
    this.#problem = form.querySelector('[data-problem]');
    this.#status = form.querySelector('[data-plan-status]');
  }

  get product(): string {
    return this.#fields.product?.value ?? '';
  }

  /** The product where there is no choice; empty where there is. */
  get onlyProduct(): string {
    return this.has('') ? '' : this.product;
  }

  get productTitle(): string {
    return this.#option?.textContent?.trim() ?? '';
  }

  get dataHref(): string {
    return this.#option?.dataset['href'] ?? '';
  }

  get #option(): HTMLOptionElement | undefined {
    return this.#fields.product?.selectedOptions[0];
  }

  read(): PlanQuery {
    const boxes = this.#modules(this.product)?.querySelectorAll('input') ?? [];
    return {
      product: this.product,
      from: this.#fields.from?.value ?? '',
      to: this.#fields.to?.value ?? '',
      modules: [...boxes].filter(({ checked }) => checked).map(({ value }) => value),
    };
  }

  /** Whether there is a plan to be made for a product. */
  has(product: string): boolean {
    return [...(this.#fields.product?.options ?? [])].some(({ value }) => value === product);
  }

  /** The address of a choice; what is another's in the present one stays. */
  addressOf(query: PlanQuery): string {
    const others = new URLSearchParams(location.search);
    for (const name of ['product', 'from', 'to', 'module']) others.delete(name);
    const rest = others.toString();
    const own = planQuery(query);
    if (rest === '') return own;
    return own === '' ? `?${rest}` : `${own}&${rest}`;
  }

  /** Chooses product and modules; false when there is no such product. */
  chooseProduct({ product, modules }: PlanQuery): boolean {
    const { product: select } = this.#fields;
    const options = [...(select?.options ?? [])];
    const isKnown = product !== '' && options.some(({ value }) => value === product);
    if (select)
      select.value = isKnown
        ? product
        : (options.find(({ value }) => value === '')?.value ?? select.value);
    for (const fieldset of this.element.querySelectorAll<HTMLFieldSetElement>('[data-modules]')) {
      const isOwn = isKnown && fieldset.dataset['modules'] === product;
      fieldset.hidden = !isOwn;
      fieldset.disabled = !isOwn;
    }
    for (const box of this.#modules(product)?.querySelectorAll('input') ?? []) {
      box.checked = modules.includes(box.value);
    }
    if (!isKnown || this.#filled !== product) this.#empty();
    return isKnown;
  }

  /** Fills the lists of versions and chooses, by place among the data's versions. */
  chooseVersions(
    data: UpgradeData,
    { from, to }: { from: number | null; to: number | null },
    t: Translate,
  ): void {
    if (this.#filled !== data.product.id) {
      this.#empty();
      for (const select of [this.#fields.from, this.#fields.to])
        select?.append(...options(data, t));
      this.#filled = data.product.id;
    }
    const version = (at: number | null): string =>
      at === null ? '' : (data.versions[at]?.version ?? '');
    if (this.#fields.from) this.#fields.from.value = version(from);
    if (this.#fields.to) this.#fields.to.value = version(to);
  }

  /** Says what is wrong and what to do next, beneath the fields. */
  say(
    text: string,
    actions: readonly { label: string; use: () => void }[],
    field: Field | null,
  ): void {
    this.status('');
    const buttons = actions.map(({ label, use }) => {
      const button = element('button', { type: 'button', class: 'text-button' }, label);
      button.addEventListener('click', use);
      return button;
    });
    this.#problem?.replaceChildren(
      element('p', { class: 'ico', 'data-tone': 'care' }, element('span', {}, text)),
      ...buttons,
    );
    const select = field === null ? null : this.#fields[field];
    select?.setAttribute('aria-invalid', 'true');
    select?.setAttribute('aria-describedby', '_problem');
  }

  clearProblem(): void {
    this.#problem?.replaceChildren();
    for (const select of Object.values(this.#fields)) {
      select?.removeAttribute('aria-invalid');
      select?.removeAttribute('aria-describedby');
    }
  }

  /** Tells screen readers what came of a choice. */
  status(text: string): void {
    if (this.#status) this.#status.textContent = text;
  }

  focus(field: Field): void {
    this.#fields[field]?.focus();
  }

  #modules(product: string): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(`[data-modules="${CSS.escape(product)}"]`);
  }

  #empty(): void {
    for (const select of [this.#fields.from, this.#fields.to]) {
      if (select) select.replaceChildren(...[...select.children].slice(0, 1));
    }
    this.#filled = '';
  }
}

/** Versions newest first, under the names of their cycles where the product has any. */
function options(data: UpgradeData, t: Translate): HTMLElement[] {
  const made: HTMLElement[] = [];
  let group: { cycle: number | undefined; place: HTMLOptGroupElement } | undefined;
  for (const [at, version] of [...data.versions.entries()].reverse()) {
    const option = element('option', { value: version.version }, labelOf(version, at, data, t));
    if (data.cycles.length === 0) {
      made.push(option);
      continue;
    }
    if (group === undefined || group.cycle !== version.cycle) {
      const name = version.cycle === undefined ? undefined : data.cycles[version.cycle]?.cycle;
      const label =
        name === undefined ? t('upgrade.page.noCycle') : t('upgrade.page.cycle', { cycle: name });
      group = { cycle: version.cycle, place: element('optgroup', { label }) };
      made.push(group.place);
    }
    group.place.append(option);
  }
  return made;
}

function labelOf(
  { version, state }: UpgradeVersion,
  at: number,
  { latest }: UpgradeData,
  t: Translate,
): string {
  if (at === latest) return t('upgrade.page.latest', { version });
  if (state === undefined) return version;
  return t('upgrade.page.state', { version, state: t(`words.state.${state}`) });
}
