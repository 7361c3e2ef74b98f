import type { EditionChange, EditionRelease } from '../catalog/edition.ts';
import { releaseAddress } from '../model/address.ts';
import { changeTypes } from '../model/change.ts';
import { addDays } from '../model/day.ts';
import { hasFailed, standingStages, stagePlace, type RolloutStage } from '../model/rollout.ts';
import { isPrerelease } from '../model/version.ts';
import { actionLine, type ActionLine } from './action-line.ts';
import { dayText, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { knownIssueItem, knownIssuesOf, type KnownIssueItem } from './known-issue-item.ts';
import { isGood, isTakenBack } from './latest.ts';
import type { Link } from './page.ts';
import type { StateTone } from './release-line.ts';
import type { Stage } from './stage.ts';
import { toneOf } from './tone.ts';

/** What a release says wherever it is told of whole: on its page, in feeds and mail. */
export interface ReleaseText<C> {
  state: string;
  stateLabel: string;
  /**
   * What a reader must know before anything else: rolled back, withdrawn, delayed, partial, scheduled, or
   * out and not everywhere as planned.
   */
  notice: {
    tone: StateTone;
    title: string;
    /** What the title is once the day that is planned has passed. */
    later: Stage[];
    html: string;
    link: Link | null;
    /** The version that is to put it right, with the day that is planned for it. */
    next: (Link & { stateLabel: string; tone: StateTone }) | null;
  } | null;
  summaryHtml: string;
  benefitsHtml: string;
  actions: ActionLine[];
  sections: { type: string; label: string; changes: C[] }[];
  /** The note's own text. */
  bodyHtml: string;
  knownIssues: KnownIssueItem[];
  revisions: { date: DayText; summaryHtml: string; material: boolean }[];
}

/**
 * The text of a release.
 *
 * @param itemOf a change as it is shown; the prefix keeps the anchors of several texts apart
 */
export function releaseText<C>(
  context: ViewContext,
  release: EditionRelease,
  itemOf: (context: ViewContext, change: EditionChange, idPrefix: string) => C,
): ReleaseText<C> {
  const { t } = context;
  const { data } = release;
  const actions = release.changes.flatMap((change) => actionLine(context, change) ?? []);
  return {
    state: data.state,
    stateLabel: t(`words.state.${data.state}`),
    notice: noticeOf(context, release),
    summaryHtml: context.markdown(data.summary, release),
    benefitsHtml: context.markdown(data.benefits, release),
    // Soonest first; what has no day comes last, as authored.
    actions: actions.sort((a, b) => compareDayTexts(a.by, b.by)),
    sections: changeTypes.flatMap((type) => {
      const changes = release.changes.filter((change) => change.data.type === type);
      if (changes.length === 0) return [];
      return {
        type,
        label: t(`words.section.${type}`),
        changes: changes.map((change) => itemOf(context, change, `${change.anchor}-`)),
      };
    }),
    bodyHtml: release.body === null ? '' : context.body(release, BODY_PREFIX).html,
    knownIssues: knownIssuesOf(context, release).map((issue) =>
      knownIssueItem(context, issue, release),
    ),
    revisions: data.revisions.map((revision) => ({
      date: dayText(context, revision.date),
      summaryHtml: context.markdown(revision.summary, release),
      material: revision.material,
    })),
  };
}

/** Keeps the anchors of a release's own text apart from those of its changes. */
export const BODY_PREFIX = 'note-';

function compareDayTexts(a: DayText | null, b: DayText | null): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return a.day < b.day ? -1 : a.day > b.day ? 1 : 0;
}

type Notice = ReleaseText<unknown>['notice'];

function noticeOf(context: ViewContext, release: EditionRelease): Notice {
  const { state } = release.data;
  const isOut = state === 'released' || state === 'rolling-out';
  const troubled = isOut ? troubledStages(release) : [];
  if (isOut && troubled.length === 0) return null;
  const successor = nextGood(context, release);
  return {
    ...(isOut
      ? {
          tone: troubled.some(hasFailed) ? 'bad' : 'care',
          title: context.t('words.notice.rollout', {
            places: context.format.list(troubled.map((stage) => placeOf(context, stage))),
          }),
        }
      : { tone: toneOf(state), title: context.t(`words.notice.${state}`) }),
    later: dayPassed(context, release),
    html: context.markdown(release.data.stateNote, release),
    link: successor && {
      label: context.t('words.notice.use', { version: successor.version }),
      href: context.url(releaseAddress(context.edition, successor.product, successor.version)),
    },
    next: nextOf(context, release),
  };
}

/** Of a release that is to come: from the day after on, nobody knows what has become of it. */
function dayPassed({ edition, t, format }: ViewContext, { day, data }: EditionRelease): Stage[] {
  const { today } = edition.clock;
  if (day === null || day < today || !['scheduled', 'delayed'].includes(data.state)) return [];
  const label = t('words.notice.dayPassed', { date: format.day(today) });
  return [{ from: addDays(day, 1), label }];
}

/** Where a roll-out failed, went back or stands still. */
function troubledStages({ data }: EditionRelease): RolloutStage[] {
  return standingStages(data.rollout)
    .map(({ stage }) => stage)
    .filter((stage) => hasFailed(stage) || stage.outcome === 'paused');
}

/** A stage with what became of it: `EU (Rolled back)`. */
function placeOf({ t }: ViewContext, stage: RolloutStage): string {
  const outcome = t(`words.outcome.${stage.outcome}`);
  const place = stagePlace(stage);
  return place === '' ? outcome : t('words.notice.place', { place, outcome });
}

/** Whether readers were to have a release and don't, or not all of them. */
function isStuck(release: EditionRelease): boolean {
  return (
    isTakenBack(release) || release.data.state === 'partial' || troubledStages(release).length > 0
  );
}

/**
 * What is on its way after a release that was taken back or got stuck: of the same cycle, or of the
 * next where its own goes on no more. Null once a version above has put it right.
 */
function nextOf(context: ViewContext, release: EditionRelease): NonNullable<Notice>['next'] {
  const product = context.edition.byKey('product', release.product);
  if (!product || !isStuck(release)) return null;
  const others = above(context, release);
  const isMeant = (other: EditionRelease): boolean =>
    !isPrerelease(other.version, product.data.versioning) && !isTakenBack(other);
  // The nearest first: most are never looked at.
  const next =
    others.findLast((other) => other.cycle === release.cycle && isMeant(other)) ??
    others.findLast(isMeant);
  if (!next || !ON_THE_WAY.has(next.data.state)) return null;
  const { version, day, data } = next;
  return {
    label:
      day === null
        ? context.t('words.notice.next', { version })
        : context.t('words.notice.nextOn', { version, date: context.format.day(day) }),
    href: context.url(releaseAddress(context.edition, next.product, version)),
    stateLabel: context.t(`words.state.${data.state}`),
    tone: toneOf(data.state),
  };
}

const ON_THE_WAY: ReadonlySet<string> = new Set(['scheduled', 'delayed', 'rolling-out', 'partial']);

/** The versions above a release, highest first. */
function above(context: ViewContext, release: EditionRelease): readonly EditionRelease[] {
  const siblings = context.edition.byKey('product', release.product)?.releases ?? [];
  const place = siblings.findIndex(({ key }) => key === release.key);
  return siblings.slice(0, Math.max(0, place));
}

/** Where to go instead of a release that was taken back: the lowest good version above it. */
function nextGood(context: ViewContext, release: EditionRelease): EditionRelease | null {
  const product = context.edition.byKey('product', release.product);
  if (!product || !isTakenBack(release)) return null;
  const { today } = context.edition.clock;
  return above(context, release).findLast((other) => isGood(product, other, today)) ?? null;
}
