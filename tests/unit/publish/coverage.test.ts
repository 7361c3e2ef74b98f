/** Nothing gets lost on its way out of an edition, or it is an error. */
import { expect, it } from 'vitest';
import { feedCounts } from '../../../src/outputs/feeds/entries.ts';
import { planPages } from '../../../src/outputs/pages/plan.ts';
import { coverageOf } from '../../../src/publish/coverage.ts';
import { contextOf, sampleEdition } from '../outputs/feeds/edition.ts';

const edition = sampleEdition({
  releases: [
    { version: '2.0.0', state: 'scheduled', date: '2027-02-01' },
    { version: '1.0.0', changes: [{ type: 'fix' }] },
  ],
  advisories: {
    a: {
      title: 'A hole',
      severity: 'high',
      affected: [{ product: 'atlas', range: '*' }],
      publishedAt: '2026-11-01',
    },
  },
});
const coverage = (told: ReadonlyMap<string, number>) =>
  coverageOf(edition, planPages(edition), 4, told);

it('says of each entry what became of it in feeds, or why nothing did', () => {
  const { counts, findings } = coverage(feedCounts(contextOf(edition)));
  expect(findings).toEqual([]);
  expect(counts.feedEntries).toBe(2);
  expect(counts.left.feeds).toEqual({ scheduled: ['release:atlas/2.0.0'] });
  expect(counts.apart.feeds).toEqual({ product: 1 });
});

it('finds an entry that feeds neither tell of nor leave out for a reason', () => {
  const told = new Map(feedCounts(contextOf(edition)));
  told.delete('advisory:a');
  expect(coverage(told).findings).toMatchObject([
    {
      code: 'coverage/lost',
      severity: 'error',
      message: expect.stringMatching(/^advisory:a .*feeds/) as string,
    },
  ]);
  told.set('advisory:a', 0);
  expect(coverage(told).findings.length).toBe(1);
});
