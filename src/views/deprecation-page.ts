import type { EditionEntry } from '../catalog/edition.ts';
import type { ActionLine } from './action-line.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { historyOf, noticeOf, type Move, type Notice } from './deprecation-days.ts';
import {
  actionsOf,
  deprecationChanges,
  versionLink,
  whoMustAct,
  type DeprecationChange,
  type VersionLink,
} from './deprecation-links.ts';
import { deprecationDay, deprecationState, type DeprecationState } from './deprecation-state.ts';
import { entryLink } from './entry-link.ts';
import type { Link } from './page.ts';

/** What the page of a deprecation says besides the facts that it shares with other records. */
export interface DeprecationPage {
  state: DeprecationState;
  breaking: boolean;
  /** Milestones in the order of their days; a removal to be announced comes last, without a day. */
  milestones: {
    key: 'announced' | 'supportEnds' | 'removal';
    label: string;
    on: DayText | null;
    version: VersionLink | null;
    isPast: boolean;
  }[];
  notice: Notice | null;
  history: Move[];
  replacementHtml: string;
  guide: Link | null;
  contact: Link | null;
  who: { id: string; label: string }[];
  actions: ActionLine[];
  /** Changes of releases that announce it or carry it out, oldest first. */
  changes: DeprecationChange[];
}

type Milestone = DeprecationPage['milestones'][number];

/** The page of one deprecation. */
export function deprecationPage(
  context: ViewContext,
  entry: EditionEntry<'deprecation'>,
): DeprecationPage {
  const { edition } = context;
  const { data } = entry;
  const guide =
    data.migration === undefined ? undefined : edition.byKey('migration', data.migration);
  const contact = context.address(data.contact, entry);
  const state = deprecationState(edition, entry);
  const milestones = milestonesOf(context, entry);
  return {
    state,
    breaking: data.breaking,
    milestones,
    notice: noticeOf(context, entry),
    history: historyOf(context, entry),
    replacementHtml: context.markdown(data.replacement, entry),
    guide: guide ? entryLink(context, guide) : null,
    contact:
      contact === null
        ? null
        : { label: contact.replace(/^(https?:\/\/|mailto:)/, ''), href: contact },
    who: whoMustAct(context, entry),
    actions: actionsOf(context, entry),
    changes: deprecationChanges(context, entry),
  };
}

function milestonesOf(context: ViewContext, entry: EditionEntry<'deprecation'>): Milestone[] {
  const { t, edition } = context;
  const { data } = entry;
  const milestone = (
    key: Milestone['key'],
    day: string | null,
    version: VersionLink | null,
  ): Milestone => ({
    key,
    label: t(`lifecycle.milestone.${key}`),
    on: dayTextOf(context, day),
    version,
    isPast: day !== null && day <= edition.clock.today,
  });
  const dated = [
    milestone('announced', data.announcedOn, versionLink(context, data.product, data.announcedIn)),
    ...(data.endOfSupport === undefined ? [] : [milestone('supportEnds', data.endOfSupport, null)]),
    milestone('removal', deprecationDay(entry), versionLink(context, data.product, data.removedIn)),
  ];
  // Sorted by day, whatever the data claims; the order above holds among equal days.
  return dated.sort((a, b) => {
    if (a.on === null || b.on === null) return (a.on === null ? 1 : 0) - (b.on === null ? 1 : 0);
    return a.on.day < b.on.day ? -1 : a.on.day > b.on.day ? 1 : 0;
  });
}
