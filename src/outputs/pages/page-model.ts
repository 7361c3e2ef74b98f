import type { EditionEntry, EditionProduct } from '../../catalog/edition.ts';
import { docAddress, pageAddress, releaseAddress, toUrl } from '../../model/address.ts';
import type { Rendered } from '../../render/body.ts';
import { plainText } from '../../render/inline.ts';
import { changeView } from '../../views/change.ts';
import type { ViewContext } from '../../views/context.ts';
import { feedDirectoryView } from '../../views/feed-directory.ts';
import { glossaryView } from '../../views/glossary.ts';
import { guideListView, guidesInOrder, snapshotGroups } from '../../views/guide-list.ts';
import { canonicalGuide } from '../../views/snapshot.ts';
import { guideView } from '../../views/guide.ts';
import { homeView } from '../../views/home.ts';
import { oncePer } from '../../views/once-per.ts';
import { migrationToc, migrationView } from '../../views/migration-page.ts';
import { myVersionAddress } from '../../views/my-version.ts';
import { notFoundView } from '../../views/not-found.ts';
import type { Link, NavGroup, PageModel, TocItem, Views } from '../../views/page.ts';
import { productView } from '../../views/product.ts';
import { recordListView, recordsOf } from '../../views/record-list.ts';
import { recordView } from '../../views/record.ts';
import { calendarView } from '../../views/calendar.ts';
import { knownIssueListView } from '../../views/known-issue-list.ts';
import { advisoryListView } from '../../views/advisory-list.ts';
import { advisoryView } from '../../views/advisory-page.ts';
import { timelineView } from '../../views/timeline.ts';
import { upgradePageView } from '../../views/upgrade-page.ts';
import { releaseListView } from '../../views/release-list.ts';
import { BODY_PREFIX, releaseView } from '../../views/release.ts';
import { headTags } from './head.ts';
import { guidePath, type PlannedPage } from './plan.ts';
import { breadcrumbsOf, sectionLinks, sectionOf } from './sections.ts';
import { guideSidebar, releaseSidebar } from './sidebar.ts';
import { audienceSwitches, localeSwitches, type Counterpart } from './switches.ts';

/** What every page of an edition shares. */
export interface PageContext extends ViewContext {
  readonly counterparts: ReadonlyMap<string, Counterpart>;
  /** `href` of the portal's own stylesheet in `public/brand.css`, if it has one. */
  readonly brandStylesheet: string | null;
  /** `href` of the icon in `public/`, if it has one. */
  readonly icon: string | null;
  /** Whether a search index is made: not in `dev`. */
  readonly hasSearch: boolean;
}

/** What a template's page adds to the frame that all pages share. */
interface Content<T extends keyof Views> {
  title: string;
  description: string;
  view: Views[T];
  /** The entry whose text the page shows; null for lists. */
  entry: EditionEntry | null;
  toc?: TocItem[];
  sidebar?: NavGroup[];
  between?: Link[];
  older?: Link | null;
  newer?: Link | null;
  feeds?: { key: string; title: string }[];
  published?: string | null;
  modified?: string | null;
}

/** The model of one planned page. */
export function pageModel(context: PageContext, planned: PlannedPage): PageModel {
  const { edition, t } = context;
  const content = contentOf(context, planned);
  const section = sectionOf(planned);
  const { entry } = content;
  const breadcrumbs = breadcrumbsOf(context, section, content.between ?? []);
  const source = edition.portal.locales.find(({ isSource }) => isSource) ?? edition.locale;
  return {
    template: planned.template,
    address: toUrl(pageAddress(edition, planned.path), edition.portal.base),
    locale: {
      code: edition.locale.code,
      dir: edition.locale.dir,
      label: edition.locale.label,
      prefix: edition.locale.prefix,
    },
    audience: {
      id: edition.audience.id,
      label: edition.audience.label,
      isRoot: edition.audience.isRoot,
    },
    portal: {
      title: edition.portal.title,
      homeHref: context.url(pageAddress(edition, '/')),
      brandStylesheet: context.brandStylesheet,
      icon: context.icon,
      base: edition.portal.base,
      links: edition.portal.links.map(({ label, url }) => ({
        label,
        href: url.startsWith('/') ? toUrl(url, edition.portal.base) : url,
      })),
    },
    content: {
      lang: entry?.lang ?? edition.locale.code,
      dir: entry?.dir ?? edition.locale.dir,
      isFallback: entry?.isFallback ?? false,
      isStale: entry?.isStale ?? false,
      sourceLabel: source.label,
    },
    title: content.title,
    description: content.description,
    head: headTags(edition, {
      path: planned.path,
      title: content.title,
      description: content.description,
      translatedIn: entry?.translatedIn ?? null,
      isFallback: entry?.isFallback ?? false,
      canonical: canonicalOf(edition, entry),
      feeds: [{ key: 'all', title: t('words.feed.all') }, ...(content.feeds ?? [])],
      published: content.published ?? null,
      modified: content.modified ?? null,
      kind: planned.template === 'home' ? 'website' : 'article',
      breadcrumbs,
      findable: planned.template !== 'not-found',
    }),
    sections: sectionLinks(context, section),
    breadcrumbs,
    sidebar: content.sidebar ?? [],
    toc: content.toc ?? [],
    older: content.older ?? null,
    newer: content.newer ?? null,
    locales: localeSwitches(edition, planned.path),
    audiences: audienceSwitches(edition, planned.path, context.counterparts),
    searchHref: context.hasSearch ? context.url(pageAddress(edition, '/pagefind/')) : '',
    mineHref: edition.releases.length > 0 ? context.url(myVersionAddress(edition)) : '',
    builtOn: edition.clock.today,
    view: content.view,
  } as PageModel;
}

/** The page by which others are to find this one, where that is another: the newest of a kept guide. */
function canonicalOf(
  edition: PageContext['edition'],
  entry: EditionEntry | null,
): { path: string; isFallback: boolean } | null {
  const guide = entry?.kind === 'doc' ? canonicalGuide(edition, entry.id) : null;
  return guide && { path: guidePath(guide.id), isFallback: guide.isFallback };
}

function contentOf(context: PageContext, planned: PlannedPage): Content<keyof Views> {
  const { edition, t } = context;
  switch (planned.template) {
    case 'home':
      return {
        title: edition.portal.title,
        description: plainText(edition.portal.description),
        view: homeView(context),
        entry: null,
      };
    case 'release-list': {
      const { year, page } = planned;
      return {
        title: numbered(
          context,
          year === null ? t('words.nav.releases') : t('words.title.year', { year }),
          page,
        ),
        description: t('words.description.releases', { portal: edition.portal.title }),
        view: releaseListView(context, page, year),
        entry: null,
        sidebar: releaseSidebar(context, year === null ? {} : { year }),
      };
    }
    case 'product': {
      const { product, page } = planned;
      return {
        title: numbered(context, product.title, page),
        description: plainText(product.data.summary ?? ''),
        view: productView(context, product, page),
        entry: product,
        sidebar: releaseSidebar(context, { product: product.id }),
        feeds: [productFeed(product)],
      };
    }
    case 'release':
      return releaseContent(context, planned);
    case 'change': {
      const { change } = planned;
      const view = changeView(context, change);
      return {
        title: plainText(change.title),
        description: plainText(change.data.summary ?? ''),
        view,
        entry: change,
        toc: change.body === null ? [] : tocOf(context.body(change).headings),
        sidebar: releaseSidebar(context, { product: change.product }),
        between: [{ label: view.product.title, href: view.product.href }],
        published: change.data.publishedAt ?? view.release?.date?.day ?? null,
      };
    }
    case 'guide':
      return guideContent(context, planned.doc);
    case 'guide-list':
      return {
        title: t('words.nav.docs'),
        description: t('words.description.guides', { portal: edition.portal.title }),
        view: guideListView(context),
        entry: null,
        sidebar: guideSidebar(context, null),
      };
    case 'glossary': {
      const view = glossaryView(context);
      return {
        title: t('words.nav.glossary'),
        description: t('words.description.glossary', { portal: edition.portal.title }),
        view,
        entry: null,
      };
    }
    case 'feed-directory':
      return {
        title: t('words.nav.feeds'),
        description: t('words.description.feeds', { portal: edition.portal.title }),
        view: feedDirectoryView(context),
        entry: null,
      };
    case 'migration': {
      const { guide } = planned;
      const body = guide.body === null ? [] : tocOf(context.body(guide).headings);
      return {
        title: plainText(guide.title),
        description: plainText(guide.data.summary ?? ''),
        view: migrationView(context, guide),
        entry: guide,
        toc: [...body, ...migrationToc(context, guide)].slice(0, MOST_TOC_ITEMS),
        published: guide.data.publishedAt ?? null,
        modified: guide.data.revisions.at(-1)?.date ?? null,
      };
    }
    case 'record': {
      const entry = recordsOf(edition, planned.kind).find(({ id }) => id === planned.id);
      if (entry === undefined || entry.kind === 'migration') {
        throw new Error(`${planned.kind} ${planned.id} is planned but not there`);
      }
      const view = recordView(context, entry);
      return {
        title: plainText(entry.title),
        description: plainText(entry.data.summary ?? ''),
        view,
        entry,
        toc: [
          ...knownIssueToc(context, view),
          ...(entry.body === null ? [] : tocOf(context.body(entry).headings)),
        ],
        published: entry.data.publishedAt ?? null,
        modified: entry.data.revisions.at(-1)?.date ?? null,
      };
    }
    case 'record-list':
      return {
        title: t(`words.nav.${sectionOf(planned) ?? ''}`),
        description: t(`words.description.${planned.kind}`, { portal: edition.portal.title }),
        view: recordListView(context, planned.kind),
        entry: null,
      };
    case 'known-issue-list':
      return {
        title: numbered(context, t('words.nav.known-issues'), planned.page),
        description: t('words.description.known-issue', { portal: edition.portal.title }),
        view: knownIssueListView(context, planned.page),
        entry: null,
      };
    case 'advisory-list':
      return {
        title: numbered(context, t('words.nav.advisories'), planned.page),
        description: t('words.description.advisory', { portal: edition.portal.title }),
        view: advisoryListView(context, planned.page),
        entry: null,
      };
    case 'advisory': {
      const { advisory } = planned;
      const view = advisoryView(context, advisory);
      return {
        title: plainText(advisory.title),
        description: plainText(advisory.data.summary ?? ''),
        view,
        entry: advisory,
        toc: advisoryToc(context, view, advisory),
        published: advisory.data.publishedAt ?? null,
        modified: lastDay(advisory),
      };
    }
    case 'timeline':
      return {
        title: numbered(context, t('lifecycle.title.timeline'), planned.page),
        description: t('lifecycle.description.timeline', { portal: edition.portal.title }),
        view: timelineView(context, planned.page),
        entry: null,
      };
    case 'calendar':
      return {
        title:
          planned.year === null
            ? t('lifecycle.title.calendar')
            : t('lifecycle.title.calendarYear', { year: planned.year }),
        description: t('lifecycle.description.calendar', { portal: edition.portal.title }),
        view: calendarView(context, planned.year),
        entry: null,
      };
    case 'upgrade':
      return {
        title: t('upgrade.page.title'),
        description: t('upgrade.page.description'),
        view: upgradePageView(context),
        entry: null,
      };
    case 'not-found':
      return {
        title: t('words.title.notFound'),
        description: '',
        view: notFoundView(context),
        entry: null,
      };
  }
}

/** The place of each release among its product's, by key. */
const placesOf = oncePer(
  (product: EditionProduct) => new Map(product.releases.map(({ key }, place) => [key, place])),
);

function releaseContent(
  context: PageContext,
  planned: PlannedPage & { template: 'release' },
): Content<'release'> {
  const { edition } = context;
  const { release } = planned;
  const product = edition.byKey('product', release.product);
  const siblings = product?.releases ?? [];
  const index = product ? (placesOf(product).get(release.key) ?? -1) : -1;
  const view = releaseView(context, release);
  const neighbour = (at: number): Link | null => {
    const other = siblings[at];
    return other
      ? {
          label: other.version,
          href: context.url(releaseAddress(edition, other.product, other.version)),
        }
      : null;
  };
  const body = release.body === null ? null : context.body(release, BODY_PREFIX);
  return {
    title: `${view.product.title} ${release.version}`,
    description: plainText(release.data.summary ?? ''),
    view,
    entry: release,
    toc: releaseToc(context, view, body),
    sidebar: releaseSidebar(context, { product: release.product, version: release.version }),
    between: [{ label: view.product.title, href: view.product.href }],
    older: neighbour(index + 1),
    newer: index > 0 ? neighbour(index - 1) : null,
    feeds: product ? [productFeed(product)] : [],
    published: release.data.publishedAt ?? release.day,
    modified: release.data.revisions.at(-1)?.date ?? null,
  };
}

/** Anchors of a release page's own sections. An underscore begins no id of a writer's. */
function releaseToc(
  context: PageContext,
  view: Views['release'],
  body: Rendered | null,
): TocItem[] {
  const items: TocItem[] = [];
  const add = (id: string, text: string, depth: 2 | 3 = 2): void => {
    items.push({ depth, id, text });
  };
  const { t } = context;
  if (view.actions.length > 0) add('_actions', t('words.toc.actions'));
  for (const section of view.sections) add(`_${section.type}`, section.label);
  if (body) items.push(...tocOf(body.headings));
  const { deprecates, removes, due, dueActions } = view.lifecycle;
  if (deprecates.length > 0) add('_deprecates', t('lifecycle.release.deprecates'));
  if (removes.length > 0) add('_removes', t('lifecycle.release.removes'));
  if (due.length > 0) add('_due', t('lifecycle.release.due'));
  if (dueActions.length > 0) add('_due-actions', t('lifecycle.release.dueActions'));
  const { fixes, weaknesses } = view.security;
  if (fixes.length > 0) add('_security-fixes', t('records.release.fixes'));
  if (weaknesses.length > 0) add('_weaknesses', t('records.release.weaknesses'));
  if (view.knownIssues.length > 0) add('_known-issues', t('words.toc.knownIssues'));
  if (view.rollout.length > 0) add('_rollout', t('words.toc.rollout'));
  add('_rollback', t('words.toc.rollback'));
  if (view.revisions.length > 0) add('_revisions', t('words.toc.revisions'));
  if (view.artifacts.length > 0) add('_artifacts', t('words.toc.artifacts'));
  return items;
}

/** Sections of a known issue's page, where it has several. */
function knownIssueToc({ t }: PageContext, { knownIssue }: Views['record']): TocItem[] {
  if (knownIssue === null) return [];
  const items: TocItem[] = [];
  if (knownIssue.workaroundHtml !== '') {
    items.push({ depth: 2, id: '_workaround', text: t('records.workaround') });
  }
  if (knownIssue.releases.groups.length > 0) {
    items.push({ depth: 2, id: '_releases', text: t('records.releases') });
  }
  if (knownIssue.history.length > 0) {
    items.push({ depth: 2, id: '_history', text: t('records.history') });
  }
  return items;
}

function advisoryToc(
  context: PageContext,
  view: Views['advisory'],
  advisory: EditionEntry<'advisory'>,
): TocItem[] {
  const { t } = context;
  const items: TocItem[] = [{ depth: 2, id: '_affected', text: t('records.affected') }];
  if (view.workarounds.length > 0) {
    items.push({ depth: 2, id: '_workaround', text: t('records.workaround') });
  }
  if (advisory.body !== null) items.push(...tocOf(context.body(advisory).headings));
  if (view.releases.groups.length > 0) {
    items.push({ depth: 2, id: '_releases', text: t('records.releases') });
  }
  if (view.history.length > 0) items.push({ depth: 2, id: '_history', text: t('records.history') });
  return items;
}

/** The last day on which an advisory was changed: revised, or withdrawn. */
function lastDay({ data }: EditionEntry<'advisory'>): string | null {
  const days = [...data.revisions.map(({ date }) => date), data.withdrawn ?? ''].sort();
  return days.at(-1) || null;
}

function guideContent(context: PageContext, doc: EditionEntry<'doc'>): Content<'guide'> {
  const { edition } = context;
  const kept = snapshotGroups(context).find(({ guides }) => guides.includes(doc));
  const order = (kept?.guides ?? guidesInOrder(context)).filter(
    ({ data }) => data.sidebar?.hidden !== true,
  );
  const index = order.findIndex(({ key }) => key === doc.key);
  const neighbour = (other: EditionEntry<'doc'> | undefined): Link | null =>
    other ? { label: other.title, href: context.url(docAddress(edition, other.id)) } : null;
  return {
    title: plainText(doc.title),
    description: plainText(doc.data.summary ?? ''),
    view: guideView(context, doc),
    entry: doc,
    toc: doc.body === null ? [] : tocOf(context.body(doc).headings),
    sidebar: guideSidebar(context, doc.id),
    // A guide's neighbours are pages to read before and after it.
    older: index > 0 ? neighbour(order[index - 1]) : null,
    newer: index >= 0 ? neighbour(order[index + 1]) : null,
    published: doc.data.publishedAt ?? null,
    modified: doc.data.revisions.at(-1)?.date ?? null,
  };
}

function productFeed(product: { id: string; title: string }): { key: string; title: string } {
  return { key: `product/${product.id}`, title: product.title };
}

function numbered(context: PageContext, title: string, page: number): string {
  return page === 1 ? title : context.t('words.title.page', { title, page });
}

const MOST_TOC_ITEMS = 40;

function tocOf(headings: Rendered['headings']): TocItem[] {
  return headings
    .flatMap(({ depth, id, text }) => (depth === 2 || depth === 3 ? [{ depth, id, text }] : []))
    .slice(0, MOST_TOC_ITEMS);
}
