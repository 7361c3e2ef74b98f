import type { EditionEntry } from '../catalog/edition.ts';
import type { ViewContext } from './context.ts';
import { rangeWords } from './range-words.ts';

/** A product that a guide is about. */
export interface AppliesTo {
  id: string;
  product: string;
  /** Its versions in words; '' for all of them. */
  text: string;
  /** As written, for what narrows by a reader's own version. */
  ranges: string[];
}

/** The products and versions that a guide is about, product by product. */
export function appliesTo(context: ViewContext, { data }: EditionEntry<'doc'>): AppliesTo[] {
  const byProduct = Map.groupBy(data.appliesTo, ({ product }) => product);
  return [...byProduct].map(([id, all]) => {
    const ranges = all.map(({ range }) => range);
    return {
      id,
      product: context.edition.byKey('product', id)?.title ?? id,
      text: ranges.includes('*') ? '' : rangeWords(context, id, ranges),
      ranges,
    };
  });
}
