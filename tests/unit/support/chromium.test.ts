import { describe, expect, it } from 'vitest';
import { findChromium } from '../../support/chromium.ts';

describe('finding a Chromium', () => {
  it('takes the one that CHROMIUM names', () => {
    expect(findChromium({ CHROMIUM: process.execPath })).toBe(process.execPath);
  });

  it('refuses a CHROMIUM that is no program instead of taking another', () => {
    expect(() => findChromium({ CHROMIUM: '/nowhere/chromium' })).toThrow('/nowhere/chromium');
    expect(() => findChromium({ CHROMIUM: '/tmp' })).toThrow('/tmp');
  });
});
