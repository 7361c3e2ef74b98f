import { actionOutOfTime } from './rules/action-out-of-time.ts';
import { announcingReleaseTooLate } from './rules/announcing-release-too-late.ts';
import { cycleOutOfOrder } from './rules/cycle-out-of-order.ts';
import { dayFarAway } from './rules/day-far-away.ts';
import { embargoAfterPublication } from './rules/embargo-after-publication.ts';
import { embargoMissesAudience } from './rules/embargo-misses-audience.ts';
import { emptyRange } from './rules/empty-range.ts';
import { fixIsAffected } from './rules/fix-is-affected.ts';
import { fixedInUnknownRelease } from './rules/fixed-in-unknown-release.ts';
import { fixedWithoutVersion } from './rules/fixed-without-version.ts';
import { guideMissesVersion } from './rules/guide-misses-version.ts';
import { migrationNotUpward } from './rules/migration-not-upward.ts';
import { movesOutOfOrder } from './rules/moves-out-of-order.ts';
import { noticeTooShort } from './rules/notice-too-short.ts';
import { openAfterFix } from './rules/open-after-fix.ts';
import { periodBackwards } from './rules/period-backwards.ts';
import { releaseOutsideCycle } from './rules/release-outside-cycle.ts';
import { releasedBeforeItsDay } from './rules/released-before-its-day.ts';
import { removalDayDiffers } from './rules/removal-day-differs.ts';
import { removalEarlierThanPromised } from './rules/removal-earlier-than-promised.ts';
import { removalOverdue } from './rules/removal-overdue.ts';
import { removalWithoutDeprecation } from './rules/removal-without-deprecation.ts';
import { removedBeforeAnnounced } from './rules/removed-before-announced.ts';
import { revisionOutOfOrder } from './rules/revision-out-of-order.ts';
import { rolloutBeforeRelease } from './rules/rollout-before-release.ts';
import { rolloutInFuture } from './rules/rollout-in-future.ts';
import { rolloutOverdue } from './rules/rollout-overdue.ts';
import { rolloutUnfinished } from './rules/rollout-unfinished.ts';
import { scheduledDayPassed } from './rules/scheduled-day-passed.ts';
import { severityDiffersFromScore } from './rules/severity-differs-from-score.ts';
import { stateWithoutNote } from './rules/state-without-note.ts';
import { stateWithoutRevision } from './rules/state-without-revision.ts';
import { stopNotUsable } from './rules/stop-not-usable.ts';
import { supportEndOutOfOrder } from './rules/support-end-out-of-order.ts';
import { toldInFuture } from './rules/told-in-future.ts';
import { toldWithoutDay } from './rules/told-without-day.ts';
import { withdrawnBeforePublished } from './rules/withdrawn-before-published.ts';
import type { Rule } from './rule.ts';

/** Every rule over the whole catalog, in the order in which the writers' reference lists them. */
export const rules: readonly Rule[] = [
  periodBackwards,
  releasedBeforeItsDay,
  scheduledDayPassed,
  rolloutBeforeRelease,
  rolloutInFuture,
  rolloutOverdue,
  rolloutUnfinished,
  stateWithoutNote,
  stateWithoutRevision,
  stopNotUsable,
  cycleOutOfOrder,
  releaseOutsideCycle,
  removedBeforeAnnounced,
  supportEndOutOfOrder,
  announcingReleaseTooLate,
  movesOutOfOrder,
  noticeTooShort,
  removalDayDiffers,
  removalOverdue,
  removalWithoutDeprecation,
  removalEarlierThanPromised,
  fixIsAffected,
  fixedWithoutVersion,
  fixedInUnknownRelease,
  openAfterFix,
  withdrawnBeforePublished,
  severityDiffersFromScore,
  emptyRange,
  migrationNotUpward,
  actionOutOfTime,
  guideMissesVersion,
  revisionOutOfOrder,
  toldInFuture,
  toldWithoutDay,
  embargoAfterPublication,
  embargoMissesAudience,
  dayFarAway,
];
