import type { EditionEntry } from '../catalog/edition.ts';
import { productAddress } from '../model/address.ts';
import { cvssCalculator, cvssScore } from '../model/cvss.ts';
import { releasesWithWeakness } from './affected.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { versionLink, type VersionLink } from './deprecation-links.ts';
import { historyOf, type HistoryLine } from './history.ts';
import { affectedReleases, type AffectedReleases } from './known-issue-page.ts';
import type { Link } from './page.ts';
import { holdNothing, rangeWords } from './range-words.ts';
import type { StateTone } from './release-line.ts';
import { resourceLinks } from './resource-links.ts';
import { severityTone } from './severity.ts';

/** The page of a security advisory. */
export interface AdvisoryView {
  id: string;
  titleHtml: string;
  summaryHtml: string;
  kindLabel: string;
  severity: string;
  severityLabel: string;
  severityTone: StateTone;
  cvss: AdvisoryScore | null;
  cve: Link[];
  cwe: Link[];
  /** How far it may be shared, by the Traffic Light Protocol. */
  tlp: { label: string; text: string };
  published: DayText | null;
  /** The day on which it was withdrawn. */
  withdrawn: DayText | null;
  /** Why: what the last revision says, if it came with the withdrawal or after it. */
  withdrawnReasonHtml: string;
  affected: {
    product: Link;
    /** The range in words, and as written. */
    text: string;
    range: string;
    /** No version is in the range: there is nothing to mend. */
    unaffected: boolean;
    fixedIn: VersionLink | null;
  }[];
  releases: AffectedReleases;
  workarounds: string[];
  credits: { name: string; href: string | null }[];
  bodyHtml: string;
  history: HistoryLine[];
  related: Link[];
}

/** A CVSS vector and what it comes to. */
export interface AdvisoryScore {
  vector: string;
  /** `6.1`, in digits that stand beside versions and dates. */
  score: string;
  version: string;
  ratingLabel: string;
  tone: StateTone;
  /** The base metrics alone, where others change the score. */
  base: string | null;
  /** Where FIRST explains the vector. */
  href: string | null;
}

/** The page of one advisory. */
export function advisoryView(
  context: ViewContext,
  advisory: EditionEntry<'advisory'>,
): AdvisoryView {
  const { edition, t } = context;
  const { data } = advisory;
  const withdrawn = data.withdrawn;
  return {
    id: advisory.id,
    titleHtml: context.inline(advisory.title),
    summaryHtml: context.markdown(data.summary, advisory),
    kindLabel: t('words.record.advisory'),
    severity: data.severity,
    severityLabel: t(`words.impact.${data.severity}`),
    severityTone: severityTone(data.severity),
    cvss: advisoryScore(context, data.cvss),
    cve: data.cve.map((id) => ({
      label: id,
      href: `https://www.cve.org/CVERecord?id=${encodeURIComponent(id)}`,
    })),
    cwe: data.cwe.map((id) => ({
      label: id,
      href: `https://cwe.mitre.org/data/definitions/${id.slice('CWE-'.length)}.html`,
    })),
    tlp: {
      label: `TLP:${data.tlp}`,
      text: t(`records.tlp.${data.tlp === 'AMBER+STRICT' ? 'strict' : data.tlp.toLowerCase()}`),
    },
    published: dayTextOf(context, data.publishedAt),
    withdrawn: dayTextOf(context, withdrawn),
    withdrawnReasonHtml: context.markdown(withdrawalReason(advisory), advisory),
    affected: data.affected.map(({ product, range, fixedIn }) => ({
      product: {
        label: edition.byKey('product', product)?.title ?? product,
        href: context.url(productAddress(edition, product)),
      },
      ...affectedWords(context, product, [range]),
      range,
      fixedIn: versionLink(context, product, fixedIn),
    })),
    // What was withdrawn affects no release, be it no weakness or told of elsewhere.
    releases: affectedReleases(
      context,
      withdrawn === undefined ? releasesWithWeakness(edition, advisory.id) : [],
    ),
    workarounds: data.workarounds.map(({ text }) => context.markdown(text, advisory)),
    credits: data.credits.map(({ name, url }) => ({ name, href: url ?? null })),
    bodyHtml: advisory.body === null ? '' : context.body(advisory).html,
    history: historyOf(
      context,
      advisory,
      withdrawn === undefined ? [] : [{ date: withdrawn, label: t('words.state.withdrawn') }],
    ),
    related: resourceLinks(context, advisory),
  };
}

/** Which versions of a product are affected, in words. */
export function affectedWords(
  context: ViewContext,
  product: string,
  ranges: readonly string[],
): { text: string; unaffected: boolean } {
  const unaffected = holdNothing(context, product, ranges);
  const text = unaffected
    ? context.t('records.advisory.unaffected')
    : rangeWords(context, product, ranges);
  return { text, unaffected };
}

function withdrawalReason({ data }: EditionEntry<'advisory'>): string | undefined {
  const { withdrawn, revisions } = data;
  const last = revisions.at(-1);
  if (withdrawn === undefined || last === undefined || last.date < withdrawn) return undefined;
  return last.summary;
}

/** The score of a vector with its words; null for an advisory without one. */
export function advisoryScore(
  context: ViewContext,
  vector: string | undefined,
): AdvisoryScore | null {
  const score = vector === undefined ? null : cvssScore(vector);
  if (vector === undefined || score === null) return null;
  return {
    vector,
    score: score.score.toFixed(1),
    version: score.version,
    ratingLabel:
      score.rating === 'none'
        ? context.t('records.rating.none')
        : context.t(`words.impact.${score.rating}`),
    tone: severityTone(score.rating),
    base: score.base === score.score ? null : score.base.toFixed(1),
    href: cvssCalculator(vector),
  };
}
