import { expect, it } from 'vitest';
import type { Followed } from '../../../src/catalog/trace.ts';
import type { Rendered } from '../../../src/render/body.ts';
import { RecentBodies } from '../../../src/views/recent-bodies.ts';

const body = (html: string): Followed<Rendered> => ({
  value: { html, bareHtml: '', headings: [], text: '', sections: [], links: [], terms: [] },
  facts: [],
});

it('keeps many small bodies, and lets go of the oldest', () => {
  const bodies = new RecentBodies();
  const all = Array.from({ length: 40 }, (_, at) => body(`<p>${at}</p>`));
  all.forEach((one, at) => bodies.set(String(at), one));
  expect(bodies.get('0')).toBeNull();
  expect(bodies.get('39')).toBe(all[39]);
  expect(all.filter((one, at) => bodies.get(String(at)) === one)).toHaveLength(32);
});

it('keeps few large bodies, but the last one whatever its size', () => {
  const bodies = new RecentBodies();
  const large = 'x'.repeat(25_000);
  for (const key of ['a', 'b', 'c']) bodies.set(key, body(large));
  expect(['a', 'b', 'c'].filter((key) => bodies.get(key) !== null)).toEqual(['b', 'c']);
  bodies.set('d', body('x'.repeat(500_000)));
  expect(['b', 'c', 'd'].filter((key) => bodies.get(key) !== null)).toEqual(['d']);
  bodies.set('e', body('<p>small</p>'));
  expect(['d', 'e'].filter((key) => bodies.get(key) !== null)).toEqual(['e']);
});
