import type { Edition, EditionEntry } from '../catalog/edition.ts';
import { productAddress, sectionAddress } from '../model/address.ts';
import { severities } from '../model/common.ts';
import { knownIssueStates } from '../model/known-issue.ts';
import { releasesWithIssue } from './affected.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { versionLink, type VersionLink } from './deprecation-links.ts';
import { entryLink } from './entry-link.ts';
import {
  facetsOf,
  moduleChoices,
  productChoices,
  versionChoices,
  type Facet,
  type FacetValues,
} from './facets.ts';
import { isOpen, issueTone } from './known-issue-item.ts';
import { moduleTitles } from './modules.ts';
import { oncePer } from './once-per.ts';
import { otherPages, pagerOf, pageSlice, PAGE_SIZE, type Pager } from './pager.ts';
import { rangeWords } from './range-words.ts';
import { severityTone } from './severity.ts';
import type { StateTone } from './release-line.ts';

/** Known issues of an edition, open ones first, the worst of them before the others. */
export interface KnownIssueListView {
  rows: KnownIssueRow[];
  /** How many stand on the pages before. */
  offset: number;
  total: number;
  facets: Facet<KnownIssueFacet>[];
  pager: Pager | null;
  /** The other pages, from which a script takes the rows that a filter is to look through. */
  otherPages: string[];
}

export type KnownIssueFacet = 'product' | 'module' | 'affected' | 'state' | 'severity';

/** A known issue in a list: what it touches, where it is mended, how to get by. */
export interface KnownIssueRow {
  id: string;
  href: string;
  titleHtml: string;
  summaryHtml: string;
  product: { id: string; title: string; href: string };
  modules: { id: string; title: string }[];
  state: string;
  stateLabel: string;
  tone: StateTone;
  open: boolean;
  severity: string;
  severityLabel: string;
  severityTone: StateTone;
  /** The ranges in words. */
  affectsText: string;
  /** The ranges as written, for what narrows by a reader's own version. */
  affects: readonly string[];
  fixedIn: VersionLink | null;
  workaroundHtml: string;
  since: DayText | null;
  /** The values by which filters find it. */
  facets: FacetValues<KnownIssueFacet>;
  lang: string;
  dir: 'ltr' | 'rtl';
}

type KnownIssue = EditionEntry<'known-issue'>;

const inOrder = oncePer('known-issue-list/inOrder', (edition: Edition): readonly KnownIssue[] =>
  [...edition.knownIssues].sort((a, b) => {
    if (isOpen(a) !== isOpen(b)) return isOpen(a) ? -1 : 1;
    const worst = severities.indexOf(b.data.severity) - severities.indexOf(a.data.severity);
    if (isOpen(a) && worst !== 0) return worst;
    const [left, right] = [a.data.publishedAt ?? '', b.data.publishedAt ?? ''];
    if (left !== right) return left < right ? 1 : -1;
    return worst || (a.id < b.id ? -1 : 1);
  }),
);

/** Page `page` (from 1) of an edition's known issues. */
export function knownIssueListView(context: ViewContext, page = 1): KnownIssueListView {
  const all = inOrder(context.edition);
  const address = sectionAddress(context.edition, 'known-issues');
  return {
    rows: pageSlice(all, page).map((issue) => knownIssueRow(context, issue)),
    offset: (page - 1) * PAGE_SIZE,
    total: all.length,
    facets: knownIssueFacets(context),
    pager: pagerOf(context, all.length, page, address),
    otherPages: otherPages(context, all.length, page, address),
  };
}

function knownIssueRow(context: ViewContext, issue: KnownIssue): KnownIssueRow {
  const { edition, t } = context;
  const { data } = issue;
  return {
    id: issue.id,
    href: entryLink(context, issue).href,
    titleHtml: context.inline(issue.title),
    summaryHtml: context.inline(data.summary),
    product: {
      id: data.product,
      title: edition.byKey('product', data.product)?.title ?? data.product,
      href: context.url(productAddress(edition, data.product)),
    },
    modules: moduleTitles(context, data.product, data.modules),
    state: data.state,
    stateLabel: t(`words.issue.${data.state}`),
    tone: issueTone(data.state),
    open: isOpen(issue),
    severity: data.severity,
    severityLabel: t(`words.impact.${data.severity}`),
    severityTone: severityTone(data.severity),
    affectsText: rangeWords(context, data.product, data.affects),
    affects: data.affects,
    fixedIn: versionLink(context, data.product, data.fixedIn),
    workaroundHtml: context.markdown(data.workaround, issue),
    since: dayTextOf(context, data.publishedAt),
    facets: facetValues(context, issue),
    lang: issue.lang,
    dir: issue.dir,
  };
}

/** What an issue that names no module concerns is all of its product, and it is found by each. */
function facetValues(context: ViewContext, issue: KnownIssue): FacetValues<KnownIssueFacet> {
  const { edition } = context;
  const { product, modules, state, severity } = issue.data;
  const declared = edition.byKey('product', product)?.data.modules ?? [];
  const named = modules.length > 0 ? modules : declared.map(({ id }) => id);
  const offered = offeredVersions(context);
  return {
    product: [product],
    module: named.map((id) => `${product}/${id}`),
    affected: releasesWithIssue(edition, issue.id)
      .map(({ id }) => id)
      .filter((id) => offered.has(id)),
    state: [state],
    severity: [severity],
  };
}

const offeredVersions = oncePer(
  'known-issue-list/offeredVersions',
  (context: ViewContext): ReadonlySet<string> =>
    new Set(versionChoices(context, productsWithIssues(context)).map(({ value }) => value)),
);

function productsWithIssues({ edition }: ViewContext): string[] {
  return [...new Set(edition.knownIssues.map(({ data }) => data.product))];
}

const knownIssueFacets = oncePer(
  'known-issue-list/knownIssueFacets',
  (context: ViewContext): Facet<KnownIssueFacet>[] => {
    const { edition, t } = context;
    return facetsOf(
      edition.knownIssues.map((issue) => facetValues(context, issue)),
      [
        ['product', productChoices(context)],
        ['module', moduleChoices(context)],
        ['affected', versionChoices(context, productsWithIssues(context))],
        ['state', knownIssueStates.map((value) => ({ value, label: t(`words.issue.${value}`) }))],
        [
          'severity',
          [...severities].reverse().map((value) => ({ value, label: t(`words.impact.${value}`) })),
        ],
      ],
    );
  },
);
