import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VersionScheme } from '../../../src/model/product.ts';
import {
  beginsWith,
  compareVersions,
  cycleOf,
  equalIdentity,
  isPrerelease,
  isVersion,
  newestFirst,
} from '../../../src/model/version.ts';

function expectRising(versions: readonly string[], scheme: VersionScheme): void {
  versions.forEach((version, index) => {
    versions.forEach((other, at) => {
      expect([version, other, compareVersions(version, other, scheme)]).toEqual([
        version,
        other,
        Math.sign(index - at),
      ]);
    });
  });
}

describe('semver', () => {
  it('orders as SemVer 2.0 §11 does', () => {
    expectRising(['1.0.0', '2.0.0', '2.1.0', '2.1.1'], 'semver');
    expectRising(
      [
        '1.0.0-alpha',
        '1.0.0-alpha.1',
        '1.0.0-alpha.beta',
        '1.0.0-beta',
        '1.0.0-beta.2',
        '1.0.0-beta.11',
        '1.0.0-rc.1',
        '1.0.0',
      ],
      'semver',
    );
    expectRising(['1.9.0', '1.10.0', '1.11.0', '11.0.0'], 'semver');
  });

  it('takes a leading v and build metadata for nothing', () => {
    expect(equalIdentity('v2.0.0', '2.0.0+b5', 'semver')).toBe(true);
    expect(equalIdentity('2.0.0', '2.0.0-0', 'semver')).toBe(false);
  });

  it('refuses what is no SemVer', () => {
    for (const text of ['1.10', '1', '01.2.3', '1.2.3.4', 'a', '', ' 1.2.3', '=1.2.3', '1.2.3-']) {
      expect([text, isVersion(text, 'semver')]).toEqual([text, false]);
    }
  });
});

describe('calver', () => {
  it('orders numbers, then modifiers before and after the bare version', () => {
    expectRising(
      [
        '2025.12',
        '2026.2',
        '2026.10-dev1',
        '2026.10-alpha2',
        '2026.10b1',
        '2026.10-rc.1',
        '2026.10-rc.2',
        '2026.10',
        '2026.10-hotfix1',
        '2026.10.1',
        '2027.1',
      ],
      'calver',
    );
    expect(equalIdentity('26.04', '26.4.0', 'calver')).toBe(true);
    expect(isPrerelease('2026.10-rc.1', 'calver')).toBe(true);
    expect(isPrerelease('2026.10-hotfix1', 'calver')).toBe(false);
  });

  it('refuses what has no number', () => {
    for (const text of ['', 'x', '2026.', '2026..1', '2026 10', '2026/10']) {
      expect([text, isVersion(text, 'calver')]).toEqual([text, false]);
    }
  });
});

describe('natural order', () => {
  it('takes digits as numbers', () => {
    expectRising(['R1', 'R2', 'R10', 'S1'], 'natural');
    expect(equalIdentity('v7', '7', 'natural')).toBe(true);
  });
});

const anyVersion = {
  semver: fc
    .tuple(
      fc.nat(20),
      fc.nat(20),
      fc.nat(20),
      fc.constantFrom('', '-0', '-1', '-rc', '-rc.1', '-rc.a', '-alpha', '+b', '-1+b', '-rc.1.0'),
    )
    .map(([a, b, c, rest]) => `${a}.${b}.${c}${rest}`),
  calver: fc
    .tuple(
      fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(
        '',
        '-rc1',
        'b2',
        '.dev',
        '-hotfix1',
        '-post2',
        '+x',
        '-rc.1.2',
        '-lts',
        '-a',
      ),
    )
    .map(([numbers, rest]) => numbers.join('.') + rest),
  natural: fc.string({ minLength: 1, maxLength: 6 }),
};

describe.each(['semver', 'calver', 'natural'] as const)('%s', (scheme) => {
  it('is a total order', () => {
    const version = anyVersion[scheme];
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const ab = compareVersions(a, b, scheme);
        expect(compareVersions(a, a, scheme)).toBe(0);
        expect(ab + compareVersions(b, a, scheme)).toBe(0);
        const bc = compareVersions(b, c, scheme);
        const ac = compareVersions(a, c, scheme);
        if (ab <= 0 && bc <= 0) expect(ac).toBeLessThanOrEqual(0);
        if (ab === 0) expect(Math.sign(ac)).toBe(Math.sign(bc));
      }),
      { numRuns: 500 },
    );
  });

  it('sorts newest first whatever came first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyVersion[scheme], { maxLength: 12 }), (versions) => {
        const sorted = newestFirst(versions, (version) => version, scheme);
        expect(newestFirst([...versions].reverse(), (version) => version, scheme)).toEqual(sorted);
        sorted.slice(1).forEach((version, index) => {
          expect(compareVersions(sorted[index] ?? '', version, scheme)).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });
});

describe('cycles', () => {
  const product = (versioning: VersionScheme, ...cycles: string[]) => ({
    versioning,
    cycles: cycles.map((cycle) => ({ cycle })),
  });

  it('finds the longest that fits', () => {
    expect(cycleOf('4.2.1', product('semver', '4', '4.2', '4.20'))).toBe('4.2');
    expect(cycleOf('4.20.1', product('semver', '4', '4.2', '4.20'))).toBe('4.20');
    expect(cycleOf('v24.0.1', product('semver', '24.x', '2'))).toBe('24.x');
    expect(cycleOf('26.04.1', product('calver', '26.04', '26.10'))).toBe('26.04');
    expect(cycleOf('5.0.0', product('semver', '4'))).toBeNull();
    expect(cycleOf('24.0.0-rc.1', product('semver', '24'))).toBe('24');
    expect(cycleOf('R1-a', product('natural', 'R1', 'R10'))).toBe('R1');
  });

  it('does not take 4.20 for 4.2', () => {
    expect(beginsWith('4.20.0', '4.2', 'semver')).toBe(false);
    expect(beginsWith('R10', 'R1', 'natural')).toBe(false);
  });
});
