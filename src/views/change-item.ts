import type { EditionChange } from '../catalog/edition.ts';
import { actionLine, type ActionLine } from './action-line.ts';
import type { ViewContext } from './context.ts';
import { revisionLines, type HistoryLine } from './history.ts';
import { moduleTitles } from './modules.ts';
import { resourceLinks } from './resource-links.ts';
import type { Link } from './page.ts';
import { changeAddress, recordAddress } from '../model/address.ts';

/** What a change says. */
export interface ChangeText {
  id: string;
  /** Page of its own, for a change with a file. */
  href: string | null;
  titleHtml: string;
  bodyHtml: string;
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** One change as a release page shows it. */
export interface ChangeItem extends ChangeText {
  type: string;
  typeLabel: string;
  modules: { id: string; title: string }[];
  area: string | null;
  impact: string | null;
  impactLabel: string | null;
  /** Localised words, for example "Off until an administrator turns it on". */
  enablementLabel: string | null;
  flag: string | null;
  action: ActionLine | null;
  issues: string[];
  links: Link[];
  /** What was revised, newest first. */
  revisions: HistoryLine[];
}

/**
 * The text of a change as HTML.
 *
 * @param idPrefix set where several bodies stand on one page, so that their anchors stay apart
 */
export function changeText(context: ViewContext, change: EditionChange, idPrefix = ''): ChangeText {
  return {
    id: change.anchor,
    href: change.hasFile ? context.url(changeAddress(context.edition, change)) : null,
    titleHtml: context.inline(change.title),
    bodyHtml:
      context.markdown(change.data.summary, change) +
      (change.body === null ? '' : context.body(change, idPrefix).html),
    lang: change.lang,
    dir: change.dir,
  };
}

/** A change with all that a page shows of it. */
export function changeItem(context: ViewContext, change: EditionChange, idPrefix = ''): ChangeItem {
  const { t } = context;
  const { data } = change;
  return {
    ...changeText(context, change, idPrefix),
    type: data.type,
    typeLabel: t(`words.type.${data.type}`),
    modules: moduleTitles(context, change.product, data.modules),
    area: data.area ?? null,
    impact: data.impact ?? null,
    impactLabel: data.impact ? t(`words.impact.${data.impact}`) : null,
    enablementLabel:
      data.enablement && data.enablement !== 'default-on'
        ? t(`words.enablement.${data.enablement}`)
        : null,
    flag: data.flag ?? null,
    action: actionLine(context, change),
    issues: [...data.issues],
    links: changeLinks(context, change),
    revisions: revisionLines(context, change),
  };
}

function changeLinks(context: ViewContext, change: EditionChange): Link[] {
  const { edition } = context;
  const links: Link[] = [];
  for (const kind of ['deprecation', 'migration', 'advisory'] as const) {
    const id = change.data[kind];
    const entry = id === undefined ? undefined : edition.byKey(kind, id);
    if (entry) {
      links.push({ label: entry.title, href: context.url(recordAddress(edition, kind, entry.id)) });
    }
  }
  return [...links, ...resourceLinks(context, change)];
}
