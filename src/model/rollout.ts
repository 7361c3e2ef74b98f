import type { Day } from './day.ts';
import type { ReleaseData } from './release.ts';

export type RolloutStage = ReleaseData['rollout'][number];

/** What has become of a roll-out where it stands, in place of what was tried there before. */
export interface StandingStage {
  readonly stage: RolloutStage;
  /** Its place in the list. */
  readonly index: number;
}

/** Whether a stage was tried and readers don't have it. */
export function hasFailed({ outcome }: RolloutStage): boolean {
  return outcome === 'failed' || outcome === 'rolled-back';
}

/**
 * What was tried of a roll-out and is the last word on its place: a region that went back and was done
 * later is done. What is only planned, or was left out, says nothing of what readers have.
 */
export function standingStages(rollout: readonly RolloutStage[]): StandingStage[] {
  const tried = rollout
    .map((stage, index) => ({ stage, index }))
    .filter(({ stage: { outcome } }) => outcome !== 'pending' && outcome !== 'skipped')
    .sort((a, b) => compare(dayOf(a.stage), dayOf(b.stage)) || a.index - b.index);
  return tried
    .filter(({ stage }, at) => !tried.slice(at + 1).some((later) => covers(later.stage, stage)))
    .sort((a, b) => a.index - b.index);
}

/** Whether a roll-out was tried, and nobody has it: wherever it went, it failed or went back. */
export function failedEverywhere(rollout: readonly RolloutStage[]): boolean {
  const standing = standingStages(rollout);
  return standing.length > 0 && standing.every(({ stage }) => hasFailed(stage));
}

/** Where a stage is, as written: `EU · canary`; empty for one that says neither. */
export function stagePlace({ region, ring }: RolloutStage): string {
  return [region, ring].filter(Boolean).join(' · ');
}

/** The day on which a stage happened, or else is planned. */
function dayOf({ date, actualDate }: RolloutStage): Day {
  return actualDate ?? date;
}

/** Whether one stage goes everywhere where another does: a region as a whole has all of its rings. */
function covers(wide: RolloutStage, narrow: RolloutStage): boolean {
  return (
    (wide.region === undefined || wide.region === narrow.region) &&
    (wide.ring === undefined || wide.ring === narrow.ring)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
