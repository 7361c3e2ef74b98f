import type { OwnProduct } from '../../../model/my-version.ts';
import type { KnownProduct } from '../../../model/own-versions.ts';
import type { MyVersionWords } from '../../../views/my-version.ts';
import { element } from '../element.ts';
import { choose } from './my-version.ts';
import { addressWith, loadData, readOwn } from './store.ts';

const ANY = '*';
let dialog: HTMLDialogElement | undefined;

/** Opens the dialog in which a reader says what they run; made when it is first opened. */
export async function openMyVersion(opener: HTMLElement): Promise<void> {
  const { products, words } = await loadData();
  const own = (await readOwn())?.mine ?? [];
  dialog?.remove();
  dialog = makeDialog(products, words, own);
  document.body.append(dialog);
  // What opened it may be gone when it closes: a bar that is no longer needed, a menu.
  dialog.addEventListener('close', () => {
    const places = [opener, ...document.querySelectorAll<HTMLElement>('[data-mine-open]')];
    places.find((place) => place.getClientRects().length > 0)?.focus();
  });
  dialog.showModal();
}

function makeDialog(
  products: readonly KnownProduct[],
  words: MyVersionWords,
  own: readonly OwnProduct[],
): HTMLDialogElement {
  const status = element('p', { class: 'mine-status', role: 'status' });
  const quiet = (text: string, name: string) =>
    element('button', { type: 'button', class: 'text-button', [`data-${name}`]: true }, text);
  const form = element(
    'form',
    { method: 'dialog' },
    element('h2', { id: '_mine-title' }, words.title),
    element('p', { class: 'small' }, words.intro),
    element('p', { class: 'small quiet', id: '_mine-private' }, words.private),
    ...products.map((product) =>
      productGroup(
        product,
        words,
        own.find((each) => each.product === product.id),
      ),
    ),
    status,
    element(
      'p',
      { class: 'mine-buttons' },
      element('button', { type: 'submit', class: 'button' }, words.save),
      quiet(words.close, 'close'),
      quiet(words.copy, 'copy-address'),
      ...(own.length === 0 ? [] : [quiet(words.forget, 'forget')]),
    ),
  );
  const made = element(
    'dialog',
    { class: 'keys mine', 'aria-labelledby': '_mine-title', 'aria-describedby': '_mine-private' },
    form,
  );
  form.addEventListener('change', () => (status.textContent = ''));
  form.addEventListener('submit', (event) => {
    const chosen = chosenIn(form);
    if (chosen.length > 0) {
      void choose(chosen);
      return;
    }
    event.preventDefault();
    status.textContent = words.none;
  });
  made.addEventListener('click', ({ target }) => {
    const pressed = target instanceof Element ? target.closest<HTMLElement>('button') : null;
    if (target === made || pressed?.matches('[data-close]')) made.close();
    else if (pressed?.matches('[data-forget]')) {
      made.close();
      void choose([]);
    } else if (pressed?.matches('[data-copy-address]')) {
      const chosen = chosenIn(form);
      if (chosen.length === 0) status.textContent = words.none;
      else void copy(addressWith(chosen), status, words);
    }
  });
  return made;
}

function productGroup(
  { id, title, versions, modules }: KnownProduct,
  words: MyVersionWords,
  own: OwnProduct | undefined,
): HTMLElement {
  const select = element(
    'select',
    { 'aria-label': words.version.replace('{product}', title) },
    element('option', { value: '' }, words.notUsed),
    element('option', { value: ANY }, words.anyVersion),
    ...versions.map(({ cycle, versions: each }) => {
      const options = each.map((version) => element('option', { value: version }, version));
      return cycle === ''
        ? element('optgroup', { label: '–' }, ...options)
        : element('optgroup', { label: cycle }, ...options);
    }),
  );
  select.value = own === undefined ? '' : (own.version ?? ANY);
  const boxes = element(
    'fieldset',
    { class: 'mine-modules' },
    element('legend', {}, words.modules),
    ...modules.map((module) =>
      element(
        'label',
        {},
        element('input', {
          type: 'checkbox',
          value: module.id,
          checked: own?.modules.includes(module.id) ?? false,
        }),
        element('bdi', {}, module.title),
      ),
    ),
    element('p', { class: 'small quiet' }, words.modulesHint),
  );
  const follow = (): void => {
    boxes.hidden = select.value === '' || modules.length < 2;
  };
  follow();
  select.addEventListener('change', follow);
  return element(
    'div',
    { class: 'mine-product', 'data-mine-product': id },
    element('p', { class: 'mine-title' }, element('bdi', {}, title)),
    select,
    boxes,
  );
}

function chosenIn(form: HTMLElement): OwnProduct[] {
  return [...form.querySelectorAll<HTMLElement>('[data-mine-product]')].flatMap((group) => {
    const value = group.querySelector('select')?.value ?? '';
    if (value === '') return [];
    const modules = [...group.querySelectorAll<HTMLInputElement>('input:checked')];
    return [
      {
        product: group.dataset['mineProduct'] ?? '',
        version: value === ANY ? null : value,
        modules: modules.map((box) => box.value),
      },
    ];
  });
}

async function copy(address: string, status: HTMLElement, words: MyVersionWords): Promise<void> {
  try {
    await navigator.clipboard.writeText(address);
    status.textContent = words.copied;
  } catch {
    status.replaceChildren(`${words.copyFailed} `, element('code', { dir: 'ltr' }, address));
  }
}
