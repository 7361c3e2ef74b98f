/** Guides kept for an earlier version: read where they are, found through the newest. */
import { beforeAll, expect, it } from 'vitest';
import { buildFixture, type Built } from '../support/build.ts';

const origin = 'https://acme.example';
const guide = (title: string, body = 'Text.') => `---\ntitle: ${title}\n---\n\n${body}\n`;
let site: Built;

beforeAll(async () => {
  site = await buildFixture({
    'content/portal.yaml': `title: Acme\ndescription: Notes.\nsite: ${origin}/\nlocales:\n  - code: en\n    label: English\n  - code: de\n    label: Deutsch\ndefaultLocale: en\naudiences:\n  - id: user\n    label: Users\n    root: true\n`,
    'content/products/atlas.yaml':
      "title: Atlas\ncycles:\n  - cycle: '3.7'\n  - cycle: '4'\nsnapshots: ['3.7']\n",
    'content/docs/atlas/index.md': guide('Atlas'),
    'content/docs/atlas/exports.md': guide('Exports', 'The newest of exports.'),
    'content/docs/atlas/4.0/plain.md': guide('Ordinary', 'Nobody calls it kept.'),
    'content/docs/atlas/3.7/index.md': guide('Atlas 3.7'),
    'content/docs/atlas/3.7/exports.md': guide('Exports', 'The zebra of exports.'),
    'content/docs/atlas/3.7/gone.md': guide('Gone since', 'A quagga.'),
    'content/docs/de/atlas/3.7/exports.md': guide('Exporte', 'Das Zebra.').replace(
      'title: Exporte',
      "title: Exporte\ntranslation: { source: '0', state: approved }",
    ),
  });
  expect(site.problems.map(({ code }) => code)).toEqual(['stale-translation']);
});

const page = (path: string) => site.read(`${path}index.html`);
const canonical = (path: string) => /<link rel="canonical" href="([^"]*)"/.exec(page(path))?.[1];

it('point others to the newest, or to themselves when there is none', () => {
  expect(canonical('docs/atlas/3.7/exports/')).toBe(`${origin}/docs/atlas/exports/`);
  expect(canonical('docs/atlas/3.7/')).toBe(`${origin}/docs/atlas/`);
  expect(canonical('docs/atlas/3.7/gone/')).toBe(`${origin}/docs/atlas/3.7/gone/`);
  expect(canonical('docs/atlas/exports/')).toBe(`${origin}/docs/atlas/exports/`);
  // The newest is not translated, so its source is what is to be found.
  expect(canonical('de/docs/atlas/3.7/exports/')).toBe(`${origin}/docs/atlas/exports/`);
});

it('are in the sitemap only when nothing newer stands for them', () => {
  const sitemap = site.read('sitemap.xml');
  expect(sitemap).toContain('<loc>https://acme.example/docs/atlas/exports/</loc>');
  expect(sitemap).toContain('/docs/atlas/3.7/gone/');
  expect(sitemap).not.toContain('/docs/atlas/3.7/exports/');
});

it('are not in the search, and the report says why', () => {
  const [user] = site.counts!.filter(({ locale }) => locale === 'en');
  expect(user!.left.search['snapshot']).toEqual([
    'doc:atlas/3.7',
    'doc:atlas/3.7/exports',
    'doc:atlas/3.7/gone',
  ]);
  // The product, the two newest guides and the ordinary one.
  expect(user!.searchRecords).toBe(4);
});

it('say what they are, and lead to the newest and to other versions', () => {
  const html = page('docs/atlas/3.7/exports/');
  expect(html).toContain('You are reading the guide for Atlas 3.7');
  expect(html).toMatch(
    /<a href="\/docs\/atlas\/exports\/">\s*Newest version of this guide: Exports/,
  );
  expect(page('docs/atlas/3.7/gone/')).toContain('no longer have this page');
  expect(page('docs/atlas/exports/')).not.toContain('You are reading the guide');
  expect(page('docs/atlas/exports/')).toContain('href="/docs/atlas/3.7/exports/"');
  expect(page('docs/atlas/4.0/plain/')).not.toContain('You are reading the guide');
});

it('stand under their version in the list of guides', () => {
  const html = page('docs/');
  const at = html.indexOf('>Atlas 3.7<');
  expect(at).toBeGreaterThan(html.indexOf('/docs/atlas/exports/'));
  expect(html.indexOf('/docs/atlas/3.7/gone/', at)).toBeGreaterThan(at);
  expect(html.slice(0, at).includes('<li data-applies="[]"><a href="/docs/atlas/3.7')).toBe(false);
});
