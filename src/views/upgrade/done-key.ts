/**
 * The name under which a browser keeps that something is done: the same for a step in its guide and
 * in a plan, so that what is ticked in one is ticked in the other.
 *
 * @param audience the id of the edition's audience
 * @param item `<guide>/<step>`, or whatever else a plan calls what is to be done
 */
export function doneKey(audience: string, product: string, item: string): string {
  return `upgrade:${audience}:${product}:${item}`;
}
