import type { EditionEntry } from '../catalog/edition.ts';
import type { Day } from '../model/day.ts';
import { productAddress } from '../model/address.ts';
import { dayText, dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import {
  deprecationPhases,
  historyOf,
  noticeOf,
  removalDays,
  toldBefore,
  type DeprecationPhase,
  type Move,
  type Notice,
} from './deprecation-days.ts';
import { versionLink, whoMustAct, type VersionLink } from './deprecation-links.ts';
import {
  DEPRECATION_TONE,
  deprecationDay,
  deprecationStages,
  deprecationState,
  type DeprecationState,
} from './deprecation-state.ts';
import { entryLink } from './entry-link.ts';
import { moduleTitles } from './modules.ts';
import type { Link } from './page.ts';
import type { StateTone } from './release-line.ts';
import { placeOn, type Ruler } from './ruler.ts';
import type { Stage } from './stage.ts';
import { facetValues, type FacetName } from './timeline-facets.ts';

/** One deprecation on the timeline: its bar, and the same in words. */
export interface TimelineRow {
  id: string;
  href: string;
  titleHtml: string;
  product: { id: string; title: string; href: string };
  modules: { id: string; title: string }[];
  state: DeprecationState;
  stateLabel: string;
  tone: StateTone;
  /** What its state is on days to come. */
  later: Stage[];
  breaking: boolean;
  announced: DayText;
  /** Since when readers know, in words, where that is before it is announced for; else empty. */
  told: string;
  supportEnds: DayText | null;
  /** Null while it is to be announced. */
  removal: DayText | null;
  announcedIn: VersionLink | null;
  removedIn: VersionLink | null;
  notice: Notice | null;
  who: { id: string; label: string }[];
  guide: Link | null;
  /** How its removal was moved, oldest first. */
  moves: Move[];
  bar: Bar;
  /** The values by which filters find it. */
  facets: Readonly<Record<FacetName, readonly string[]>>;
  /** The bar in a sentence, for those who don't see it. */
  words: string;
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** A bar on the ruler, in fractions of it. */
export interface Bar {
  phases: { phase: DeprecationPhase; from: number; to: number }[];
  /** Where it is removed; null while that has no day: then the last phase is open at its end. */
  removal: number | null;
  /** Where it was to be removed before that was moved. */
  earlier: number[];
}

type Deprecation = EditionEntry<'deprecation'>;

/** Every day that the bar of a deprecation needs a place for. */
export function barDays(entry: Deprecation): Day[] {
  return [...removalDays(entry), ...deprecationPhases(entry).map(({ from }) => from)];
}

/** A deprecation as a row of the timeline. */
export function timelineRow(context: ViewContext, ruler: Ruler, entry: Deprecation): TimelineRow {
  const { edition, t } = context;
  const { data } = entry;
  const state = deprecationState(edition, entry);
  const removal = dayTextOf(context, deprecationDay(entry));
  const guide =
    data.migration === undefined ? undefined : edition.byKey('migration', data.migration);
  return {
    id: entry.id,
    href: entryLink(context, entry).href,
    titleHtml: context.inline(entry.title),
    product: {
      id: data.product,
      title: edition.byKey('product', data.product)?.title ?? data.product,
      href: context.url(productAddress(edition, data.product)),
    },
    modules: moduleTitles(context, data.product, data.modules),
    state,
    stateLabel: t(`words.deprecation.${state}`),
    tone: DEPRECATION_TONE[state],
    later: deprecationStages(context, entry),
    breaking: data.breaking,
    announced: dayText(context, data.announcedOn),
    told: toldWords(context, entry),
    supportEnds: dayTextOf(context, data.endOfSupport),
    removal,
    announcedIn: versionLink(context, data.product, data.announcedIn),
    removedIn: versionLink(context, data.product, data.removedIn),
    notice: noticeOf(context, entry),
    who: whoMustAct(context, entry),
    guide: guide ? entryLink(context, guide) : null,
    moves: historyOf(context, entry).filter(({ moved }) => moved !== null),
    bar: barOf(ruler, entry),
    facets: facetValues(context, entry),
    words: barWords(context, entry, removal),
    lang: entry.lang,
    dir: entry.dir,
  };
}

function barOf(ruler: Ruler, entry: Deprecation): Bar {
  const removal = deprecationDay(entry) as Day | null;
  const earlier = removalDays(entry).filter((day) => day !== removal);
  return {
    phases: deprecationPhases(entry)
      .map(({ phase, from, to }) => ({
        phase,
        from: placeOn(ruler, from),
        to: to === null ? 1 : placeOn(ruler, to),
      }))
      .filter(({ from, to }) => to > from),
    removal: removal === null ? null : placeOn(ruler, removal),
    earlier: [...new Set(earlier)].sort().map((day) => placeOn(ruler, day)),
  };
}

function toldWords({ t, format }: ViewContext, { data }: Deprecation): string {
  const told = toldBefore(data);
  return told === null ? '' : t('lifecycle.bar.told', { date: format.day(told) });
}

function barWords(context: ViewContext, entry: Deprecation, removal: DayText | null): string {
  const { t, format } = context;
  const { announcedOn, endOfSupport } = entry.data;
  const parts = [t('lifecycle.bar.announced', { date: format.day(announcedOn) })];
  const told = toldWords(context, entry);
  if (told !== '') parts.push(told);
  if (endOfSupport !== undefined) {
    parts.push(t('lifecycle.bar.supportEnds', { date: format.day(endOfSupport) }));
  }
  parts.push(
    removal === null ? t('lifecycle.bar.tba') : t('lifecycle.bar.removal', { date: removal.text }),
  );
  return parts.join(t('lifecycle.bar.and'));
}
