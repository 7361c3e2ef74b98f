import type { EditionEntry } from '../catalog/edition.ts';
import type { ViewContext } from './context.ts';
import { moduleTitles } from './modules.ts';

/** A guide from `docs/`. */
export interface GuideView {
  bodyHtml: string;
  summaryHtml: string;
  appliesTo: { product: string; range: string }[];
  modules: { id: string; title: string }[];
}

/** A guide's page. */
export function guideView(context: ViewContext, doc: EditionEntry<'doc'>): GuideView {
  const { data } = doc;
  return {
    bodyHtml: doc.body === null ? '' : context.body(doc).html,
    summaryHtml: context.markdown(data.summary, doc),
    appliesTo: data.appliesTo.map(({ product, range }) => ({
      product: context.edition.byKey('product', product)?.title ?? product,
      range: range === '*' ? '' : range,
    })),
    modules: data.appliesTo.flatMap(({ product }) => moduleTitles(context, product, data.modules)),
  };
}
