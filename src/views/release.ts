import type { EditionRelease } from '../catalog/edition.ts';
import { changeItem, type ChangeItem } from './change-item.ts';
import { dayText, dayTextOf, type ViewContext } from './context.ts';
import { cycleStages, cycleStatus } from './cycle-status.ts';
import type { DayText } from './day-text.ts';
import { isLatest } from './latest.ts';
import type { Link } from './page.ts';
import type { StateTone } from './release-line.ts';
import { rangeWords } from './range-words.ts';
import { releaseLifecycle, type ReleaseLifecycle } from './release-lifecycle.ts';
import { releaseSecurity, type ReleaseSecurity } from './release-security.ts';
import { releaseText, type ReleaseText } from './release-text.ts';
import type { Stage } from './stage.ts';
import { toneOf } from './tone.ts';
import { plannerLinkTo } from './upgrade/planner-link.ts';
import { windowText, type WindowText } from './window-text.ts';
import { productAddress } from '../model/address.ts';
import { stagePlace } from '../model/rollout.ts';
import { daysBetween } from '../model/day.ts';

/** A release page, top to bottom: state first, then what it brings, then what it asks. */
export interface ReleaseView extends ReleaseText<ChangeItem> {
  product: { id: string; title: string; href: string };
  version: string;
  titleHtml: string;
  date: DayText | null;
  /** A deployment window; null where the date is a day. */
  window: WindowText | null;
  tone: StateTone;
  kind: string;
  kindLabel: string;
  tier: number | null;
  backfilled: boolean;
  isLatest: boolean;
  cycle: {
    name: string;
    statusLabel: string;
    tone: StateTone;
    /** What its state is on days to come. */
    later: Stage[];
    endsOn: DayText | null;
    href: string;
  } | null;
  /** What it deprecates and removes, what falls due with it, and whether its line has ended. */
  lifecycle: ReleaseLifecycle;
  /** Whether an upgrade must stop here: it cannot be skipped on the way to a later version. */
  isStop: boolean;
  /** To the upgrade planner with this version as the target; null when none leads up to it. */
  plan: Link | null;
  requires: { label: string; href: string | null }[];
  /** Advisories that it mends, and those about itself. */
  security: ReleaseSecurity;
  /** The note says explicitly that none are known. */
  knownIssuesNone: boolean;
  rollout: {
    where: string;
    percent: number | null;
    /** Planned day. */
    date: DayText;
    actual: DayText | null;
    /** How much later or sooner than planned, in words; empty on the day. */
    shift: string;
    outcomeLabel: string;
    noteHtml: string;
    tone: StateTone;
  }[];
  rollback: {
    supported: boolean | null;
    label: string;
    procedureHtml: string;
    dataLossHtml: string;
  };
  /** `label` is the interface's, `html` the writer's. */
  downtime: { label: string; html: string } | null;
  artifacts: { name: string; url: string; sha256: string | null }[];
  resources: { kindLabel: string; title: string; url: string }[];
  feedback: { url: string; until: DayText | null } | null;
}

/** Everything a release page shows, for the edition's audience. */
export function releaseView(context: ViewContext, release: EditionRelease): ReleaseView {
  const { edition, t } = context;
  const { data } = release;
  const product = edition.byKey('product', release.product);
  return {
    ...releaseText(context, release, changeItem),
    product: {
      id: release.product,
      title: product?.title ?? release.product,
      href: context.url(productAddress(edition, release.product)),
    },
    version: release.version,
    titleHtml: context.inline(data.title),
    date: dayTextOf(context, release.day),
    window: typeof data.date === 'string' ? null : windowText(context, data.date, true),
    tone: toneOf(data.state),
    kind: data.kind,
    kindLabel: t(`words.kind.${data.kind}`),
    tier: data.tier ?? null,
    backfilled: data.backfilled,
    isLatest: isLatest(edition, release.id),
    cycle: cycleOf(context, release),
    lifecycle: releaseLifecycle(context, release),
    isStop: data.stop,
    plan: plannerLinkTo(context, release),
    requires: data.requires.map(({ product: id, range }) => {
      const required = edition.byKey('product', id);
      return {
        label: `${required?.title ?? id} ${rangeWords(context, id, [range])}`,
        href: required ? context.url(productAddress(edition, id)) : null,
      };
    }),
    security: releaseSecurity(context, release),
    knownIssuesNone: data.knownIssues === 'none',
    rollout: data.rollout.map((stage) => ({
      where: stagePlace(stage),
      percent: stage.percent ?? null,
      date: dayText(context, stage.date),
      actual: dayTextOf(context, stage.actualDate),
      shift: shiftOf(context, stage),
      outcomeLabel: t(`words.outcome.${stage.outcome}`),
      noteHtml: context.markdown(stage.note, release),
      tone: OUTCOME_TONE[stage.outcome],
    })),
    rollback: rollbackOf(context, release),
    downtime: downtimeOf(context, release),
    artifacts: data.artifacts.flatMap(({ name, url: address, sha256 }) => {
      const url = context.address(address, release);
      return url === null ? [] : [{ name, url, sha256: sha256 ?? null }];
    }),
    resources: data.resources.flatMap(({ kind, title, url: address }) => {
      const url = context.address(address, release);
      return url === null ? [] : [{ kindLabel: t(`words.resource.${kind}`), title, url }];
    }),
    feedback: feedbackOf(context, release),
  };
}

function feedbackOf(context: ViewContext, release: EditionRelease): ReleaseView['feedback'] {
  const { feedback } = release.data;
  const url = context.address(feedback?.url, release);
  return url === null ? null : { url, until: dayTextOf(context, feedback?.until) };
}

const OUTCOME_TONE = {
  pending: 'soon',
  'in-progress': 'soon',
  succeeded: 'good',
  paused: 'care',
  failed: 'bad',
  'rolled-back': 'bad',
  skipped: 'care',
} as const;

/** A stage that did not happen on its day: by how much, as `1 day later`. */
function shiftOf(
  { t }: ViewContext,
  { date, actualDate }: EditionRelease['data']['rollout'][number],
): string {
  const days = actualDate === undefined ? 0 : daysBetween(date, actualDate);
  if (days === 0) return '';
  return t(`lifecycle.moved.${days > 0 ? 'later' : 'sooner'}`, { count: Math.abs(days) });
}

function cycleOf(context: ViewContext, release: EditionRelease): ReleaseView['cycle'] {
  const product = context.edition.byKey('product', release.product);
  const cycle = product?.data.cycles.find(({ cycle: name }) => name === release.cycle);
  if (!cycle) return null;
  const status = cycleStatus(cycle, context.edition.clock.today);
  return {
    name: cycle.cycle,
    statusLabel: context.t(`words.cycle.${status.status}`),
    tone: status.tone,
    // A link, and no badge: only its words change.
    later: cycleStages(context, cycle).map(({ from, label }) => ({ from, label })),
    // Of a cycle to come, the day is that of its beginning.
    endsOn: status.status === 'upcoming' ? null : dayTextOf(context, status.endsOn),
    href: context.url(`${productAddress(context.edition, release.product)}#_cycles`),
  };
}

function rollbackOf(context: ViewContext, release: EditionRelease): ReleaseView['rollback'] {
  const { rollback } = release.data;
  const { t } = context;
  if (rollback === 'none' || rollback === undefined) {
    return {
      supported: null,
      label: t('words.rollback.none'),
      procedureHtml: '',
      dataLossHtml: '',
    };
  }
  return {
    supported: rollback.supported,
    label: t(rollback.supported ? 'words.rollback.supported' : 'words.rollback.unsupported'),
    procedureHtml: context.markdown(rollback.procedure, release),
    dataLossHtml: context.markdown(rollback.dataLoss, release),
  };
}

function downtimeOf(
  context: ViewContext,
  release: EditionRelease,
): { label: string; html: string } | null {
  const { downtime } = release.data;
  if (downtime === undefined) return null;
  if (downtime === 'none') return { label: context.t('words.downtime.none'), html: '' };
  const { minutes, description } = downtime;
  return {
    label: minutes === undefined ? '' : context.t('words.downtime.minutes', { count: minutes }),
    html: context.markdown(description, release),
  };
}
