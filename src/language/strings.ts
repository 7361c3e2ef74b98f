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
  const look = (key: string, values?: Readonly<Record<string, unknown>>): string =>
    String(values === undefined ? instance.t(key) : instance.t(key, values));
  const plural = new Intl.PluralRules(locale);
  const plain = new Map<string, string>();
  const templates = new Map<string, Template | null>();
  const templateOf = (key: string, count: unknown): Template | null => {
    // i18next has a form of its own for none, beside those of the language.
    const form = typeof count === 'number' ? (count === 0 ? 'none' : plural.select(count)) : '';
    const name = `${key}\0${form}`;
    let template = templates.get(name);
    if (template === undefined) {
      const options = { skipInterpolation: true, ...(form === '' ? {} : { count }) };
      template = readTemplate(look(key, options));
      templates.set(name, template);
    }
    return template;
  };
  const translate: Translate = (key, values) => {
    if (values !== undefined) {
      const template = isPlain(values) ? templateOf(key, values['count']) : null;
      return (template && fill(template, values)) ?? look(key, values);
    }
    let text = plain.get(key);
    if (text === undefined) {
      text = look(key);
      plain.set(key, text);
    }
    return text;
  };
  made.set(strings, translate);
  return translate;
}

/** A string as i18next would fill it in: what stands before each value and after the last, and the names of values. */
interface Template {
  readonly texts: readonly string[];
  readonly names: readonly string[];
}

/** The parts of a string; null for one in which i18next knows more to do than to put values in. */
function readTemplate(text: string): Template | null {
  if (text.includes('$t(')) return null;
  const parts = text.split(/\{\{\s*(\w+)\s*\}\}/);
  const texts = parts.filter((_, index) => index % 2 === 0);
  if (texts.some((part) => part.includes('{{'))) return null;
  return { texts, names: parts.filter((_, index) => index % 2 === 1) };
}

/** The string with its values; null where i18next has to say what becomes of them. */
function fill(
  { texts, names }: Template,
  values: Readonly<Record<string, unknown>>,
): string | null {
  let text = texts[0] ?? '';
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] ?? '';
    const value = values[name];
    if (typeof value === 'string') text += value;
    else if (typeof value === 'number') text += String(value);
    else if (value !== undefined || !Object.hasOwn(values, name)) return null;
    text += texts[at + 1] ?? '';
  }
  return text;
}

/** Whether all values are to be put in. Some names are i18next's own, and change what it looks for. */
function isPlain(values: Readonly<Record<string, unknown>>): boolean {
  for (const name in values) {
    if (OPTIONS.has(name) || name.startsWith('defaultValue')) return false;
  }
  const { count } = values;
  return count === undefined || typeof count === 'string' || Number.isFinite(count);
}

const OPTIONS: ReadonlySet<string> = new Set([
  'appendNamespaceToCIMode',
  'applyPostProcessor',
  'context',
  'fallbackLng',
  'fallbackNS',
  'ignoreJSONStructure',
  'interpolation',
  'joinArrays',
  'keySeparator',
  'lng',
  'lngs',
  'missingInterpolationHandler',
  'missingKeyNoValueFallbackToKey',
  'nest',
  'ns',
  'nsSeparator',
  'ordinal',
  'postProcess',
  'replace',
  'returnDetails',
  'returnObjects',
  'skipInterpolation',
]);

// Keyed by the strings object itself, so this holds no state of its own: the same strings always
// give the same lookup, and it goes when they go.
const made = new WeakMap<Strings, Translate>();
