import type { EditionEntry } from '../catalog/edition.ts';
import { docAddress } from '../model/address.ts';
import { appliesTo, type AppliesTo } from './applies-to.ts';
import type { ViewContext } from './context.ts';
import { revisionsOf, type HistoryLine } from './history.ts';
import { moduleTitles } from './modules.ts';
import type { Link } from './page.ts';
import { guideVersions, newestOf, snapshotOf } from './snapshot.ts';

/** A guide from `docs/`. */
export interface GuideView {
  bodyHtml: string;
  summaryHtml: string;
  appliesTo: AppliesTo[];
  modules: { id: string; title: string }[];
  /** Newest first; empty when nothing was revised. */
  history: HistoryLine[];
  /** Set on a guide that is kept as it was for a version. */
  snapshot: {
    text: string;
    /** The newest guide on the same; null when there is none any more. */
    newest: Link | null;
  } | null;
  /** The same in other versions of the product, to be offered to readers of those. */
  others: (Link & { appliesTo: AppliesTo[] })[];
}

/** A guide's page. */
export function guideView(context: ViewContext, doc: EditionEntry<'doc'>): GuideView {
  const { data } = doc;
  return {
    bodyHtml: doc.body === null ? '' : context.body(doc).html,
    summaryHtml: context.markdown(data.summary, doc),
    appliesTo: appliesTo(context, doc),
    modules: data.appliesTo.flatMap(({ product }) => moduleTitles(context, product, data.modules)),
    history: revisionsOf(context, doc),
    snapshot: snapshotBanner(context, doc),
    others: guideVersions(context.edition, doc.id)
      .filter(({ isCurrent }) => !isCurrent)
      .map(({ guide }) => ({
        label: guide.title,
        href: context.url(docAddress(context.edition, guide.id)),
        appliesTo: appliesTo(context, guide),
      })),
  };
}

function snapshotBanner(context: ViewContext, doc: EditionEntry<'doc'>): GuideView['snapshot'] {
  const { edition, t } = context;
  const snapshot = snapshotOf(edition, doc.id);
  if (snapshot === null) return null;
  const { product, version } = snapshot;
  const newest = newestOf(edition, snapshot);
  return {
    text: t('records.snapshot.reading', { product: product.title, version }),
    newest: newest && {
      label: newest.title,
      href: context.url(docAddress(edition, newest.id)),
    },
  };
}
