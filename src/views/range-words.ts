import type { VersionScheme } from '../model/product.ts';
import { isEmptyRange } from '../model/range-bounds.ts';
import { rangeSpans, type RangeSpan } from '../model/range-spans.ts';
import type { ViewContext } from './context.ts';

/**
 * Ranges of versions in the words of the locale: `4.0.0 and later`, `3.7.0 to before 3.7.9`. A range that
 * has no words stays as it is written, and one that holds no version is said to.
 */
export function rangeWords(
  context: ViewContext,
  product: string,
  ranges: readonly string[],
): string {
  const scheme = schemeOf(context, product);
  const words = new Set(ranges.flatMap((range) => wordsOf(context, range, scheme)));
  return words.size === 0 ? context.t('records.range.none') : context.format.list([...words]);
}

/** Whether no version lies in any of the ranges. */
export function holdNothing(
  context: Pick<ViewContext, 'edition'>,
  product: string,
  ranges: readonly string[],
): boolean {
  const scheme = schemeOf(context, product);
  return ranges.every((range) => isEmptyRange(range, scheme));
}

function schemeOf({ edition }: Pick<ViewContext, 'edition'>, product: string): VersionScheme {
  return edition.byKey('product', product)?.data.versioning ?? 'semver';
}

function wordsOf(context: ViewContext, range: string, scheme: VersionScheme): string[] {
  const spans = rangeSpans(range, scheme);
  if (spans === null) return [apart(context, range)];
  return spans.map((span) => spanWords(context, span));
}

function spanWords(context: ViewContext, { from, to, only }: RangeSpan): string {
  const { t } = context;
  if (only !== null) return apart(context, only);
  const values = {
    from: apart(context, from?.version ?? ''),
    to: apart(context, to?.version ?? ''),
  };
  if (from === null && to === null) return t('records.range.all');
  if (from === null) return t(`records.range.${to?.isIn === true ? 'upTo' : 'before'}`, values);
  if (to === null) return t(`records.range.${from.isIn ? 'from' : 'after'}`, values);
  const end = to.isIn ? 'To' : 'Before';
  return t(`records.range.${from.isIn ? 'from' : 'after'}${end}`, values);
}

/** A version keeps its own direction within a sentence that is read from the right. */
function apart(context: ViewContext, version: string): string {
  return context.edition.locale.dir === 'rtl' ? `\u2066${version}\u2069` : version;
}
