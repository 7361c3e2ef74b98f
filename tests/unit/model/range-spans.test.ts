import { describe, expect, it } from 'vitest';
import { rangeSpans } from '../../../src/model/range-spans.ts';

const at = (version: string, isIn: boolean) => ({ version, isIn });
const all = { from: null, to: null, only: null };

describe('the stretches of a range', () => {
  it.each([
    ['*', [all]],
    ['4.0.3', [{ ...all, only: '4.0.3' }]],
    ['=4.0.3', [{ ...all, only: '4.0.3' }]],
    ['3.7.x', [{ ...all, only: '3.7.x' }]],
    ['>=4.0.0', [{ ...all, from: at('4.0.0', true) }]],
    ['<4', [{ ...all, to: at('4', false) }]],
    ['>= 4.0.0  <4.2.0', [{ ...all, from: at('4.0.0', true), to: at('4.2.0', false) }]],
    ['3.0.0 - 3.9.1', [{ ...all, from: at('3.0.0', true), to: at('3.9.1', true) }]],
    ['^3.7', [{ ...all, from: at('3.7.0', true), to: at('4.0.0', false) }]],
    ['~3.7.2', [{ ...all, from: at('3.7.2', true), to: at('3.8.0', false) }]],
    [
      '<3.6.1 || 4.0.x',
      [
        { ...all, to: at('3.6.1', false) },
        { ...all, only: '4.0.x' },
      ],
    ],
    ['<0.0.0-0', []],
    ['>2.0.0 <1.0.0 || 4.0.x', [{ ...all, only: '4.0.x' }]],
  ])('%s', (range, spans) => {
    expect(rangeSpans(range, 'semver')).toEqual(spans);
  });

  it('reads calendar versions, and leaves alone what it can not say', () => {
    expect(rangeSpans('2026.10 - 2026.10.1', 'calver')).toEqual([
      { ...all, from: at('2026.10', true), to: at('2026.10.1', true) },
    ]);
    expect(rangeSpans('^2026.4', 'calver')).toBeNull();
    expect(rangeSpans('>=1.0.0 >=2.0.0', 'semver')).toBeNull();
    expect(rangeSpans('not a range', 'semver')).toBeNull();
  });
});
