import type { EditionChange, EditionRelease } from '../catalog/edition.ts';
import { changeTypes } from '../model/change.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { isLatest } from './latest.ts';
import { moduleTitles } from './modules.ts';
import { oncePerEach } from './once-per.ts';
import { toneOf } from './tone.ts';
import { releaseAddress } from '../model/address.ts';

/** A release on one line of a list. */
export interface ReleaseLine {
  href: string;
  product: { id: string; title: string };
  version: string;
  date: DayText | null;
  state: string;
  stateLabel: string;
  /** How a reader should take the state: the template picks icon and colour from it. */
  tone: StateTone;
  kind: string;
  kindLabel: string;
  tier: number | null;
  titleHtml: string;
  summaryHtml: string;
  modules: { id: string; title: string }[];
  /** Change types in the fixed order, with how many of each. */
  types: { type: string; label: string; count: number }[];
  action: boolean;
  isLatest: boolean;
  /** Language of title and summary, where it is not the page's. */
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** `good`: in readers' hands; `soon`: to come; `care`: partly or late; `bad`: taken back. */
export type StateTone = 'good' | 'soon' | 'care' | 'bad';

/** One line for a release, the same on home, product page, list and filters. */
export const releaseLine = oncePerEach<ViewContext, EditionRelease, ReleaseLine>(
  ({ key }) => key,
  makeLine,
);

function makeLine(context: ViewContext, release: EditionRelease): ReleaseLine {
  const { edition, t } = context;
  const product = edition.byKey('product', release.product);
  return {
    href: context.url(releaseAddress(edition, release.product, release.version)),
    product: { id: release.product, title: product?.title ?? release.product },
    version: release.version,
    date: dayTextOf(context, release.day),
    state: release.data.state,
    stateLabel: t(`words.state.${release.data.state}`),
    tone: toneOf(release.data.state),
    kind: release.data.kind,
    kindLabel: t(`words.kind.${release.data.kind}`),
    tier: release.data.tier ?? null,
    titleHtml: release.data.title === undefined ? '' : context.inline(release.data.title),
    summaryHtml: context.inline(release.data.summary),
    modules: moduleTitles(context, release.product, modulesOf(release)),
    types: typeCounts(context, release.changes),
    action: release.changes.some(asksForAction),
    isLatest: isLatest(edition, release.id),
    lang: release.lang,
    dir: release.dir,
  };
}

/** Whether a change obliges its readers, rather than recommending something. */
export function asksForAction(change: EditionChange): boolean {
  return change.data.action?.required === true;
}

/** The modules a release touches: its own and those of its changes, each once. */
function modulesOf(release: EditionRelease): string[] {
  const ids = [release.data.modules, ...release.changes.map((change) => change.data.modules)];
  return [...new Set(ids.flat())];
}

function typeCounts(context: ViewContext, changes: readonly EditionChange[]): ReleaseLine['types'] {
  return changeTypes
    .map((type) => ({
      type,
      label: context.t(`words.type.${type}`),
      count: changes.filter((change) => change.data.type === type).length,
    }))
    .filter(({ count }) => count > 0);
}
