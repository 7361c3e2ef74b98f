import type { EditionEntry } from '../catalog/edition.ts';
import type { ViewContext } from './context.ts';
import { oncePer } from './once-per.ts';
import type { Link } from './page.ts';
import { docAddress } from '../model/address.ts';

/** Table of contents of the guides. */
export interface GuideListView {
  groups: {
    label: string;
    items: (Link & { summaryHtml: string; lang: string; dir: 'ltr' | 'rtl' })[];
  }[];
}

/** Guides in reading order: by folder, then by `sidebar.order`, then by title. */
export const guidesInOrder = oncePer((context: ViewContext): readonly EditionEntry<'doc'>[] => {
  const order = (doc: EditionEntry<'doc'>): number => doc.data.sidebar?.order ?? 1000;
  return [...context.edition.docs].sort(
    (a, b) =>
      compareFolders(context, folderOf(a.id), folderOf(b.id)) ||
      order(a) - order(b) ||
      context.format.compare(a.title, b.title),
  );
});

/** The folder of a guide, which is its group: `writers` for `writers/audiences`. */
export function folderOf(id: string): string {
  return id.includes('/') ? id.slice(0, id.indexOf('/')) : '';
}

/** A folder's name for readers: the title of its `index` guide, else the folder's own name. */
export function folderLabel(context: ViewContext, folder: string): string {
  const index = context.edition.docs.find(({ id }) => id === `${folder}/index`);
  if (index) return index.data.sidebar?.label ?? index.title;
  if (folder === '') return context.t('words.guides.general');
  return folder.charAt(0).toUpperCase() + folder.slice(1).replaceAll('-', ' ');
}

/** The table of contents of all guides. */
export function guideListView(context: ViewContext): GuideListView {
  const groups = new Map<string, GuideListView['groups'][number]>();
  for (const doc of guidesInOrder(context)) {
    const folder = folderOf(doc.id);
    const group = groups.get(folder) ?? { label: folderLabel(context, folder), items: [] };
    groups.set(folder, group);
    group.items.push({
      label: doc.title,
      href: context.url(docAddress(context.edition, doc.id)),
      summaryHtml: context.inline(doc.data.summary),
      lang: doc.lang,
      dir: doc.dir,
    });
  }
  return { groups: [...groups.values()] };
}

/** Folders in the order of their index guides' `sidebar.order`, then by name. */
function compareFolders(context: ViewContext, a: string, b: string): number {
  if (a === b) return 0;
  const order = (folder: string): number =>
    context.edition.docs.find(({ id }) => id === `${folder}/index`)?.data.sidebar?.order ?? 1000;
  return order(a) - order(b) || (a < b ? -1 : 1);
}
