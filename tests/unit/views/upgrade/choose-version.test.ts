import { describe, expect, it } from 'vitest';
import { nearestVersion } from '../../../../src/views/upgrade/choose-version.ts';
import type { UpgradeData } from '../../../../src/views/upgrade/upgrade-document.ts';

const data = {
  versions: ['3.6.0', '3.7.0', '4.0.0', '4.0.3', '4.2.0', '4.2.1', '4.2.2', '4.3.0-beta.1'].map(
    (version) => ({ version }),
  ),
} as unknown as UpgradeData;

describe('the version to propose for one that has no note', () => {
  it.each([
    ['4.2.3', '4.2.2'],
    ['v4.1', '4.0.3'],
    ['3.7.9', '3.7.0'],
    ['3.1', '3.6.0'],
    ['9', null],
    ['1.0', null],
  ])('%s: %s', (text, expected) => {
    expect(nearestVersion(data, text)).toBe(expected);
  });

  it('is what looks like it where there are no numbers, or nothing', () => {
    expect(nearestVersion(data, 'something')).toBeNull();
    expect(nearestVersion({ ...data, versions: [] }, '1.0')).toBeNull();
  });
});
