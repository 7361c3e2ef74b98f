import type { Translate } from './strings.ts';

/** A plural string's forms by CLDR category, with `{count}` where the number goes; for scripts. */
export function pluralForms(t: Translate, locale: string, key: string): Record<string, string> {
  const forms: Record<string, string> = {};
  for (const category of new Intl.PluralRules(locale).resolvedOptions().pluralCategories) {
    const name = `${key}_${category}`;
    // A count that is text is put in as it is, without i18next looking for a plural again.
    const text = t(name, { count: '{count}' });
    if (text !== name) forms[category] = text;
  }
  return forms;
}
