import type { EditionEntry } from '../../../catalog/edition.ts';
import { docAddress } from '../../../model/address.ts';
import { plainText } from '../../../render/inline.ts';
import { glossaryView } from '../../../views/glossary.ts';
import { guideListView, guidesInOrder, snapshotGroups } from '../../../views/guide-list.ts';
import { guideView } from '../../../views/guide.ts';
import type { Link } from '../../../views/page.ts';
import { guideSidebar } from '../sidebar.ts';
import { historyToc, tocOf, type MakeContent } from './content.ts';

export const guideList: MakeContent<'guide-list'> = (context) => {
  const { edition, t } = context;
  return {
    title: t('words.nav.docs'),
    description: t('words.description.guides', { portal: edition.portal.title }),
    view: guideListView(context),
    entry: null,
    sidebar: guideSidebar(context, null),
  };
};

export const glossary: MakeContent<'glossary'> = (context) => {
  const { edition, t } = context;
  const view = glossaryView(context);
  return {
    title: t('words.nav.glossary'),
    description: t('words.description.glossary', { portal: edition.portal.title }),
    view,
    entry: null,
  };
};

export const guide: MakeContent<'guide'> = (context, { doc }) => {
  const { edition } = context;
  const kept = snapshotGroups(context).find(({ guides }) => guides.includes(doc));
  const order = (kept?.guides ?? guidesInOrder(context)).filter(
    ({ data }) => data.sidebar?.hidden !== true,
  );
  const index = order.findIndex(({ key }) => key === doc.key);
  const neighbour = (other: EditionEntry<'doc'> | undefined): Link | null =>
    other ? { label: other.title, href: context.url(docAddress(edition, other.id)) } : null;
  const view = guideView(context, doc);
  return {
    title: plainText(doc.title),
    description: plainText(doc.data.summary ?? ''),
    view,
    entry: doc,
    toc: [
      ...(doc.body === null ? [] : tocOf(context.body(doc).headings)),
      ...historyToc(context, view),
    ],
    sidebar: guideSidebar(context, doc.id),
    // A guide's neighbours are pages to read before and after it.
    older: index > 0 ? neighbour(order[index - 1]) : null,
    newer: index >= 0 ? neighbour(order[index + 1]) : null,
    published: doc.data.publishedAt ?? null,
    modified: doc.data.revisions.at(-1)?.date ?? null,
  };
};
