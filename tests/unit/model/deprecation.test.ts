import { describe, expect, it } from 'vitest';
import { deprecationSchema } from '../../../src/model/deprecation.ts';

const least = {
  title: 'Old keys',
  product: 'atlas',
  subject: { kind: 'Key', name: 'old' },
  announcedOn: '2026-01-01',
  removalDate: '2027-01-01',
};

describe('how a removal was moved', () => {
  it('is nothing when it never was', () => {
    expect(deprecationSchema.parse(least).moved).toEqual([]);
  });

  it('names days that exist, or tba', () => {
    const accepts = (move: object) =>
      deprecationSchema.safeParse({ ...least, moved: [move] }).success;
    expect(accepts({ on: '2026-05-01', from: 'tba', to: '2028-02-29' })).toBe(true);
    expect(accepts({ on: '2026-05-01', from: '2026-12-01', to: 'tba', reason: 'Time.' })).toBe(
      true,
    );
    expect(accepts({ on: '2026-05-01', from: '2027-02-29', to: 'tba' })).toBe(false);
    expect(accepts({ on: 'tba', from: '2027-02-28', to: 'tba' })).toBe(false);
    expect(accepts({ on: '2026-05-01', to: '2027-01-01' })).toBe(false);
    expect(accepts({ on: '2026-05-01', from: 'tba', to: '2027-01-01', by: 'me' })).toBe(false);
  });
});
