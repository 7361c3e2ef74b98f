import type {
  Edition,
  EditionChange,
  EditionEntry,
  EditionProduct,
  EditionRelease,
} from '../../catalog/edition.ts';
import type { RecordKind, Section } from '../../model/address.ts';
import { numberedAddress } from '../../model/list-address.ts';
import { calendarPages } from '../../views/calendar.ts';
import { oncePer } from '../../views/once-per.ts';
import { pageCount } from '../../views/pager.ts';
import { recordsOf } from '../../views/record-list.ts';
import { releaseYears } from '../../views/release-list.ts';
import { timelinePageCount } from '../../views/timeline.ts';
import { plannedProducts } from '../../views/upgrade-page.ts';

/** A page to be made: where it is and from what, before anything of it is computed. */
export type PlannedPage = { path: string } & (
  | { template: 'home' }
  | { template: 'release-list'; page: number; year: string | null }
  | { template: 'product'; product: EditionProduct; page: number }
  | { template: 'release'; release: EditionRelease }
  | { template: 'change'; change: EditionChange }
  | { template: 'guide'; doc: EditionEntry<'doc'> }
  | { template: 'guide-list' }
  | { template: 'glossary' }
  | { template: 'feed-directory' }
  | { template: 'migration'; guide: EditionEntry<'migration'> }
  | { template: 'record'; kind: Exclude<RecordKind, 'migration'>; id: string }
  | { template: 'record-list'; kind: RecordKind }
  | { template: 'timeline'; page: number }
  | { template: 'calendar'; year: string | null }
  | { template: 'upgrade' }
  | { template: 'known-issue-list'; page: number }
  | { template: 'advisory'; advisory: EditionEntry<'advisory'> }
  | { template: 'advisory-list'; page: number }
  | { template: 'not-found' }
);

/** The entry whose text a page shows; undefined for lists and for pages of Gazette's own. */
export function entryOf(edition: Edition, page: PlannedPage): EditionEntry | undefined {
  switch (page.template) {
    case 'product':
      return page.product;
    case 'release':
      return page.release;
    case 'change':
      return page.change;
    case 'guide':
      return page.doc;
    case 'advisory':
      return page.advisory;
    case 'migration':
      return page.guide;
    case 'record':
      return edition.byKey(page.kind, page.id);
    default:
      return undefined;
  }
}

/** The path of a guide; its id is its place below docs/, `index` for the first page. */
export function guidePath(id: string): string {
  return id === 'index' ? '/docs/' : `/docs/${id}/`;
}

/** Lists of records, with their sections of the address. */
export const recordSections: readonly { kind: RecordKind; section: Section }[] = [
  { kind: 'deprecation', section: 'deprecations' },
  { kind: 'migration', section: 'migrations' },
  { kind: 'known-issue', section: 'known-issues' },
  { kind: 'advisory', section: 'advisories' },
  { kind: 'announcement', section: 'announcements' },
];

/** Every page of an edition, with paths that leave out its locale and audience. Same for all locales. */
export const planPages = oncePer('plan/planPages', (edition: Edition): readonly PlannedPage[] => {
  const pages: PlannedPage[] = [
    { path: '/', template: 'home' },
    { path: '/404.html', template: 'not-found' },
    { path: '/feeds/', template: 'feed-directory' },
  ];
  pages.push(...numbered('/releases/', edition.releases.length, releaseListPage(null)));
  for (const { year, releases } of releaseYears(edition)) {
    pages.push(...numbered(`/releases/year/${year}/`, releases.length, releaseListPage(year)));
  }
  for (const product of edition.products) {
    pages.push(
      ...numbered(`/releases/${product.id}/`, product.releases.length, (path, page) => ({
        path,
        template: 'product',
        product,
        page,
      })),
    );
  }
  for (const release of edition.releases) {
    pages.push({ path: `/releases/${release.id}/`, template: 'release', release });
  }
  for (const change of edition.changes) {
    if (change.hasFile) {
      pages.push({ path: `/changes/${change.id}/`, template: 'change', change });
    }
  }
  for (const { kind, section } of recordSections) {
    const records = recordsOf(edition, kind);
    if (records.length === 0) continue;
    if (kind === 'deprecation') {
      for (let page = 1; page <= timelinePageCount(edition); page += 1) {
        pages.push({ path: numberedAddress('/deprecations/', page), template: 'timeline', page });
      }
    } else if (kind === 'known-issue' || kind === 'advisory') {
      const template = `${kind}-list` as const;
      pages.push(
        ...numbered(`/${section}/`, records.length, (path, page) => ({ path, template, page })),
      );
    } else {
      pages.push({ path: `/${section}/`, template: 'record-list', kind });
    }
    for (const record of records) {
      const path = `/${section}/${record.id}/`;
      if (record.kind === 'advisory') {
        pages.push({ path, template: 'advisory', advisory: record });
      } else if (record.kind === 'migration') {
        pages.push({ path, template: 'migration', guide: record });
      } else pages.push({ path, template: 'record', kind: record.kind, id: record.id });
    }
  }
  if (plannedProducts(edition).length > 0) pages.push({ path: '/upgrade/', template: 'upgrade' });
  const years = calendarPages(edition);
  if (years.length > 0) pages.push({ path: '/calendar/', template: 'calendar', year: null });
  for (const year of years) pages.push({ path: `/calendar/${year}/`, template: 'calendar', year });
  if (edition.terms.length > 0) pages.push({ path: '/glossary/', template: 'glossary' });
  if (edition.docs.length > 0 && !edition.docs.some(({ id }) => id === 'index')) {
    pages.push({ path: '/docs/', template: 'guide-list' });
  }
  for (const doc of edition.docs) {
    pages.push({
      path: guidePath(doc.id),
      template: 'guide',
      doc,
    });
  }
  return pages;
});

function releaseListPage(year: string | null): (path: string, page: number) => PlannedPage {
  return (path, page) => ({ path, template: 'release-list', page, year });
}

function numbered(
  path: string,
  count: number,
  make: (path: string, page: number) => PlannedPage,
): PlannedPage[] {
  return Array.from({ length: pageCount(count) }, (_, index) =>
    make(index === 0 ? path : `${path}page/${index + 1}/`, index + 1),
  );
}
