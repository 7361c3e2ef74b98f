import { describe, expect, it } from 'vitest';
import { satisfies } from '../../../src/model/range.ts';
import { takenFrom } from '../../../src/views/migration-for.ts';

describe('the versions whose readers take a guide', () => {
  it.each([
    ['>=3.7 <4', ['3.6.0', '3.7.0', '3.9.9'], ['4.0.0', '4.2.0']],
    ['>=3.7 <=4.2', ['3.0.0', '4.2.0'], ['4.3.0', '5.0.0']],
    ['<4', ['1.0.0', '3.9.0'], ['4.0.0']],
    ['3.x', ['2.0.0', '3.9.0'], ['4.0.0']],
    ['3.7.0', ['3.6.0', '3.7.0'], ['3.7.1']],
    ['3.x || >=4.1 <4.2', ['2.0.0', '3.1.0', '4.0.0', '4.1.5'], ['4.2.0']],
    ['>=3.7', ['3.6.0', '3.7.0', '9.0.0'], []],
    ['*', ['1.0.0'], []],
  ])('from %s: those and all before', (from, mine, others) => {
    const ranges = takenFrom(from, 'semver');
    const isIn = (version: string) => ranges.some((range) => satisfies(version, range, 'semver'));
    expect(mine.filter((version) => !isIn(version))).toEqual([]);
    expect(others.filter(isIn)).toEqual([]);
  });

  it('are as written where a range has no ends that can be told', () => {
    expect(takenFrom('no range', 'semver')).toEqual(['no range']);
    const [before = ''] = takenFrom('>=2025.10 <=2026.7', 'calver');
    expect(['2024.1', '2026.7', '2026.9'].map((own) => satisfies(own, before, 'calver'))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
