import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSecurityFacts } from '../../../src/importers/security-facts.ts';
import { securityPosts } from '../../../src/importers/security-posts.ts';
import type { ImportPlan, SourceFile } from '../../../src/importers/importer.ts';
import { note, source } from './support.ts';

function post(body: string, path = 'april.md', head = 'category: vulnerability'): SourceFile {
  return source(
    path,
    `---\ntitle: April\ndate: '2024-04-03T23:00:00.000-08:00'\n${head}\n---\n\n${body}\n`,
  );
}

function data(plan: ImportPlan, id = 'april'): Record<string, unknown> {
  const file = plan.files.find(({ path }) => path === `content/advisories/${id}.md`);
  return parse(String(file?.content).split('---\n')[1] ?? '') as Record<string, unknown>;
}

const facts = (body: string): ReturnType<typeof readSecurityFacts> =>
  readSecurityFacts('T', body, 'nodejs');

describe('security posts', () => {
  it('writes an advisory with the day as written, and keeps the body', () => {
    const body =
      '## Crash (CVE-2024-27983) - (High)\n\nThis vulnerability affects 18.x and 20.x. See CWE-79.\n\n- [Node.js v18.20.1 (LTS)](https://nodejs.org/release/v18.20.1/)';
    const plan = securityPosts.read([post(body)], { product: 'nodejs' });
    expect(plan.findings).toEqual([]);
    expect(data(plan)).toEqual({
      title: 'April',
      publishedAt: '2024-04-03',
      cve: ['CVE-2024-27983'],
      cwe: ['CWE-79'],
      severity: 'high',
      affected: [
        { product: 'nodejs', range: '>=18.0.0 <18.20.1', fixedIn: '18.20.1' },
        { product: 'nodejs', range: '20.x' },
      ],
    });
    expect(note(plan, 'content/advisories/april.md').body.trim()).toBe(body);
  });

  it.each([
    ['## A (Low)\n\n## B (CVE-2024-1000) - (_High_)', 'high'],
    ['- 1 medium severity issue.\n- 2 low severity issues.', 'medium'],
    ['One Critical severity and two High severity issues.', 'critical'],
    ['The severity of this issue is **high**.', 'high'],
    ['It is of moderate severity.', 'medium'],
    ['A low-volume mailing list, a highly critical bug, high traffic.', null],
    ['Defects that are labelled as _"high"_ severity.', 'high'],
    ['It fixes one _"moderate level security issue"_.', 'medium'],
    ['The severity of this vulnerability of Node.js is HIGH (due to its use).', 'high'],
    ['Three CVEs are left (severity Low to Moderate).', 'medium'],
    ['Affected by a CVE which is rated "Low".', 'low'],
    ['Affected by one vulnerability rated as LOW.', 'low'],
    ['### Overflow in the parser (CVE-2024-1000) - Moderate', 'medium'],
    ['A low-level API at a high level, considered high-resolution.', null],
    ['## A - Low\n\nNode.js is affected.\n\n## B - High\n\nNode.js is not affected.', 'low'],
    ['## A - High\n\nNode.js 4.x is not affected. Node.js 6.x is affected.', 'high'],
  ])('reads the highest severity of %j', (body, severity) => {
    expect(facts(body).severity).toBe(severity);
  });

  it.each([
    ['- [Node.js 8.17.0 (LTS "Carbon")](/x)', ['8.17.0']],
    ['- Node v4.8.6 "Argon" (Maintenance LTS)', ['4.8.6']],
    ['- v0.10.21 <http://a.b/c>', ['0.10.21']],
    ['- **Node v6.1.0 (Current)**: /blog/release/v6.1.0/', ['6.1.0']],
    ['- [Node.js 9 (Current)](/blog/release/v9.2.1)', ['9.2.1']],
    ['- It is bad, upgrade to [v4.2.3 "Argon"](/blog/release/v4.2.3/).', ['4.2.3']],
    ['- **v4 (LTS)**: [Node.js v4.4.2](/blog/release/v4.4.2/) includes npm 2.', ['4.4.2']],
    ['Fixed via the npm 7.21.0 update, shipped in [v16.8.0](/blog/release/v16.8.0/).', ['16.8.0']],
    ['- undici 5.28.4', []],
    ['- llhttp version 9.2.1 on 21.x', []],
    ['- The API came with [Node.js 8.0.0](/blog/release/v8.0.0/).', []],
    ['- npm [6.13.4](https://github.com/npm/cli/releases/tag/v6.13.4)', []],
  ])('knows which versions %j offers', (body, fixed) => {
    expect(facts(body).fixed).toEqual(fixed);
  });

  it('tells what is affected from what is not', () => {
    const body =
      'Versions 0.10.x are **not affected**.\n\nVersions 4.x and 5.x are **vulnerable**.\n\nAffects https://npm.im/x 1.x too.';
    expect(facts(body)).toMatchObject({ lines: ['4', '5'], denies: true });
  });

  it.each([
    ['Node.js v4 and v5 are affected.', ['4', '5']],
    ['This affects all active Node.js versions: v16, v18, and, v20.', ['16', '18', '20']],
    ['HTTP/2 users on Node.js 20, 22 and 24 are affected.', ['20', '22', '24']],
    ['Version v0.12 of npm and Node.js v0.10 (Maintenance) are affected.', ['0.10']],
    ['If that has a fix that impacts Node.js v4, we release.', []],
    ['Node.js 10 and later are vulnerable.', []],
    ['Node.js v8.5.0 is vulnerable since OpenSSL 1.0.2.', []],
    ['Both Node.js v4 and v5 use 1.0.2. Therefore, all release lines are impacted.', ['4', '5']],
    [
      '| Branch | OpenSSL | Affected |\n| - | - | - |\n| v20.x | 3.0 | No |\n| v22.x | 3.5 | Yes |\n| main | 3.5 | Yes |',
      ['22'],
    ],
  ])('knows which lines %j is about', (body, lines) => {
    expect(facts(body).lines).toEqual(lines);
  });

  it.each([
    ['All versions of the 0.5/0.6 branch prior to 0.6.17 are affected.', '0.5.0', '0.6.17', true],
    ['It applies to Node.js v17 and all earlier versions (including v0.x).', null, '18.0.0', false],
  ])('knows the span of %j', (body, from, below, fixes) => {
    expect(facts(body)).toMatchObject({ lines: [], spans: [{ from, below, fixes }] });
  });

  it.each([
    ['Three CVEs affect Node.js. The following do not affect Node.js.', true, true],
    ['Node.js (Windows) is affected by one vulnerability.', true, false],
    ['Therefore, all active release lines are impacted by this update.', true, false],
    ['The reported issue did not impact the Node.js runtime. Affected hosts.', false, true],
    ['Report a vulnerability in Node.js. It is no longer maintained.', false, false],
    ['The vulnerability does not affect any active Node.js release lines.', false, true],
  ])('knows whether %j says of the product that it is affected', (body, affirms, denies) => {
    expect(facts(body)).toMatchObject({ affirms, denies });
  });

  it('writes that no version is affected only when the post says nothing else', () => {
    const of = (body: string): unknown => {
      const plan = securityPosts.read([post(`It has low severity. ${body}`)], {
        product: 'nodejs',
      });
      return [
        (data(plan)['affected'] as { range: string }[]).map(({ range }) => range),
        plan.findings.map(({ message }) => message),
      ];
    };
    expect(of('Node.js is not affected.')).toEqual([
      ['<0.0.0-0'],
      [expect.stringContaining('nowhere that')],
    ]);
    expect(of('Node.js is affected by A. Node.js is not affected by B.')).toEqual([
      ['*'],
      [expect.stringContaining('the range of all versions was written')],
    ]);
    expect(of('All versions of the 0.5/0.6 branch prior to 0.6.17 are affected.')).toEqual([
      ['>=0.5.0 <0.6.17'],
      [],
    ]);
    expect(
      of('All versions of the 0.5/0.6 branch prior to 0.6.17 are affected.\n\n- Node.js 0.6.17'),
    ).toEqual([['>=0.5.0 <0.6.17'], []]);
    expect(of('Node.js v19 is affected by CVE-1. CVE-1 has been rejected.')).toEqual([
      ['19.x'],
      [expect.stringContaining('and in another that none is')],
    ]);
  });

  it('takes ids of headings for those of the post', () => {
    const body = '## CVE-2024-1111 bypass (CVE-2024-2222)\n\nA follow-on to CVE-2024-3333.';
    expect(facts(body)).toMatchObject({
      cve: ['CVE-2024-2222'],
      mentioned: ['CVE-2024-1111', 'CVE-2024-3333'],
    });
    expect(facts('About CVE-2024-3333.')).toMatchObject({ cve: ['CVE-2024-3333'], mentioned: [] });
  });

  it('reports each guess by name', () => {
    const plan = securityPosts.read([post('Words.'), post('No version is affected.', 'may.md')], {
      product: 'nodejs',
    });
    expect(data(plan)).toMatchObject({ severity: 'medium', affected: [{ range: '*' }] });
    expect(data(plan, 'may')).toMatchObject({ affected: [{ range: '<0.0.0-0' }] });
    expect(plan.findings.map(({ code, file }) => [code, file])).toEqual([
      ['import-severity-guess', 'april.md'],
      ['import-affected-guess', 'april.md'],
      ['import-severity-guess', 'may.md'],
      ['import-affected-guess', 'may.md'],
    ]);
  });

  it('learns fixed versions from notes of security releases beside the posts', () => {
    const release = (version: string, date: string, words: string): SourceFile =>
      source(
        `v${version}.md`,
        `---\ntitle: Node.js ${version}\ndate: ${date}\ncategory: release\n---\n\n${words} CVE-2024-1000\n`,
      );
    const plan = securityPosts.read(
      [
        post('## A (CVE-2024-1000) (High)\n\nIt affects 18.x and 20.x.'),
        release('18.20.1', '2024-04-03', 'This is a security release.'),
        release('18.20.2', '2024-04-10', 'This is a security release.'),
        release('20.12.1', '2024-04-04', 'Bug fixes after'),
        release('21.7.2', '2024-09-01', 'This is a security release.'),
      ],
      { product: 'nodejs' },
    );
    expect(data(plan)['affected']).toEqual([
      { product: 'nodejs', range: '>=18.0.0 <18.20.1', fixedIn: '18.20.1' },
      { product: 'nodejs', range: '20.x' },
    ]);
    expect(plan.files).toHaveLength(1);
    expect(plan.unmapped.filter(({ what }) => what === 'whole post')).toHaveLength(4);
  });

  it('links to other advisories, and to releases that the portal has', () => {
    const body =
      '[a](/blog/vulnerability/may) [b](/blog/release/v1.0.0/) [c](/blog/release/v2.0.0/)';
    const plan = securityPosts.read([post(body), post('', 'may.md')], {
      product: 'p',
      present: (path) => path === 'content/releases/p/1.0.0.md',
    });
    expect(note(plan, 'content/advisories/april.md').body.trim()).toBe(
      '[a](/advisories/may/) [b](/releases/p/1.0.0/) c',
    );
  });

  it('names posts of other categories', () => {
    const plan = securityPosts.read([post('', 'a.md', 'category: weekly')], { product: 'p' });
    expect(plan.unmapped).toMatchObject([{ from: 'a.md', what: 'whole post' }]);
    expect(plan.files).toEqual([]);
  });
});
