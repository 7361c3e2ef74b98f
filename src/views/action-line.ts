import type { EditionChange, EditionEntry } from '../catalog/edition.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import type { Link } from './page.ts';
import { changeAnchorAddress, docAddress, recordAddress } from '../model/address.ts';

/** Something a reader must do, with who, by when and where it says how. */
export interface ActionLine {
  titleHtml: string;
  href: string;
  /** False for what is recommended only; a reader must do everything else. */
  /** False for a recommendation. */
  required: boolean;
  by: DayText | null;
  who: string[];
  stepsHtml: string;
  guide: Link | null;
  product: { id: string; title: string };
  /** Ids of the modules that it is about; none for all of them. */
  modules: string[];
  version: string;
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** The action of a change; null when it has none. `href` leads to the change on its release. */
export function actionLine(context: ViewContext, change: EditionChange): ActionLine | null {
  const { action } = change.data;
  if (action === undefined) return null;
  const { edition } = context;
  const steps = action.steps.map((step) => context.markdown(step, change));
  return {
    titleHtml: context.inline(change.title),
    href: context.url(changeAnchorAddress(edition, change)),
    required: action.required,
    by: dayTextOf(context, action.by),
    who: audienceLabels(context, action.who),
    stepsHtml: listOf(steps),
    guide: guideLink(context, action.guide, change),
    product: {
      id: change.product,
      title: edition.byKey('product', change.product)?.title ?? change.product,
    },
    modules: [...change.data.modules],
    version: change.release ?? '',
    lang: change.lang,
    dir: change.dir,
  };
}

function listOf(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `<ol>${items.map((item) => `<li>${item}</li>`).join('')}</ol>`;
}

/** Names of audiences. One that this edition does not speak of keeps its name to itself. */
export function audienceLabels(context: ViewContext, ids: readonly string[]): string[] {
  return context.edition.portal.audiences
    .filter((audience) => ids.includes(audience.id))
    .map((audience) => audience.label);
}

/** `migrations/<id>` and `docs/<id>` lead to the entry, if this edition has it; else an address. */
export function guideLink(
  context: ViewContext,
  guide: string | undefined,
  from: EditionEntry,
): Link | null {
  if (guide === undefined) return null;
  const { edition } = context;
  const migration = /^migrations\/(.+)$/.exec(guide)?.[1];
  if (migration !== undefined) {
    const entry = edition.byKey('migration', migration);
    return entry
      ? { label: entry.title, href: context.url(recordAddress(edition, 'migration', entry.id)) }
      : null;
  }
  const doc = /^docs\/(.+)$/.exec(guide)?.[1];
  if (doc !== undefined) {
    const entry = edition.byKey('doc', doc);
    return entry ? { label: entry.title, href: context.url(docAddress(edition, entry.id)) } : null;
  }
  const href = context.address(guide, from);
  return href === null ? null : { label: guide.replace(/^(https?:\/\/|mailto:)/, ''), href };
}
