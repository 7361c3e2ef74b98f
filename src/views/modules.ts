import type { ViewContext } from './context.ts';

/** Modules with their titles, in the order in which the product declares them. */
export function moduleTitles(
  context: ViewContext,
  productId: string,
  ids: readonly string[],
): { id: string; title: string }[] {
  const declared = context.edition.byKey('product', productId)?.data.modules ?? [];
  return declared
    .filter((module) => ids.includes(module.id))
    .map((module) => ({ id: module.id, title: module.title }));
}
