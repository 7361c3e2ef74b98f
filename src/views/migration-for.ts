import type { VersionScheme } from '../model/product.ts';
import { rangeSpans } from '../model/range-spans.ts';

/**
 * Ranges of the versions whose readers take a guide: those that it leads from, and all before them, as
 * a way from there passes them. Who runs a later version has left it behind. A range whose ends can't be
 * told is as written.
 */
export function takenFrom(from: string, scheme: VersionScheme): string[] {
  const spans = rangeSpans(from, scheme);
  if (spans === null) return [from];
  return spans.flatMap(({ to, only }) => {
    if (only !== null) return [only, `<${only.replace(/(?:\.[xX*])+$/, '')}`];
    return to === null ? ['*'] : [`${to.isIn ? '<=' : '<'}${to.version}`];
  });
}
