import type { EditionChange } from '../catalog/edition.ts';
import { changeItem, type ChangeItem } from './change-item.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { revisionsOf, type HistoryLine } from './history.ts';
import { productAddress, releaseAddress } from '../model/address.ts';

/** Page of a change that has a file of its own. */
export interface ChangeView {
  change: ChangeItem;
  product: { id: string; title: string; href: string };
  release: {
    version: string;
    href: string | null;
    date: DayText | null;
    stateLabel: string;
  } | null;
  /** Newest first; empty when nothing was revised. */
  history: HistoryLine[];
}

/** The page of a change with a file; its release is null while it waits for the next one. */
export function changeView(context: ViewContext, change: EditionChange): ChangeView {
  const { edition, t } = context;
  const product = edition.byKey('product', change.product);
  const release =
    change.release === null
      ? undefined
      : edition.byKey('release', `${change.product}/${change.release}`);
  return {
    change: changeItem(context, change),
    product: {
      id: change.product,
      title: product?.title ?? change.product,
      href: context.url(productAddress(edition, change.product)),
    },
    release: release
      ? {
          version: release.version,
          href: context.url(releaseAddress(edition, release.product, release.version)),
          date: dayTextOf(context, release.day),
          stateLabel: t(`words.state.${release.data.state}`),
        }
      : null,
    history: revisionsOf(context, change),
  };
}
