/** The day on which the reader opened the page: its own clock, which nothing that a build knows can be. */
const opened = new Date(performance.timeOrigin);
const two = (value: number): string => String(value).padStart(2, '0');

/** As pages write days: `2026-11-03`. */
export const today = `${opened.getFullYear()}-${two(opened.getMonth() + 1)}-${two(opened.getDate())}`;

/** A day as a number: days since 1970. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}
