import type { Format } from '../../language/format.ts';
import type { Translate } from '../../language/strings.ts';
import type { PlanWords } from './outline.ts';

/** Strings by key; those with a count by CLDR plural category. `{name}` stands for a value. */
export type PlanStrings = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const texts = (prefix: string, names: string): string[] =>
  names.split(' ').map((name) => `${prefix}.${name}`);

/** Every string that a plan in words is made of, for a page to hand to its script. */
export const planKeys: readonly string[] = [
  ...texts('upgrade', 'plan for modules asOf leg effort by overdue automated inVersion verify'),
  ...texts('upgrade', 'rollback replacement workaround fixedIn removedIn removedOn removalTba'),
  ...texts('upgrade', 'supportEnds announced neededBy affectsFrom hasToo afterTarget endedOn'),
  ...texts('upgrade', 'endsOn start target actions follow writtenFor guideFrom guideTo'),
  ...texts('upgrade.section', 'warnings requires stops guides must behaviour gone going security'),
  ...texts('upgrade.section', 'advisories releases met lost avoid cycles'),
  ...texts('upgrade.none', 'must met'),
  ...texts('upgrade.warning', 'state notOut ended open newer'),
  ...texts('upgrade.problem', 'unknown-version backwards same unknown-module suggestion'),
  ...texts('words.when', 'before during after'),
  ...texts('words.needed', 'required recommended optional'),
  ...texts('words.state', 'scheduled rolling-out partial released delayed rolled-back withdrawn'),
  ...texts('words.type', 'feature enhancement fix breaking deprecation removal security'),
  ...texts('words.type', 'performance documentation other'),
  ...texts('words.impact', 'low medium high critical'),
  ...texts('words.issue', 'open investigating workaround fixed wont-fix'),
  ...texts('words.cycle', 'upcoming active security extended ended unknown'),
];
const counted: readonly string[] = ['upgrade.versions', 'upgrade.ended'];
const values: Readonly<Record<string, string>> = Object.fromEntries(
  'product from to audience modules date effort version versions cycle state found suggestion done total'
    .split(' ')
    .map((name) => [name, `{${name}}`]),
);

/**
 * The strings of a locale, for `wordsOf`.
 *
 * @param more keys that a page needs besides those of a plan
 */
export function planStrings(
  t: Translate,
  locale: string,
  more: readonly string[] = [],
): PlanStrings {
  const plain = [...planKeys, ...more].map((key) => [key, t(key, values)] as const);
  const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const plural = counted.map((key) => {
    const forms = categories.flatMap((category) => {
      const text = t(`${key}_${category}`, { count: '{count}' });
      return text === `${key}_${category}` ? [] : [[category, text] as const];
    });
    return [key, Object.fromEntries(forms)] as const;
  });
  const strings: PlanStrings = Object.fromEntries<PlanStrings[string]>([...plain, ...plural]);
  return strings;
}

/** The same words in a browser, without i18next. */
export function wordsOf(strings: PlanStrings, locale: string, format: Format): PlanWords {
  const plural = new Intl.PluralRules(locale);
  const t: Translate = (key, given = {}) => {
    const found = strings[key] ?? key;
    const text =
      typeof found === 'string'
        ? found
        : (found[plural.select(Number(given['count']))] ?? found['other'] ?? key);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = given[name];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
    });
  };
  return { t, format };
}
