import { describe, expect, it } from 'vitest';
import { chooseVersion, nearestVersion } from '../../../../src/views/upgrade/choose-version.ts';
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

describe('the version that the beginning of one means', () => {
  type Listed = Pick<UpgradeData['versions'][number], 'version' | 'state' | 'prerelease'>;
  const versions: Listed[] = [
    { version: '3.6.0', state: 'withdrawn' },
    { version: '4.0.0' },
    { version: '4.0.1', state: 'rolled-back' },
    { version: '4.1.0' },
    { version: '4.1.2', state: 'partial' },
    { version: '4.1.3', state: 'withdrawn' },
    { version: '4.1.4', state: 'delayed' },
    { version: '4.2.0', state: 'rolling-out' },
    { version: '4.3.0-rc.1', prerelease: true },
    { version: '4.3.0', state: 'scheduled' },
    { version: '5.0.0-beta.1', prerelease: true },
    { version: '5.0.0', state: 'scheduled' },
    { version: '6.0.0-beta.1', prerelease: true },
  ];
  const listed = { versions, latest: 7 } as unknown as UpgradeData;

  it.each([
    // What is out and as planned, or still on its way to all.
    ['4', '4.2.0', '4.2.0'],
    ['4.x', '4.2.0', '4.2.0'],
    ['v4.2', '4.2.0', '4.2.0'],
    // Nobody runs what never came; what was taken back may still be run.
    ['4.1', '4.1.3', '4.1.2'],
    ['4.1.x', '4.1.3', '4.1.2'],
    ['4.0', '4.0.1', '4.0.0'],
    // Where there is nothing better: stable ones, then the rest.
    ['3', '3.6.0', '3.6.0'],
    ['4.3', '4.3.0', '4.3.0'],
    ['5', '5.0.0', '5.0.0'],
    ['6', '6.0.0-beta.1', '6.0.0-beta.1'],
    // Said in full, it is what was said.
    ['4.1.4', '4.1.4', '4.1.4'],
    ['latest', '4.2.0', '4.2.0'],
  ])('%s: from %s, to %s', (text, from, to) => {
    const version = (end: 'from' | 'to') =>
      versions[chooseVersion(listed, text, end) ?? -1]?.version;
    expect(version('from')).toBe(from);
    expect(version('to')).toBe(to);
  });
});
