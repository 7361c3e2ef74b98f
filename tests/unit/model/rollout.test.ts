import { describe, expect, it } from 'vitest';
import { releaseSchema } from '../../../src/model/release.ts';
import { failedEverywhere, standingStages } from '../../../src/model/rollout.ts';

const rollout = (stages: readonly Record<string, unknown>[]) =>
  releaseSchema.parse({
    version: '1.0.0',
    date: '2026-11-01',
    rollback: 'none',
    knownIssues: 'none',
    rollout: stages.map((stage) => ({ date: '2026-11-01', outcome: 'succeeded', ...stage })),
  }).rollout;
const standing = (stages: readonly Record<string, unknown>[]) =>
  standingStages(rollout(stages)).map(({ index }) => index);

describe('what stands of a roll-out', () => {
  it('is the last of each place, by day and then by place in the list', () => {
    expect(
      standing([
        { region: 'EU', outcome: 'rolled-back' },
        { region: 'US' },
        { region: 'EU', date: '2026-11-09' },
      ]),
    ).toEqual([1, 2]);
    expect(
      standing([
        { region: 'EU', date: '2026-11-02', actualDate: '2026-11-09' },
        { region: 'EU', date: '2026-11-05', outcome: 'failed' },
      ]),
    ).toEqual([0]);
  });

  it('is of a ring until its region follows, and not the other way round', () => {
    expect(
      standing([{ ring: 'canary', region: 'EU', outcome: 'failed' }, { region: 'EU' }]),
    ).toEqual([1]);
    expect(standing([{ region: 'EU' }, { ring: 'canary', region: 'EU' }])).toEqual([0, 1]);
    expect(standing([{ region: 'EU', outcome: 'failed' }, { ring: 'all' }])).toEqual([0, 1]);
  });

  it('has nothing of what was not tried', () => {
    expect(
      standing([
        { region: 'EU', outcome: 'rolled-back' },
        { region: 'EU', date: '2026-12-01', outcome: 'pending' },
        { region: 'US', outcome: 'skipped' },
      ]),
    ).toEqual([0]);
  });
});

describe('a roll-out that nobody has', () => {
  it.each([
    [
      true,
      [
        { region: 'EU', outcome: 'rolled-back' },
        { region: 'US', outcome: 'failed' },
      ],
    ],
    [
      true,
      [
        { region: 'EU', outcome: 'rolled-back' },
        { region: 'US', outcome: 'skipped' },
      ],
    ],
    [
      false,
      [
        { region: 'EU', outcome: 'rolled-back' },
        { region: 'US', outcome: 'paused' },
      ],
    ],
    [false, [{ region: 'EU', outcome: 'rolled-back' }, { region: 'US' }]],
    [false, [{ region: 'EU', outcome: 'skipped' }]],
    [false, []],
  ])('%s: %j', (expected, stages) => {
    expect(failedEverywhere(rollout(stages))).toBe(expected);
  });
});
