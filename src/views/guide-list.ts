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

type Guide = EditionEntry<'doc'>;

/** The guides of a folder; `index` introduces it and gives it its name and place. */
interface Folder {
  readonly name: string;
  readonly index: Guide | null;
  readonly guides: readonly Guide[];
}

/** Folders of guides in reading order. Guides in no folder come first. */
const foldersOf = oncePer((context: ViewContext): readonly Folder[] => {
  const { docs } = context.edition;
  const names = new Set(docs.map(({ id }) => topFolder(id)).filter((name) => name !== ''));
  const place = (guide: Guide | null): number => guide?.data.sidebar?.order ?? LAST;
  return ['', ...names]
    .map((name): Folder => {
      const index = docs.find(({ id }) => id === name) ?? null;
      const guides = docs
        .filter(({ id }) => id !== name && topFolder(id) === name && !names.has(id))
        .sort((a, b) => place(a) - place(b) || context.format.compare(a.title, b.title));
      return { name, index, guides: index === null ? guides : [index, ...guides] };
    })
    .filter(({ guides }) => guides.length > 0)
    .sort((a, b) => {
      if (a.name === '' || b.name === '') return a.name === '' ? -1 : 1;
      return place(a.index) - place(b.index) || (a.name < b.name ? -1 : 1);
    });
});

// Guides and folders without `sidebar.order` come after those with one.
const LAST = 1000;

function topFolder(id: string): string {
  return id.includes('/') ? id.slice(0, id.indexOf('/')) : '';
}

/** Guides in reading order: folder by folder, each led by its index. */
export const guidesInOrder = oncePer((context: ViewContext): readonly Guide[] =>
  foldersOf(context).flatMap(({ guides }) => guides),
);

/** The guides that introduce their folders, in reading order. */
export function indexGuides(context: ViewContext): readonly Guide[] {
  return foldersOf(context).flatMap(({ index }) => index ?? []);
}

/** The folder of a guide, which is its group: `writers` for `writers/audiences` and for `writers`. */
export function folderOf(context: ViewContext, id: string): string {
  return (
    foldersOf(context).find(({ guides }) => guides.some((guide) => guide.id === id))?.name ?? ''
  );
}

/** A folder's name for readers: the title of its index, else the folder's own name. */
export function folderLabel(context: ViewContext, folder: string): string {
  const index = foldersOf(context).find(({ name }) => name === folder)?.index;
  if (index) return index.data.sidebar?.label ?? index.title;
  if (folder === '') return context.t('words.guides.general');
  return folder.charAt(0).toUpperCase() + folder.slice(1).replaceAll('-', ' ');
}

/** The table of contents of all guides. */
export function guideListView(context: ViewContext): GuideListView {
  const groups = new Map<string, GuideListView['groups'][number]>();
  for (const doc of guidesInOrder(context)) {
    const folder = folderOf(context, doc.id);
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
