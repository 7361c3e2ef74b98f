/** By what entries are sorted and found: a label for readers, a term and a scheme for programs. */
import type { Edition } from '../../catalog/edition.ts';
import type { ViewContext } from '../../views/context.ts';
import type { RecordEntry } from '../../views/record.ts';
import type { FeedCategory } from './feed.ts';
import { tagSpace } from './tag-space.ts';

/** Makes the scheme of a kind of category in an edition. */
export function schemes(edition: Edition): (of: string) => string {
  const { authority } = tagSpace(edition);
  return (of) => `tag:${authority}:scheme/${of}`;
}

/** Words of the feeds' own for kinds that have no page of records. */
const KINDS = { release: 'feeds.release', change: 'feeds.change', doc: 'feeds.guide' } as const;

export function kindCategory(
  context: ViewContext,
  kind: keyof typeof KINDS | RecordEntry['kind'],
): FeedCategory {
  const label = context.t(
    kind in KINDS ? KINDS[kind as keyof typeof KINDS] : `words.record.${kind}`,
  );
  return { term: kind, label, scheme: schemes(context.edition)('kind') };
}

export function actionCategory(context: ViewContext, isRequired: boolean): FeedCategory[] {
  if (!isRequired) return [];
  const scheme = schemes(context.edition)('action');
  return [{ term: 'action-required', label: context.t('words.toc.actions'), scheme }];
}

export function moduleCategories(
  context: ViewContext,
  entry: { readonly product: string; readonly data: { readonly modules: readonly string[] } },
): FeedCategory[] {
  const declared = context.edition.byKey('product', entry.product)?.data.modules ?? [];
  return declared
    .filter(({ id }) => entry.data.modules.includes(id))
    .map(({ id, title }) => ({
      term: id,
      label: title,
      scheme: schemes(context.edition)('module'),
    }));
}
