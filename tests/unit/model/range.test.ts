import { describe, expect, it } from 'vitest';
import type { VersionScheme } from '../../../src/model/product.ts';
import { isRange, satisfies } from '../../../src/model/range.ts';

function table(scheme: VersionScheme, range: string, yes: string[], no: string[]): void {
  for (const version of yes)
    expect([range, version, satisfies(version, range, scheme)]).toEqual([range, version, true]);
  for (const version of no)
    expect([range, version, satisfies(version, range, scheme)]).toEqual([range, version, false]);
}

describe('ranges', () => {
  it('read SemVer as npm does, prereleases included', () => {
    table('semver', '>=3.7 <4', ['3.7.0', '3.99.0'], ['3.6.9', '4.0.0', '4.0.0-rc.1']);
    table('semver', '3.x', ['3.0.0', '3.9.1'], ['4.0.0', '2.9.9']);
    table('semver', '^4.2.0', ['4.2.0', '4.9.0', '4.3.0-rc.1'], ['5.0.0', '4.1.9']);
    table('semver', '~4.2.0', ['4.2.9'], ['4.3.0']);
    table('semver', '<=4.2.0 || >=5', ['4.2.0', '5.1.0'], ['4.2.1']);
    table('semver', '*', ['0.0.1', '9.9.9-rc.1'], []);
  });

  it('read calendar versions the same way', () => {
    table(
      'calver',
      '>=2026.1 <2026.10',
      ['2026.1', '2026.9.3'],
      ['2025.12', '2026.10', '2026.10-rc1'],
    );
    table('calver', '2026.x', ['2026.1', '2026.12.1'], ['2025.12', '2027.1']);
    table('calver', '<=2026.10', ['2026.10', '2026.10.4', '2026.9'], ['2026.11']);
    table('calver', '>2026.10', ['2026.11', '2027.1'], ['2026.10', '2026.10.4']);
    table('calver', '^2026.2', ['2026.2', '2026.10'], ['2026.1', '2027.1']);
    table('calver', '~2026.2.1', ['2026.2.1', '2026.2.9'], ['2026.2.0', '2026.3']);
    table('calver', '2026.1 - 2026.3', ['2026.1', '2026.3.9'], ['2026.4', '2025.9']);
    table('calver', '2026.10 || >= 2027.2', ['2026.10.1', '2027.2'], ['2026.11']);
    table('calver', '*', ['1', '2026.10'], []);
    table('natural', '>=R2', ['R2', 'R10'], ['R1']);
  });

  it('refuse what is no range', () => {
    for (const text of ['soon', '>=', '>=3 and <4', '^', '3.7 -']) {
      expect([text, isRange(text, 'semver')]).toEqual([text, false]);
      expect([text, isRange(text, 'calver')]).toEqual([text, false]);
    }
  });
});
