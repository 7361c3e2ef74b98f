import type { AppliesTo } from '../../views/applies-to.ts';

/** What a guide is written for as scripts read it: a product and a range each. */
export function rangesOf(appliesTo: readonly AppliesTo[]): { product: string; range: string }[] {
  return appliesTo.flatMap(({ id, ranges }) => ranges.map((range) => ({ product: id, range })));
}
