/** How a locale writes its weeks (CLDR): where they begin, which days are its weekend, their names. */
export interface Week {
  /** The seven days in the locale's order; `number` is that of ISO 8601, 1 for Monday. `short` heads a column. */
  days: { number: number; short: string; long: string; isWeekend: boolean }[];
  /** `Tue`: the weekday of a day. */
  weekday(day: string): string;
}

interface WeekInfo {
  firstDay: number;
  weekend: number[];
}

/** Monday to Sunday: 1 January 2024 was a Monday. */
const WEEK = [1, 2, 3, 4, 5, 6, 7].map((date) => Date.UTC(2024, 0, date));
const MOST_LETTERS = 4;
const ISO: WeekInfo = { firstDay: 1, weekend: [6, 7] };

/** The week of a locale, made once and reused. Days are written in UTC, so none shifts. */
export function createWeek(locale: string): Week {
  const tag = new Intl.Locale(locale, { numberingSystem: 'latn', calendar: 'gregory' });
  const names = (weekday: 'narrow' | 'short' | 'long'): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(tag, { timeZone: 'UTC', weekday });
  const [short, long] = [names('short'), names('long')];
  // Where short names are words, as in Arabic, the columns of a month are headed by letters.
  const isWordy = WEEK.some((day) => short.format(day).length > MOST_LETTERS);
  const head = isWordy ? names('narrow') : short;
  const { firstDay, weekend } = weekInfo(tag);
  return {
    days: Array.from({ length: 7 }, (_, index) => {
      const number = ((firstDay - 1 + index) % 7) + 1;
      const day = WEEK[number - 1] ?? 0;
      return {
        number,
        short: head.format(day),
        long: long.format(day),
        isWeekend: weekend.includes(number),
      };
    }),
    weekday: (day) => short.format(instant(day)),
  };
}

/** Weekdays by ISO 8601: 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: string): number {
  return ((instant(day).getUTCDay() + 6) % 7) + 1;
}

function weekInfo(tag: Intl.Locale): WeekInfo {
  const { getWeekInfo } = tag as Intl.Locale & { getWeekInfo?: () => WeekInfo };
  return getWeekInfo?.call(tag) ?? ISO;
}

function instant(day: string): Date {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`);
}
