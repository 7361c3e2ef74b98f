import type { EditionEntry } from '../catalog/edition.ts';
import type { ViewContext } from './context.ts';
import { oncePer } from './once-per.ts';
import type { Link } from './page.ts';
import { docAddress } from '../model/address.ts';
import { appliesTo, type AppliesTo } from './applies-to.ts';
import { snapshotsOf } from './snapshot.ts';

/** Table of contents of the guides. */
export interface GuideListView {
  groups: GuideGroup[];
  /** Guides that are kept as they were, by product and version. */
  snapshots: GuideGroup[];
}

export interface GuideGroup {
  label: string;
  items: (Link & {
    summaryHtml: string;
    appliesTo: AppliesTo[];
    lang: string;
    dir: 'ltr' | 'rtl';
  })[];
}

type Guide = EditionEntry<'doc'>;

/** The guides of a folder; `index` introduces it and gives it its name and place. */
interface Folder {
  readonly name: string;
  readonly index: Guide | null;
  readonly guides: readonly Guide[];
}

/** Folders of guides in reading order. Guides in no folder come first. */
const foldersOf = oncePer('guide-list/foldersOf', (context: ViewContext): readonly Folder[] => {
  const kept = snapshotsOf(context.edition);
  const docs = context.edition.docs.filter(({ id }) => !kept.has(id));
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
export const guidesInOrder = oncePer(
  'guide-list/guidesInOrder',
  (context: ViewContext): readonly Guide[] => foldersOf(context).flatMap(({ guides }) => guides),
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

function guideItem(context: ViewContext, doc: Guide): GuideGroup['items'][number] {
  return {
    label: doc.title,
    href: context.url(docAddress(context.edition, doc.id)),
    summaryHtml: context.inline(doc.data.summary),
    appliesTo: appliesTo(context, doc),
    lang: doc.lang,
    dir: doc.dir,
  };
}

/** Guides that are kept as they were: versions in the order that their product names, each with its guides. */
export const snapshotGroups = oncePer(
  'guide-list/snapshotGroups',
  (context: ViewContext): { label: string; key: string; guides: readonly Guide[] }[] => {
    const { edition, t } = context;
    const kept = snapshotsOf(edition);
    const place = (doc: Guide): number =>
      kept.get(doc.id)?.rest === '' ? -Infinity : (doc.data.sidebar?.order ?? LAST);
    return edition.products.flatMap((product) =>
      product.data.snapshots.flatMap((version) => {
        const guides = edition.docs
          .filter(({ id }) => {
            const snapshot = kept.get(id);
            return snapshot?.product.id === product.id && snapshot.version === version;
          })
          .sort((a, b) => place(a) - place(b) || context.format.compare(a.title, b.title));
        if (guides.length === 0) return [];
        const label = t('records.snapshot.title', { product: product.title, version });
        return [{ label, key: `${product.id}/${version}`, guides }];
      }),
    );
  },
);

/** The table of contents of all guides. */
export function guideListView(context: ViewContext): GuideListView {
  const groups = new Map<string, GuideGroup>();
  for (const doc of guidesInOrder(context)) {
    const folder = folderOf(context, doc.id);
    const group = groups.get(folder) ?? { label: folderLabel(context, folder), items: [] };
    groups.set(folder, group);
    group.items.push(guideItem(context, doc));
  }
  return {
    groups: [...groups.values()],
    snapshots: snapshotGroups(context).map(({ label, guides }) => ({
      label,
      items: guides.map((doc) => guideItem(context, doc)),
    })),
  };
}
