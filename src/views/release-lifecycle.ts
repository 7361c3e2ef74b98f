import type {
  Edition,
  EditionChange,
  EditionEntry,
  EditionProduct,
  EditionRelease,
} from '../catalog/edition.ts';
import { productAddress, releaseAddress } from '../model/address.ts';
import { isPrerelease } from '../model/version.ts';
import { actionLine, type ActionLine } from './action-line.ts';
import { cycleStatus, type CycleState } from './cycle-status.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { changesOfDeprecations } from './deprecation-links.ts';
import {
  DEPRECATION_TONE,
  deprecationDay,
  deprecationStages,
  deprecationState,
  isOut,
} from './deprecation-state.ts';
import { entryLink } from './entry-link.ts';
import { isTakenBack, latestRelease } from './latest.ts';
import { oncePer, oncePerItem } from './once-per.ts';
import type { Link } from './page.ts';
import type { StateTone } from './release-line.ts';
import type { Stage } from './stage.ts';

/** What a release means for what is going away, and whether its own line is still supported. */
export interface ReleaseLifecycle {
  /** Deprecations that it announces. */
  deprecates: DeprecationLink[];
  /** Deprecations that it carries out. */
  removes: DeprecationLink[];
  /** What is said of them: that they are gone, or are to go while readers don't have the release. */
  removesLabel: string;
  /**
   * Deprecations of the same product that fall due with the release's day: support ends or the removal
   * comes after the day of the release before it and no later than its own, and it names neither.
   */
  due: DeprecationLink[];
  /** Actions that other releases of the product asked for, and whose last day falls so too. */
  dueActions: ActionLine[];
  /** Set where support of the release's cycle is over: what a reader must know before the note. */
  ended: EndedCycle | null;
}

export interface DeprecationLink extends Link {
  titleHtml: string;
  stateLabel: string;
  tone: StateTone;
  /** What its state is on days to come. */
  later: Stage[];
  /** What the day is of: `Support ends`, `Removal`. */
  dayLabel: string;
  /** Null while the removal is to be announced. */
  on: DayText | null;
  breaking: boolean;
  replacementHtml: string;
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** Support of a cycle that is over, or that few get any longer. */
export interface EndedCycle {
  cycle: string;
  status: Extract<CycleState, 'ended' | 'extended'>;
  /** In words: `You are reading notes of Atlas 3.7, which ended on 30 Sep 2026.` */
  text: string;
  on: DayText | null;
  href: string;
  /** The version to be on instead. */
  latest: { version: string; href: string } | null;
}

type Deprecation = EditionEntry<'deprecation'>;

/** What a release deprecates, removes and makes due, and how its cycle stands. */
export function releaseLifecycle(context: ViewContext, release: EditionRelease): ReleaseLifecycle {
  const { deprecates, removes, due, dueActions } = milestonesOf(context.edition, release.id);
  return {
    deprecates: deprecates.map((entry) => linkOf(context, entry)),
    removes: removes.map((entry) => linkOf(context, entry)),
    removesLabel: context.t(
      isOut(release, context.edition.clock.today)
        ? 'lifecycle.release.removes'
        : 'lifecycle.release.toRemove',
    ),
    due: due.map(({ entry, on, key }) => linkOf(context, entry, { key, on })),
    dueActions: dueActions.flatMap((change) => actionLine(context, change) ?? []),
    ended: endedCycle(context, release),
  };
}

/** What falls on a release. */
interface Milestones {
  readonly deprecates: readonly Deprecation[];
  readonly removes: readonly Deprecation[];
  /** Soonest first. */
  readonly due: readonly Due[];
  /** What other releases asked for, and has to be done by then; soonest first. */
  readonly dueActions: readonly EditionChange[];
}

/** What falls on a release, by its id: found among all that its product announced. */
const milestonesOf = oncePerItem('release-lifecycle/milestonesOf', (edition: Edition, id) => {
  const release = edition.byKey('release', id);
  if (release === undefined) return { deprecates: [], removes: [], due: [], dueActions: [] };
  const ofProduct = deprecationsByProduct(edition).get(release.product) ?? [];
  const deprecates = ofProduct.filter((entry) => announces(edition, release, entry));
  const removes = ofProduct.filter((entry) => carriesOut(edition, release, entry));
  const named = new Set([...deprecates, ...removes].map((entry) => entry.id));
  const [from, until] = [dayBefore(edition, release), release.day];
  const falls = (day: string | null | undefined): day is string =>
    day != null && from !== null && until !== null && day > from && day <= until;
  const due = ofProduct.flatMap((entry): Due[] => {
    if (named.has(entry.id)) return [];
    const removal = deprecationDay(entry);
    const support = entry.data.endOfSupport;
    if (falls(removal)) return [{ entry, on: removal, key: 'removal' }];
    return falls(support) ? [{ entry, on: support, key: 'supportEnds' }] : [];
  });
  return {
    deprecates,
    removes,
    due: due.sort((a, b) => compare(a.on, b.on) || compare(a.entry.id, b.entry.id)),
    dueActions: from === null || until === null ? [] : dueActions(edition, release, from, until),
  } satisfies Milestones;
});

interface Due {
  entry: Deprecation;
  on: string;
  key: 'removal' | 'supportEnds';
}

const deprecationsByProduct = oncePer(
  'release-lifecycle/deprecationsByProduct',
  (edition: Edition): ReadonlyMap<string, readonly Deprecation[]> =>
    Map.groupBy(edition.deprecations, ({ data }) => data.product),
);

/** What other releases of the product asked readers to do after one day and up to another, soonest first. */
function dueActions(
  edition: Edition,
  release: EditionRelease,
  from: string,
  until: string,
): EditionChange[] {
  const product = edition.byKey('product', release.product);
  const dated = product ? datedActions(product) : [];
  const due: EditionChange[] = [];
  for (let at = placeOf(dated, ({ by }) => by > from); at < dated.length; at += 1) {
    const action = dated[at];
    if (action === undefined || action.by > until) break;
    if (action.release !== release.key) due.push(action.change);
  }
  return due;
}

interface DatedAction {
  by: string;
  /** Key of the release that asks for it. */
  release: string;
  change: EditionChange;
}

/** A product's actions with a last day, soonest first; those of one day from the newest version on. */
const datedActions = oncePer(
  'release-lifecycle/datedActions',
  (product: EditionProduct): readonly DatedAction[] => {
    const dated = product.releases.flatMap(({ key, changes }) =>
      changes.flatMap((change): DatedAction[] => {
        const by = change.data.action?.by;
        return by === undefined ? [] : [{ by, release: key, change }];
      }),
    );
    return dated.sort((a, b) => compare(a.by, b.by));
  },
);

/** The place of the first in a list of which all before it are not `reached`, and all after it are. */
function placeOf<T>(list: readonly T[], reached: (item: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list.slice(middle, middle + 1).some(reached)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function announces(edition: Edition, release: EditionRelease, entry: Deprecation): boolean {
  return (
    entry.data.announcedIn === release.version || hasChange(edition, release, entry, 'deprecation')
  );
}

function carriesOut(edition: Edition, release: EditionRelease, entry: Deprecation): boolean {
  return entry.data.removedIn === release.version || hasChange(edition, release, entry, 'removal');
}

function hasChange(
  edition: Edition,
  release: EditionRelease,
  entry: Deprecation,
  type: 'deprecation' | 'removal',
): boolean {
  const changes = changesOfDeprecations(edition).get(entry.id) ?? [];
  return changes.some(
    (change) =>
      change.product === release.product &&
      change.release === release.version &&
      change.data.type === type,
  );
}

/**
 * The day of the release that came before, by day; null for the first, with which nothing falls due.
 * One that nobody has, and a prerelease, is no step on the way of its readers: what fell due with it is
 * due by the next.
 */
function dayBefore(edition: Edition, release: EditionRelease): string | null {
  const { day } = release;
  if (day === null) return null;
  const days = releaseDays(edition).get(release.product) ?? [];
  return days[placeOf(days, (other) => other >= day) - 1] ?? null;
}

const releaseDays = oncePer(
  'release-lifecycle/releaseDays',
  (edition: Edition): ReadonlyMap<string, readonly string[]> => {
    const days = new Map<string, string[]>();
    for (const product of edition.products) {
      const known = product.releases.flatMap((release): string[] => {
        const isStep =
          !isTakenBack(release) && !isPrerelease(release.version, product.data.versioning);
        return release.day === null || !isStep ? [] : [release.day];
      });
      days.set(product.id, [...new Set(known)].sort());
    }
    return days;
  },
);

function linkOf(
  context: ViewContext,
  entry: Deprecation,
  at: { key: 'removal' | 'supportEnds'; on: string | null } = {
    key: 'removal',
    on: deprecationDay(entry),
  },
): DeprecationLink {
  const state = deprecationState(context.edition, entry);
  return {
    ...entryLink(context, entry),
    titleHtml: context.inline(entry.title),
    stateLabel: context.t(`words.deprecation.${state}`),
    tone: DEPRECATION_TONE[state],
    later: deprecationStages(context, entry),
    dayLabel: context.t(`lifecycle.milestone.${at.key}`),
    on: dayTextOf(context, at.on),
    breaking: entry.data.breaking,
    replacementHtml: context.markdown(entry.data.replacement, entry),
    lang: entry.lang,
    dir: entry.dir,
  };
}

/** Where the cycle of a release has ended on the day of the build clock, or goes on for few only. */
export function endedCycle(context: ViewContext, release: EditionRelease): EndedCycle | null {
  const { edition, t } = context;
  const product = edition.byKey('product', release.product);
  const cycle = product?.data.cycles.find((each) => each.cycle === release.cycle);
  if (!product || !cycle) return null;
  const { status } = cycleStatus(cycle, edition.clock.today);
  if (status !== 'ended' && status !== 'extended') return null;
  // The last of its phases is what has ended: extended support where it had any.
  const phases = [status === 'ended' ? cycle.eoesFrom : undefined, cycle.eolFrom];
  const on = dayTextOf(context, phases.find((phase) => typeof phase === 'string') ?? null);
  const until = dayTextOf(context, typeof cycle.eoesFrom === 'string' ? cycle.eoesFrom : null);
  const latest = latestRelease(product, edition.clock.today);
  const values = { cycle: `${product.title} ${cycle.cycle}`, date: on?.text, until: until?.text };
  const key = status === 'extended' ? 'extended' : on === null ? 'endedUndated' : 'ended';
  return {
    cycle: cycle.cycle,
    status,
    text: t(`lifecycle.cycle.${key}`, values),
    on,
    href: context.url(`${productAddress(edition, product.id)}#_cycles`),
    latest:
      latest === null || latest.key === release.key
        ? null
        : {
            version: latest.version,
            href: context.url(releaseAddress(edition, product.id, latest.version)),
          },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
