import type { Edition, EditionEntry } from '../catalog/edition.ts';
import { sectionAddress } from '../model/address.ts';
import { severities } from '../model/common.ts';
import { advisoryScore, affectedWords, type AdvisoryScore } from './advisory-page.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { versionLink, type VersionLink } from './deprecation-links.ts';
import { entryLink } from './entry-link.ts';
import { facetsOf, productChoices, type Facet, type FacetValues } from './facets.ts';
import { oncePer } from './once-per.ts';
import { otherPages, pagerOf, pageSlice, PAGE_SIZE, type Pager } from './pager.ts';
import { holdNothing } from './range-words.ts';
import type { StateTone } from './release-line.ts';
import { severityTone } from './severity.ts';

/** Advisories of an edition, newest first; withdrawn ones stay where they stood. */
export interface AdvisoryListView {
  rows: AdvisoryRow[];
  offset: number;
  total: number;
  facets: Facet<AdvisoryFacet>[];
  pager: Pager | null;
  otherPages: string[];
}

export type AdvisoryFacet = 'product' | 'severity' | 'state';

/**
 * Whether there is a way to be safe: mended wherever it is, not everywhere yet, nowhere to be found, or
 * nothing to be safe from here.
 */
export const advisoryStates = ['unfixed', 'fixed', 'unaffected', 'withdrawn'] as const;
export type AdvisoryState = (typeof advisoryStates)[number];

/** An advisory in a list. */
export interface AdvisoryRow {
  id: string;
  href: string;
  titleHtml: string;
  summaryHtml: string;
  severity: string;
  severityLabel: string;
  severityTone: StateTone;
  score: AdvisoryScore | null;
  cve: string[];
  state: AdvisoryState;
  stateLabel: string;
  published: DayText | null;
  withdrawn: DayText | null;
  /** Where it is, product by product. */
  affected: {
    product: string;
    title: string;
    text: string;
    ranges: string[];
    /** No version is: there is nothing to mend. */
    unaffected: boolean;
    fixedIn: VersionLink[];
  }[];
  facets: FacetValues<AdvisoryFacet>;
  lang: string;
  dir: 'ltr' | 'rtl';
}

type Advisory = EditionEntry<'advisory'>;

const inOrder = oncePer('advisory-list/inOrder', (edition: Edition): readonly Advisory[] =>
  [...edition.advisories].sort((a, b) => {
    const [left, right] = [a.data.publishedAt ?? '', b.data.publishedAt ?? ''];
    if (left !== right) return left < right ? 1 : -1;
    return a.id < b.id ? 1 : -1;
  }),
);

/** Page `page` (from 1) of an edition's advisories. */
export function advisoryListView(context: ViewContext, page = 1): AdvisoryListView {
  const all = inOrder(context.edition);
  const address = sectionAddress(context.edition, 'advisories');
  return {
    rows: pageSlice(all, page).map((advisory) => advisoryRow(context, advisory)),
    offset: (page - 1) * PAGE_SIZE,
    total: all.length,
    facets: advisoryFacets(context),
    pager: pagerOf(context, all.length, page, address),
    otherPages: otherPages(context, all.length, page, address),
  };
}

/** Where an advisory stands. */
export function advisoryState(
  context: Pick<ViewContext, 'edition'>,
  { data }: Advisory,
): AdvisoryState {
  if (data.withdrawn !== undefined) return 'withdrawn';
  const hit = data.affected.filter(({ product, range }) => !holdNothing(context, product, [range]));
  if (hit.length === 0) return 'unaffected';
  return hit.every(({ fixedIn }) => fixedIn !== undefined) ? 'fixed' : 'unfixed';
}

function advisoryRow(context: ViewContext, advisory: Advisory): AdvisoryRow {
  const { edition, t } = context;
  const { data } = advisory;
  const state = advisoryState(context, advisory);
  const byProduct = Map.groupBy(data.affected, ({ product }) => product);
  return {
    id: advisory.id,
    href: entryLink(context, advisory).href,
    titleHtml: context.inline(advisory.title),
    summaryHtml: context.inline(data.summary),
    severity: data.severity,
    severityLabel: t(`words.impact.${data.severity}`),
    severityTone: severityTone(data.severity),
    score: advisoryScore(context, data.cvss),
    cve: [...data.cve],
    state,
    stateLabel: t(`records.advisory.${state}`),
    published: dayTextOf(context, data.publishedAt),
    withdrawn: dayTextOf(context, data.withdrawn),
    affected: [...byProduct].map(([product, affected]) => {
      const ranges = affected.map(({ range }) => range);
      const fixes = new Set(affected.flatMap(({ fixedIn }) => fixedIn ?? []));
      return {
        product,
        title: edition.byKey('product', product)?.title ?? product,
        ...affectedWords(context, product, ranges),
        ranges,
        fixedIn: [...fixes].flatMap((version) => versionLink(context, product, version) ?? []),
      };
    }),
    facets: facetValues(context, advisory),
    lang: advisory.lang,
    dir: advisory.dir,
  };
}

function facetValues(
  context: Pick<ViewContext, 'edition'>,
  advisory: Advisory,
): FacetValues<AdvisoryFacet> {
  return {
    product: [...new Set(advisory.data.affected.map(({ product }) => product))],
    severity: [advisory.data.severity],
    state: [advisoryState(context, advisory)],
  };
}

const advisoryFacets = oncePer(
  'advisory-list/advisoryFacets',
  (context: ViewContext): Facet<AdvisoryFacet>[] => {
    const { edition, t } = context;
    return facetsOf(
      edition.advisories.map((advisory) => facetValues(context, advisory)),
      [
        ['product', productChoices(context)],
        [
          'severity',
          [...severities].reverse().map((value) => ({ value, label: t(`words.impact.${value}`) })),
        ],
        [
          'state',
          advisoryStates.map((value) => ({ value, label: t(`records.advisory.${value}`) })),
        ],
      ],
    );
  },
);
