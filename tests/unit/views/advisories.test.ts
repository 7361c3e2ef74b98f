import { describe, expect, it } from 'vitest';
import { advisoryListView } from '../../../src/views/advisory-list.ts';
import { advisoryView } from '../../../src/views/advisory-page.ts';
import { releaseSecurity } from '../../../src/views/release-security.ts';
import { advisory, smallContext, type Small } from './lifecycle-edition.ts';

const small: Small = {
  products: { atlas: { title: 'Atlas' }, beam: { title: 'Beam', versioning: 'calver' } },
  releases: {
    'atlas/4.1.0': { date: '2026-03-10' },
    'atlas/4.0.1': { date: '2026-02-10' },
    'atlas/4.0.0': { date: '2026-01-10' },
    'beam/2026.4': { date: '2026-04-10' },
  },
  changes: { 'atlas/4.1.0/told': { type: 'security', advisory: 'second' } },
  advisories: {
    first: advisory({
      severity: 'medium',
      cve: ['CVE-2026-12345'],
      cwe: ['CWE-79'],
      cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N',
      affected: [
        { product: 'atlas', range: '>=4.0.0 <4.0.1', fixedIn: 'v4.0.1' },
        { product: 'beam', range: '*' },
      ],
      publishedAt: '2026-02-10',
      revisions: [{ date: '2026-02-11', summary: 'Beam is affected too.', material: true }],
    }),
    second: advisory({
      severity: 'critical',
      affected: [{ product: 'atlas', range: '<4.1.0', fixedIn: '4.1.0' }],
      publishedAt: '2026-03-10',
      tlp: 'AMBER+STRICT',
    }),
    third: advisory({
      affected: [{ product: 'atlas', range: '*', fixedIn: '4.1.0' }],
      publishedAt: '2026-01-20',
      withdrawn: '2026-01-25',
      revisions: [
        { date: '2026-01-22', summary: 'Looked into.' },
        { date: '2026-01-25', summary: 'The same as **second**.', material: true },
      ],
    }),
    fourth: advisory({
      affected: [
        { product: 'atlas', range: '<0.0.0-0' },
        { product: 'beam', range: '2026.1', fixedIn: '2026.2' },
      ],
      publishedAt: '2026-01-10',
    }),
    fifth: advisory({
      affected: [{ product: 'atlas', range: '<0.0.0-0' }],
      publishedAt: '2026-01-05',
    }),
  },
};
const context = smallContext(small);
const page = (id: string) => advisoryView(context, context.edition.byKey('advisory', id)!);

describe('the page of an advisory', () => {
  it('has the score beside the vector, with its version and its words', () => {
    expect(page('first').cvss).toEqual({
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N',
      score: '6.1',
      version: '3.1',
      ratingLabel: 'Medium',
      tone: 'care',
      base: null,
      href: 'https://www.first.org/cvss/calculator/3.1#CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N',
    });
    expect(page('second').cvss).toBeNull();
  });

  it('leads to where its names are kept', () => {
    expect(page('first').cve[0]?.href).toBe('https://www.cve.org/CVERecord?id=CVE-2026-12345');
    expect(page('first').cwe[0]?.href).toBe('https://cwe.mitre.org/data/definitions/79.html');
  });

  it('says product by product what is affected, and what mends it', () => {
    expect(page('first').affected).toEqual([
      {
        product: { label: 'Atlas', href: '/releases/atlas/' },
        text: '4.0.0 to before 4.0.1',
        range: '>=4.0.0 <4.0.1',
        unaffected: false,
        fixedIn: { version: 'v4.0.1', href: '/releases/atlas/4.0.1/' },
      },
      {
        product: { label: 'Beam', href: '/releases/beam/' },
        text: 'all versions',
        range: '*',
        unaffected: false,
        fixedIn: null,
      },
    ]);
    expect(page('first').releases.groups.map(({ product }) => product.label)).toEqual([
      'Atlas',
      'Beam',
    ]);
  });

  it('says that no version is affected where a range holds none', () => {
    expect(page('fourth').affected).toMatchObject([
      { text: 'No version is affected', unaffected: true, range: '<0.0.0-0' },
      { text: '2026.1', unaffected: false },
    ]);
  });

  it('stays when it is withdrawn, says when, and names no release', () => {
    expect(page('third').withdrawn?.day).toBe('2026-01-25');
    expect(page('third').history.map(({ on, label }) => [on.day, label])).toEqual([
      ['2026-01-25', 'Withdrawn'],
      ['2026-01-25', 'Important'],
      ['2026-01-22', ''],
      ['2026-01-20', 'Published'],
    ]);
    expect(page('third').withdrawnReasonHtml).toContain('The same as <strong>second</strong>.');
    expect(page('first').withdrawnReasonHtml).toBe('');
    expect(page('third').releases.groups).toEqual([]);
  });

  it('says how far it may be shared', () => {
    expect(page('second').tlp).toEqual({
      label: 'TLP:AMBER+STRICT',
      text: 'May be shared in your organisation only, as far as it is needed.',
    });
  });
});

describe('the list of advisories', () => {
  const view = advisoryListView(context);

  it('is newest first, with withdrawn ones in their place', () => {
    expect(view.rows.map(({ id, state }) => [id, state])).toEqual([
      ['second', 'fixed'],
      ['first', 'unfixed'],
      ['third', 'withdrawn'],
      ['fourth', 'fixed'],
      ['fifth', 'unaffected'],
    ]);
    expect(view.rows.at(-1)).toMatchObject({
      stateLabel: 'No version is affected',
      affected: [{ text: 'No version is affected', unaffected: true }],
    });
  });

  it('is narrowed by product, severity and state', () => {
    expect(
      view.facets.map(({ name, options }) => [name, options.map(({ value }) => value)]),
    ).toEqual([
      ['product', ['atlas', 'beam']],
      ['severity', ['critical', 'medium', 'low']],
      ['state', ['unfixed', 'fixed', 'unaffected', 'withdrawn']],
    ]);
  });
});

describe('the security of a release', () => {
  const of = (id: string) => {
    const { fixes, weaknesses } = releaseSecurity(context, context.edition.byKey('release', id)!);
    return [fixes.map((each) => each.id), weaknesses.map((each) => each.id)];
  };

  it('names what it mends and what it has, without what was withdrawn', () => {
    expect(of('atlas/4.0.0')).toEqual([[], ['first', 'second']]);
    expect(of('atlas/4.0.1')).toEqual([['first'], ['second']]);
    expect(of('atlas/4.1.0')).toEqual([['second'], []]);
    expect(of('beam/2026.4')).toEqual([[], ['first']]);
  });
});
