/** How a locale writes its weeks (CLDR): where they begin, which days are its weekend, their names. */
export interface Week {
  /** The seven days in the locale's order; `number` is that of ISO 8601, 1 for Monday. */
  days: { number: number; short: string; long: string; isWeekend: boolean }[];
  /** `November`, without its year, for a day. */
  monthName(day: string): string;
  /** `3`, or `Tue 3`: the day of the month with its weekday, for a day. */
  weekday(day: string): string;
}

interface WeekInfo {
  firstDay: number;
  weekend: number[];
}

const ISO: WeekInfo = { firstDay: 1, weekend: [6, 7] };

/** The week of a locale, made once and reused. Days are written in UTC, so none shifts. */
export function createWeek(locale: string): Week {
  const tag = new Intl.Locale(locale, { numberingSystem: 'latn', calendar: 'gregory' });
  const names = (weekday: 'short' | 'long'): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(tag, { timeZone: 'UTC', weekday });
  const [short, long] = [names('short'), names('long')];
  const month = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', month: 'short' });
  const { firstDay, weekend } = weekInfo(tag);
  return {
    days: Array.from({ length: 7 }, (_, index) => {
      const number = ((firstDay - 1 + index) % 7) + 1;
      // 1 January 2024 was a Monday.
      const day = instant(`2024-01-0${number}`);
      return {
        number,
        short: short.format(day),
        long: long.format(day),
        isWeekend: weekend.includes(number),
      };
    }),
    monthName: (day) => month.format(instant(day)),
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
