import type { EditionEntry } from '../catalog/edition.ts';
import { productAddress, releaseAddress } from '../model/address.ts';
import { releasesWithIssue } from './affected.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { versionLink, type VersionLink } from './deprecation-links.ts';
import { isOpen, issueTone } from './known-issue-item.ts';
import { moduleTitles } from './modules.ts';
import type { Link } from './page.ts';
import { rangeWords } from './range-words.ts';
import type { StateTone } from './release-line.ts';
import { severityTone } from './severity.ts';

/** What the page of a known issue says: since when, in which versions, how to get by, what came of it. */
export interface KnownIssuePage {
  state: string;
  stateLabel: string;
  tone: StateTone;
  open: boolean;
  severityLabel: string;
  severityTone: StateTone;
  product: Link;
  modules: { id: string; title: string }[];
  since: DayText | null;
  affectsText: string;
  fixedIn: VersionLink | null;
  workaroundHtml: string;
  releases: AffectedReleases;
}

/** Versions of this edition that something is about; bounded, for there may be thousands. */
export interface AffectedReleases {
  groups: {
    product: Link;
    releases: { version: string; href: string; date: DayText | null }[];
    /** How many older ones are not listed. */
    more: number;
  }[];
}

/** The page of one known issue. */
export function knownIssuePage(
  context: ViewContext,
  issue: EditionEntry<'known-issue'>,
): KnownIssuePage {
  const { edition, t } = context;
  const { data } = issue;
  return {
    state: data.state,
    stateLabel: t(`words.issue.${data.state}`),
    tone: issueTone(data.state),
    open: isOpen(issue),
    severityLabel: t(`words.impact.${data.severity}`),
    severityTone: severityTone(data.severity),
    product: productLink(context, data.product),
    modules: moduleTitles(context, data.product, data.modules),
    since: dayTextOf(context, data.publishedAt),
    affectsText: rangeWords(context, data.product, data.affects),
    fixedIn: versionLink(context, data.product, data.fixedIn),
    workaroundHtml: context.markdown(data.workaround, issue),
    releases: affectedReleases(context, releasesWithIssue(edition, issue.id)),
  };
}

const MOST_RELEASES = 40;

/** Releases as links, product by product. */
export function affectedReleases(
  context: ViewContext,
  releases: ReturnType<typeof releasesWithIssue>,
): AffectedReleases {
  const { edition } = context;
  const groups = Map.groupBy(releases, ({ product }) => product);
  return {
    groups: [...groups].map(([product, all]) => ({
      product: productLink(context, product),
      releases: all.slice(0, MOST_RELEASES).map(({ version, day }) => ({
        version,
        href: context.url(releaseAddress(edition, product, version)),
        date: dayTextOf(context, day),
      })),
      more: Math.max(0, all.length - MOST_RELEASES),
    })),
  };
}

function productLink(context: ViewContext, id: string): Link {
  return {
    label: context.edition.byKey('product', id)?.title ?? id,
    href: context.url(productAddress(context.edition, id)),
  };
}
