import type { EditionEntry, EditionRelease } from '../catalog/edition.ts';
import { recordAddress } from '../model/address.ts';
import type { KnownIssueState } from '../model/known-issue.ts';
import { issuesOfRelease } from './affected.ts';
import { dayText, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import type { StateTone } from './release-line.ts';
import { versionLink, type VersionLink } from './deprecation-links.ts';

/** A known issue as a release page shows it. */
export interface KnownIssueItem {
  id: string;
  href: string;
  titleHtml: string;
  state: string;
  stateLabel: string;
  tone: StateTone;
  open: boolean;
  product: string;
  /** Ids of the modules that it is in; none for all of them. */
  modules: string[];
  severity: string;
  severityLabel: string;
  fixedIn: VersionLink | null;
  /** The day on which it became known, where that was after the release. */
  foundLater: DayText | null;
  workaroundHtml: string;
  lang: string;
  dir: 'ltr' | 'rtl';
}

type KnownIssue = EditionEntry<'known-issue'>;

/** Known issues of a version: those it names and those whose ranges hold it, open ones first. */
export function knownIssuesOf(context: ViewContext, release: EditionRelease): KnownIssue[] {
  return [...issuesOfRelease(context.edition, release.key)].sort(
    (a, b) => Number(isOpen(b)) - Number(isOpen(a)),
  );
}

/** Whether readers still meet it: neither mended nor given up. */
export function isOpen(issue: KnownIssue): boolean {
  return issue.data.state !== 'fixed' && issue.data.state !== 'wont-fix';
}

/** How a reader should take the state of a known issue: one that stays is not good news. */
export function issueTone(state: KnownIssueState): StateTone {
  if (state === 'fixed') return 'good';
  return state === 'wont-fix' ? 'soon' : 'care';
}

/** A known issue on the page of a release. */
export function knownIssueItem(
  context: ViewContext,
  issue: KnownIssue,
  release: EditionRelease,
): KnownIssueItem {
  const { data } = issue;
  const { publishedAt } = data;
  const isLater = publishedAt !== undefined && release.day !== null && publishedAt > release.day;
  return {
    id: issue.id,
    href: context.url(recordAddress(context.edition, 'known-issue', issue.id)),
    titleHtml: context.inline(issue.title),
    state: data.state,
    stateLabel: context.t(`words.issue.${data.state}`),
    tone: issueTone(data.state),
    open: isOpen(issue),
    product: data.product,
    modules: [...data.modules],
    severity: data.severity,
    severityLabel: context.t(`words.impact.${data.severity}`),
    fixedIn: versionLink(context, data.product, data.fixedIn),
    foundLater: isLater ? dayText(context, publishedAt) : null,
    workaroundHtml: context.markdown(data.workaround, issue),
    lang: issue.lang,
    dir: issue.dir,
  };
}
