import type { CatalogEntry } from '../../catalog/catalog.ts';
import type { Path } from '../../catalog/draft.ts';
import type { Rule } from '../rule.ts';

/** The range that npm itself writes for none. */
const none = '<0.0.0-0';

type Field = readonly [path: Path, range: string, product: string];

/**
 * A range that holds no version, such as `>=4 <3`, matches nobody: a guide that nobody is offered, a
 * known issue that is on no page. `<0.0.0-0` is how one says on purpose that nothing is affected.
 * Natural order has no neighbours to try, and is not judged.
 */
export const emptyRange: Rule = {
  code: 'empty-range',
  severity: 'error',
  finds: 'A range of versions holds no version, such as `>=4 <3`.',
  mend: 'Swap or correct its ends; write `<0.0.0-0` where no version is meant.',
  *check({ entries, isEmpty }) {
    for (const entry of entries) {
      for (const [path, range, product] of rangesOf(entry)) {
        if (range === none || !isEmpty(range, product)) continue;
        yield {
          at: entry,
          path,
          message: 'No version lies in this range.',
          expected: 'a range that holds a version, such as >=3.7 <4',
          found: range,
          fix: 'Swap or correct its ends.',
        };
      }
    }
  },
};

/** Every range of an entry, with its field and product. Inline changes have none. */
function rangesOf({ data }: CatalogEntry): Field[] {
  const listed = (name: string, list: readonly { product: string; range: string }[]): Field[] =>
    list.map(({ product, range }, at) => [[name, at, 'range'], range, product]);
  if ('affects' in data) {
    return data.affects.map((range, at) => [['affects', at], range, data.product]);
  }
  if ('affected' in data) return listed('affected', data.affected);
  if ('requires' in data) return listed('requires', data.requires);
  if ('appliesTo' in data) return listed('appliesTo', data.appliesTo);
  if (!('steps' in data)) return [];
  return [
    [['from'], data.from, data.product],
    [['to'], data.to, data.product],
  ];
}
