/**
 * What Lighthouse says of a few pages, apart from how fast they are: that, and all templates, is
 * `npm run lighthouse`.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLighthouse } from '../support/lighthouse.ts';
import type { Lighthouse } from '../support/lighthouse.ts';
import { useSite } from './site.ts';

const only = ['accessibility', 'best-practices', 'seo'] as const;
const whole = { scores: { accessibility: 100, 'best-practices': 100, seo: 100 }, faults: [] };

const site = useSite({ gzip: true });
let lighthouse: Lighthouse;

beforeAll(async () => {
  lighthouse = await openLighthouse();
});
afterAll(() => lighthouse?.close());

it.each([
  ['home', 'ar'],
  ['release', 'en'],
  ['upgrade', 'en'],
])('finds nothing to mend in %s (%s)', async (template, lang) => {
  const page = site.sample(template, lang);
  if (page === undefined) throw new Error(`no page of the template ${template}`);
  const { scores, faults } = await lighthouse.audit(site.served.origin + page.address, { only });
  expect({ scores, faults }).toEqual(whole);
});

it('sees which pages search engines are to leave alone, and nothing else in them', async () => {
  const admin = site.sample('release', 'en', 'admin');
  const url = `${site.served.origin}${admin?.address}`;
  const asIs = await lighthouse.audit(url, { only: ['seo'] });
  expect(asIs.scores.seo).toBeLessThan(100);
  expect(asIs.faults).toEqual([expect.stringContaining('noindex')]);
  const hidden = await lighthouse.audit(url, { only: ['seo'], isHidden: true });
  expect(hidden).toMatchObject({ scores: { seo: 100 }, faults: [] });
});
