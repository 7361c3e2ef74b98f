/**
 * How far off a day is, in the largest unit that says enough: days up to about three months, then whole
 * months and years. What has begun and is not over is not counted, or a deadline would seem later than it is.
 */
export function distanceOf(days: number): { value: number; unit: 'day' | 'month' | 'year' } {
  const size = Math.abs(days);
  if (size < 92) return { value: days, unit: 'day' };
  // `next year` may be a month away or two years: the word is for nobody's plans.
  if (size < 731) return { value: Math.trunc(days / 30.44), unit: 'month' };
  return { value: Math.trunc(days / 365.25), unit: 'year' };
}
