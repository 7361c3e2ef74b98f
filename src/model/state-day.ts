import type { Day } from './day.ts';
import { releaseDay, type ReleaseData, type ReleaseState } from './release.ts';
import { hasFailed } from './rollout.ts';

type StateFields = Pick<ReleaseData, 'state' | 'publishedAt' | 'date' | 'rollout'>;

const undone: readonly ReleaseState[] = ['delayed', 'rolled-back', 'withdrawn', 'cancelled'];

/** Whether a state undoes what a release was announced to be: readers must hear of it. */
export function isUndone(state: ReleaseState): boolean {
  return undone.includes(state);
}

/**
 * The last day on which a stage of a release was taken back; of one that reached a part of its readers,
 * on which one was stopped, too. Null when none was.
 */
export function undoneOn({ state, rollout }: Pick<StateFields, 'state' | 'rollout'>): Day | null {
  const days = rollout
    .filter((stage) => hasFailed(stage) || (state === 'partial' && stage.outcome === 'paused'))
    .map((stage) => stage.actualDate ?? stage.date);
  return days.sort().at(-1) ?? null;
}

/**
 * The day before which a release can't have come into a state that undoes its plan, as far as its note
 * tells: that of a stage that was taken back, that of its publication, and, of one that went out, its
 * own. What was revised earlier tells of something else. Null when nothing tells.
 */
export function earliestStateDay({ state, publishedAt, date, rollout }: StateFields): Day | null {
  // A release that did not happen has its day ahead.
  const wentOut = state !== 'delayed' && state !== 'cancelled';
  const days = [
    undoneOn({ state, rollout }),
    publishedAt ?? null,
    wentOut ? releaseDay(date) : null,
  ];
  return days.reduce(
    (last, day) => (last === null || (day !== null && day > last) ? day : last),
    null,
  );
}

/** Whether a material revision tells readers that a release came into its state. */
export function tellsOfState(release: StateFields & Pick<ReleaseData, 'revisions'>): boolean {
  const since = earliestStateDay(release);
  return release.revisions.some(
    ({ material, date }) => material && (since === null || date >= since),
  );
}
