import i18next from 'i18next';

/** Interface strings of one locale: file name, then the keys inside it (i18next JSON v4). */
export type Strings = Readonly<Record<string, unknown>>;

/** Looks up an interface string: `t('words.state.released')`, `t('list.count', { count: 3 })`. */
export type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/**
 * Makes the lookup for one locale. Values are not HTML-escaped here: templates and serialisers
 * escape where they write, once.
 *
 * @param locale BCP 47 tag; decides the plural rules (`Intl.PluralRules`)
 * @param strings the locale's strings with every missing key already filled from the fallback
 */
export function createTranslate(locale: string, strings: Strings): Translate {
  const existing = made.get(strings);
  if (existing) return existing;
  const instance = i18next.createInstance();
  void instance.init({
    lng: locale,
    fallbackLng: false,
    initAsync: false,
    showSupportNotice: false,
    resources: { [locale]: { translation: strings } },
    interpolation: { escapeValue: false },
    returnNull: false,
  } as Parameters<typeof instance.init>[0]);
  const plain = new Map<string, string>();
  const look: Translate = (key, values) =>
    String(values === undefined ? instance.t(key) : instance.t(key, values));
  const translate: Translate = (key, values) => {
    const name = nameOf(key, values);
    if (name === null) return look(key, values);
    // Most words have nothing to fill in but a count, and every page asks for the same ones.
    const known = plain.get(name);
    if (known !== undefined) return known;
    const text = look(key, values);
    plain.set(name, text);
    return text;
  };
  made.set(strings, translate);
  return translate;
}

/** What a text can be remembered under; null for one with values of which there is no end. */
function nameOf(key: string, values: Readonly<Record<string, unknown>> | undefined): string | null {
  if (values === undefined) return key;
  const { count } = values;
  return typeof count === 'number' && Object.keys(values).length === 1 ? `${key}\0${count}` : null;
}

// Keyed by the strings object itself, so this holds no state of its own: the same strings always
// give the same lookup, and it goes when they go.
const made = new WeakMap<Strings, Translate>();
