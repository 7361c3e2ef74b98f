/**
 * Days, numbers, lists and names of languages in the words of a locale (`Intl`, CLDR). Everything is formatted in UTC:
 * a calendar day has no zone and must not shift.
 */
export interface Format {
  /** `3 Nov 2026`. */
  day(day: string): string;
  /** `3 November 2026`. */
  longDay(day: string): string;
  /** `November 2026`. */
  month(day: string): string;
  number(value: number): string;
  percent(value: number): string;
  /** `a, b and c`. */
  list(items: readonly string[]): string;
  /** The name of a language by its BCP 47 tag: `German`; null for one without a name. */
  language(code: string): string | null;
  compare(a: string, b: string): number;
}

/** Formatters for one locale, each made once and reused: making one costs more than using it. */
export function createFormat(locale: string): Format {
  // Latin digits everywhere: versions, days and counts stand beside each other and must agree.
  const tag = new Intl.Locale(locale, { numberingSystem: 'latn', calendar: 'gregory' });
  const options = { timeZone: 'UTC' } as const;
  // Not `dateStyle`: in some locales that is digits and slashes, which nobody can tell apart.
  const short = once(
    () =>
      new Intl.DateTimeFormat(tag, { ...options, day: 'numeric', month: 'short', year: 'numeric' }),
  );
  const long = once(() => new Intl.DateTimeFormat(tag, { ...options, dateStyle: 'long' }));
  const month = once(
    () => new Intl.DateTimeFormat(tag, { ...options, year: 'numeric', month: 'long' }),
  );
  const number = once(() => new Intl.NumberFormat(tag));
  const percent = once(
    () => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }),
  );
  const list = once(() => new Intl.ListFormat(tag, { type: 'conjunction' }));
  const languages = once(
    () =>
      new Intl.DisplayNames(tag, {
        type: 'language',
        // `Portugiesisch (Brasilien)` fits a sentence, `brasilianisches Portugiesisch` would have to bend.
        languageDisplay: 'standard',
        fallback: 'none',
      }),
  );
  const collator = once(() => new Intl.Collator(tag));
  return {
    day: remembered((day) => short().format(instant(day))),
    longDay: remembered((day) => long().format(instant(day))),
    month: remembered((day) => month().format(instant(day))),
    number: (value) => number().format(value),
    percent: (value) => percent().format(value / 100),
    list: (items) => list().format(items),
    language: remembered((code) => languages().of(code) ?? null),
    compare: (a, b) => collator().compare(a, b) || (a < b ? -1 : a > b ? 1 : 0),
  };
}

/** What is made when it is first asked for: few pages need all of them. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Lists name the same days over and over, and every page the same languages. */
function remembered<T>(format: (value: string) => T): (value: string) => T {
  const known = new Map<string, T>();
  return (value) => {
    let text = known.get(value);
    if (text === undefined) {
      text = format(value);
      known.set(value, text);
    }
    return text;
  };
}

function instant(day: string): Date {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`);
}
