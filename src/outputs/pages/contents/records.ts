import type { EditionEntry } from '../../../catalog/edition.ts';
import { plainText } from '../../../render/inline.ts';
import { advisoryListView } from '../../../views/advisory-list.ts';
import { advisoryView } from '../../../views/advisory-page.ts';
import { knownIssueListView } from '../../../views/known-issue-list.ts';
import { migrationToc, migrationView } from '../../../views/migration-page.ts';
import type { TocItem, Views } from '../../../views/page.ts';
import { recordListView, recordsOf } from '../../../views/record-list.ts';
import { recordView } from '../../../views/record.ts';
import { sectionOf } from '../sections.ts';
import {
  historyToc,
  MOST_TOC_ITEMS,
  numbered,
  tocOf,
  type MakeContent,
  type PageContext,
} from './content.ts';

export const migration: MakeContent<'migration'> = (context, planned) => {
  const { guide } = planned;
  const body = guide.body === null ? [] : tocOf(context.body(guide).headings);
  const view = migrationView(context, guide);
  return {
    title: plainText(guide.title),
    description: plainText(guide.data.summary ?? ''),
    view,
    entry: guide,
    toc: [...body, ...migrationToc(context, guide), ...historyToc(context, view)].slice(
      0,
      MOST_TOC_ITEMS,
    ),
    published: guide.data.publishedAt ?? null,
    modified: guide.data.revisions.at(-1)?.date ?? null,
  };
};

export const record: MakeContent<'record'> = (context, planned) => {
  const { edition } = context;
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
      ...historyToc(context, view),
    ],
    published: entry.data.publishedAt ?? null,
    modified: entry.data.revisions.at(-1)?.date ?? null,
  };
};

export const recordList: MakeContent<'record-list'> = (context, planned) => {
  const { edition, t } = context;
  return {
    title: t(`words.nav.${sectionOf(planned) ?? ''}`),
    description: t(`words.description.${planned.kind}`, { portal: edition.portal.title }),
    view: recordListView(context, planned.kind),
    entry: null,
  };
};

export const knownIssueList: MakeContent<'known-issue-list'> = (context, planned) => {
  const { edition, t } = context;
  return {
    title: numbered(context, t('words.nav.known-issues'), planned.page),
    description: t('words.description.known-issue', { portal: edition.portal.title }),
    view: knownIssueListView(context, planned.page),
    entry: null,
  };
};

export const advisoryList: MakeContent<'advisory-list'> = (context, planned) => {
  const { edition, t } = context;
  return {
    title: numbered(context, t('words.nav.advisories'), planned.page),
    description: t('words.description.advisory', { portal: edition.portal.title }),
    view: advisoryListView(context, planned.page),
    entry: null,
  };
};

export const advisory: MakeContent<'advisory'> = (context, planned) => {
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
};

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
  return [...items, ...historyToc(context, view)];
}

/** The last day on which an advisory was changed: revised, or withdrawn. */
function lastDay({ data }: EditionEntry<'advisory'>): string | null {
  const days = [...data.revisions.map(({ date }) => date), data.withdrawn ?? ''].sort();
  return days.at(-1) || null;
}
