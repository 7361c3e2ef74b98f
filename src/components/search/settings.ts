import type { Translate } from '../../language/strings.ts';
import { facetNames } from './strings.ts';
import type { PluralForms, SearchSettings } from './strings.ts';

/**
 * What the dialog's script is told, as JSON that can't end a script element: `<` is written as an
 * escape, so neither `</script>` nor `<!--` can come from a string.
 */
export function settingsJson(t: Translate, href: string, lang: string): string {
  // Every page of an edition is told the same.
  const own = known.get(t) ?? new Map<string, string>();
  const name = `${lang} ${href}`;
  const json = own.get(name) ?? makeJson(t, href, lang);
  known.set(t, own.set(name, json));
  return json;
}

const known = new WeakMap<Translate, Map<string, string>>();

function makeJson(t: Translate, href: string, lang: string): string {
  const settings: SearchSettings = { href, lang, strings: makeStrings(t, lang) };
  return JSON.stringify(settings).replaceAll('<', '\\u003c');
}

function makeStrings(t: Translate, lang: string): SearchSettings['strings'] {
  return {
    unavailable: t('search.unavailable'),
    failed: t('search.failed'),
    searching: t('search.searching'),
    none: t('search.none', { query: '{query}' }),
    tryTitle: t('search.tryTitle'),
    tips: [t('search.trySpelling'), t('search.tryWords'), t('search.tryVersion')],
    removeFilters: t('search.removeFilters'),
    all: t('search.all', { count: '{count}' }),
    fewer: t('search.fewer'),
    recent: t('search.recent'),
    clearRecent: t('search.clearRecent'),
    recentNote: t('search.recentNote'),
    facets: Object.fromEntries(facetNames.map((name) => [name, t(`search.${name}`)])),
    count: pluralForms(t, lang, 'search.count'),
    countAll: pluralForms(t, lang, 'search.countAll'),
    withoutFilters: pluralForms(t, lang, 'search.withoutFilters'),
    more: pluralForms(t, lang, 'search.more'),
  };
}

/** Every form that the language tells apart; forms that say the same as `other` are left out. */
function pluralForms(t: Translate, lang: string, key: string): PluralForms {
  const form = (category: string): string | undefined => {
    const name = `${key}_${category}`;
    // A count that is text is put in as it is, without i18next looking for a plural again.
    const text = t(name, { count: '{count}', query: '{query}' });
    return text === name ? undefined : text;
  };
  const other = form('other') ?? '{count}';
  const forms: Record<string, string> = { other };
  for (const category of new Intl.PluralRules(lang).resolvedOptions().pluralCategories) {
    const text = form(category);
    if (text !== undefined && text !== other) forms[category] = text;
  }
  return forms;
}
