import { homeAddress, sectionAddress, type Section } from '../../model/address.ts';
import type { Edition } from '../../catalog/edition.ts';
import { calendarPages } from '../../views/calendar.ts';
import type { ViewContext } from '../../views/context.ts';
import { oncePer } from '../../views/once-per.ts';
import type { Link } from '../../views/page.ts';
import { plannedProducts } from '../../views/upgrade-page.ts';
import { recordSections, type PlannedPage } from './plan.ts';

/** The section of the masthead that a page belongs to; null for the front page. */
export function sectionOf(page: PlannedPage): Section | null {
  switch (page.template) {
    case 'release-list':
    case 'product':
    case 'release':
    case 'change':
      return 'releases';
    case 'guide':
    case 'guide-list':
      return 'docs';
    case 'glossary':
      return 'glossary';
    case 'feed-directory':
      return 'feeds';
    case 'record':
    case 'record-list':
      return recordSections.find(({ kind }) => kind === page.kind)?.section ?? null;
    case 'known-issue-list':
      return 'known-issues';
    case 'advisory':
    case 'advisory-list':
      return 'advisories';
    case 'migration':
      return 'migrations';
    case 'timeline':
      return 'deprecations';
    case 'calendar':
      return 'calendar';
    case 'upgrade':
      return 'upgrade';
    case 'home':
    case 'not-found':
      return null;
  }
}

/** The sections that an edition has something in: every page asks, and few notes change the answer. */
const filledSections = oncePer('sections/filledSections', (edition: Edition): Section[] => {
  const filled: Partial<Record<Section, boolean>> = {
    releases: edition.products.length > 0,
    deprecations: edition.deprecations.length > 0,
    migrations: edition.migrations.length > 0,
    upgrade: plannedProducts(edition).length > 0,
    'known-issues': edition.knownIssues.length > 0,
    advisories: edition.advisories.length > 0,
    calendar: calendarPages(edition).length > 0,
    docs: edition.docs.length > 0,
    glossary: edition.terms.length > 0,
    feeds: true,
  };
  return (Object.keys(filled) as Section[]).filter((section) => filled[section]);
});

/** Whether a reader has a version to say: one of any product. */
export const hasVersions = oncePer(
  'sections/hasVersions',
  (edition: Edition): boolean => edition.releases.length > 0,
);

/** The sections that an edition has something in, in the order of the masthead. */
export function sectionLinks(
  context: ViewContext,
  current: Section | null,
): (Link & { current: boolean; key: string })[] {
  const { edition, t } = context;
  return filledSections(edition).map((section) => ({
    key: section,
    label: t(`words.nav.${section}`),
    href: context.url(sectionAddress(edition, section)),
    current: section === current,
  }));
}

/** The way from the front page to a page, without the page itself. */
export function breadcrumbsOf(
  context: ViewContext,
  section: Section | null,
  between: readonly Link[],
): Link[] {
  const { edition, t } = context;
  const home = { label: t('words.nav.home'), href: context.url(homeAddress(edition)) };
  if (section === null) return [];
  const top = {
    label: t(`words.nav.${section}`),
    href: context.url(sectionAddress(edition, section)),
  };
  return [home, top, ...between];
}
