import { fill } from './strings.ts';
import type { PluralForms } from './strings.ts';

/** How the dialog writes numbers and days, and puts names in order. */
export interface Wording {
  readonly number: (value: number) => string;
  readonly day: (iso: string) => string;
  /** A sentence about a number of things, and about what was searched for. */
  readonly counted: (forms: PluralForms, count: number, query?: string) => string;
  readonly compare: (a: string, b: string) => number;
}

/** @param lang BCP 47 tag of the interface */
export function wordingIn(lang: string): Wording {
  // Latin digits, as everywhere in the portal: versions and counts stand beside each other.
  const tag = new Intl.Locale(lang, { numberingSystem: 'latn', calendar: 'gregory' });
  const numbers = new Intl.NumberFormat(tag);
  // As `language/format.ts` writes days, which would be a file more to wait for. Not `dateStyle`: in some
  // locales that is digits and slashes.
  const days = new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const plurals = new Intl.PluralRules(tag);
  const collator = new Intl.Collator(tag, { numeric: true });
  return {
    number: (value) => numbers.format(value),
    day: (iso) => days.format(new Date(`${iso}T00:00:00Z`)),
    counted: (forms, count, query = '') =>
      fill(forms[plurals.select(count)] ?? forms['other'] ?? '', {
        count: numbers.format(count),
        query,
      }),
    compare: (a, b) => collator.compare(a, b),
  };
}
