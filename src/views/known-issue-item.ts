import type { EditionEntry, EditionRelease } from '../catalog/edition.ts';
import { satisfies } from '../model/range.ts';
import type { ViewContext } from './context.ts';
import { recordAddress } from '../model/address.ts';

/** A known issue as a release page shows it. */
export interface KnownIssueItem {
  id: string;
  href: string;
  titleHtml: string;
  state: string;
  stateLabel: string;
  open: boolean;
  severity: string;
  severityLabel: string;
  fixedIn: string | null;
  workaroundHtml: string;
  lang: string;
  dir: 'ltr' | 'rtl';
}

type KnownIssue = EditionEntry<'known-issue'>;

/** Known issues of a version: those it names and those whose ranges hold it, open ones first. */
export function knownIssuesOf(context: ViewContext, release: EditionRelease): KnownIssue[] {
  const { edition } = context;
  const named = release.data.knownIssues === 'none' ? [] : release.data.knownIssues;
  const scheme = edition.byKey('product', release.product)?.data.versioning ?? 'semver';
  return edition.knownIssues
    .filter(
      (issue) =>
        named.includes(issue.id) ||
        (issue.data.product === release.product &&
          issue.data.affects.some((range) => satisfies(release.version, range, scheme))),
    )
    .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
}

export function isOpen(issue: KnownIssue): boolean {
  return issue.data.state !== 'fixed' && issue.data.state !== 'wont-fix';
}

export function knownIssueItem(context: ViewContext, issue: KnownIssue): KnownIssueItem {
  const { data } = issue;
  return {
    id: issue.id,
    href: context.url(recordAddress(context.edition, 'known-issue', issue.id)),
    titleHtml: context.inline(issue.title),
    state: data.state,
    stateLabel: context.t(`words.issue.${data.state}`),
    open: isOpen(issue),
    severity: data.severity,
    severityLabel: context.t(`words.impact.${data.severity}`),
    fixedIn: data.fixedIn ?? null,
    workaroundHtml: context.markdown(data.workaround, issue),
    lang: issue.lang,
    dir: issue.dir,
  };
}
