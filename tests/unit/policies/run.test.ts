import { describe, expect, it } from 'vitest';
import { findingsOf, release } from './portal.ts';

const late = { 'content/releases/atlas/1.0.0.md': release('1.0.0', '2026-11-22') };
const portal = (policies: string): Record<string, string> => ({
  'content/portal.yaml': `title: Acme\npolicies:\n${policies}`,
});

describe('rules and portal.yaml', () => {
  it('have the severity of the rule when portal.yaml is silent', async () => {
    expect(await findingsOf(late)).toMatchObject([
      { code: 'released-before-its-day', severity: 'warning' },
    ]);
  });

  it('have that of portal.yaml when it names them', async () => {
    const files = { ...late, ...portal('  released-before-its-day: error\n') };
    expect(await findingsOf(files)).toMatchObject([
      { code: 'released-before-its-day', severity: 'error', line: 3, column: 7, field: 'date' },
    ]);
  });

  it('tell that they were not checked when they are switched off', async () => {
    const files = { ...late, ...portal('  released-before-its-day: off\n') };
    expect(await findingsOf(files)).toEqual([
      {
        code: 'rule-off',
        severity: 'info',
        file: 'content/portal.yaml',
        line: 3,
        column: 28,
        field: 'policies.released-before-its-day',
        message: 'The rule released-before-its-day is switched off: it was not checked.',
        expected: 'warning or error',
        found: 'off',
        fix: 'Delete the line to check it again.',
      },
    ]);
  });

  it('tell of names that are no rule, with the nearest that is one', async () => {
    const files = { ...late, ...portal('  released-before-its-days: off\n') };
    expect(await findingsOf(files)).toMatchObject([
      {
        code: 'unknown-rule',
        severity: 'warning',
        line: 3,
        fix: expect.stringMatching(/its-day\?/),
      },
      { code: 'released-before-its-day' },
    ]);
  });

  it('judge what can be read beside what can’t', async () => {
    const files = { ...late, 'content/releases/atlas/2.0.0.md': release('2.0.0', '2026-02-30') };
    expect((await findingsOf(files)).map(({ code }) => code)).toEqual([
      'not-a-day',
      'released-before-its-day',
    ]);
  });

  it('find the same line in a file with a byte order mark and Windows line ends', async () => {
    const text = release('1.0.0', '2026-11-22').replaceAll('\n', '\r\n');
    expect(await findingsOf({ 'content/releases/atlas/1.0.0.md': `\ufeff${text}` })).toMatchObject([
      { line: 3, column: 7 },
    ]);
  });

  it('survive versions that are none, and products that are not there', async () => {
    const files = {
      'content/deprecations/d.md':
        '---\ntitle: X\nproduct: gone\nsubject: {kind: A, name: B}\nannouncedOn: 2026-01-01\nannouncedIn: x\nremovedIn: y\nremovalDate: 2025-01-01\n---\n',
      'content/migrations/m.md': '---\ntitle: X\nproduct: atlas\nfrom: soon\nto: "2"\n---\n',
      'content/releases/gone/1.0.0.md': release('1.0.0', '2026-11-03'),
    };
    const codes = (await findingsOf(files)).map(({ code }) => code);
    expect(codes).toContain('unknown-reference');
    expect(codes).toContain('not-a-range');
    expect(codes).toContain('removed-before-announced');
    expect(codes).not.toContain('empty-range');
  });
});

describe('a note that is published when its embargo ends', () => {
  const note = (published: string): Record<string, string> => ({
    'content/releases/atlas/1.0.0.md': release(
      '1.0.0',
      '2026-11-03',
      `publishedAt: ${published}\nembargoUntil: {user: 2026-11-25}\n`,
    ),
  });

  it('is right, also before that day', async () => {
    expect(await findingsOf(note('2026-11-25'))).toEqual([]);
    expect(await findingsOf(note('2026-11-25'), { today: '2026-11-25' })).toEqual([]);
  });

  it('is wrong when it says another day', async () => {
    const codes = async (day: string): Promise<string[]> =>
      (await findingsOf(note(day))).map(({ code }) => code);
    expect(await codes('2026-11-24')).toEqual(['embargo-after-publication']);
    expect(await codes('2026-11-26')).toEqual(['published-in-future']);
  });
});

describe('29 February', () => {
  const cycle = (day: string): string =>
    `title: Atlas\ncycles:\n  - cycle: "1"\n    eolFrom: ${day}\n`;

  it('is a day in leap years, everywhere', async () => {
    const files = {
      'content/products/atlas.yaml': cycle('2028-02-29'),
      'content/releases/atlas/1.0.0.md': release('1.0.0', '2024-02-29'),
      'content/releases/atlas/1.0.1.md': release(
        '1.0.1',
        '\n  start: 2024-02-29T23:00\n  end: 2024-03-01T01:00',
        'rollout:\n  - {region: EU, date: 2024-02-29, outcome: succeeded}\n',
      ),
      'content/releases/atlas/0.1.0.md': release('0.1.0', '2000-02-29'),
    };
    expect(await findingsOf(files)).toEqual([]);
    expect(await findingsOf(files, { today: '2028-02-29' })).toEqual([]);
  });

  it('is a finding with file, line and field in others', async () => {
    const files = {
      'content/products/atlas.yaml': cycle('2027-02-29'),
      'content/releases/atlas/1.0.0.md': release('1.0.0', '2026-02-29'),
      'content/releases/atlas/1.0.1.md': release('1.0.1', '\n  start: 2100-02-29T23:00'),
      'content/deprecations/d.md':
        '---\ntitle: X\nproduct: atlas\nsubject: {kind: A, name: B}\nannouncedOn: 2026-01-01\nremovalDate: 1900-02-29\n---\n',
    };
    const found = await findingsOf(files);
    expect(
      found.map(({ code, file, line, field, found: value }) => [code, file, line, field, value]),
    ).toEqual([
      ['not-a-day', 'content/deprecations/d.md', 6, 'removalDate', '1900-02-29'],
      ['not-a-day', 'content/products/atlas.yaml', 4, 'cycles[0].eolFrom', '2027-02-29'],
      ['not-a-day', 'content/releases/atlas/1.0.0.md', 3, 'date', '2026-02-29'],
      ['not-a-day', 'content/releases/atlas/1.0.1.md', 4, 'date.start', '2100-02-29T23:00'],
    ]);
    expect(found.map(({ message }) => message).join('\n')).toContain('has 28 days');
  });

  it('counts as a day of notice', async () => {
    const files = (year: string): Record<string, string> => ({
      'content/products/atlas.yaml': 'title: Atlas\nnotice: {minDays: 2}\n',
      'content/deprecations/d.md': `---\ntitle: X\nproduct: atlas\nsubject: {kind: A, name: B}\nannouncedOn: ${year}-02-28\nremovalDate: ${year}-03-01\n---\n`,
    });
    expect(await findingsOf(files('2028'))).toEqual([]);
    expect(await findingsOf(files('2027'))).toMatchObject([
      { code: 'notice-too-short', line: 6, found: '1 day' },
    ]);
  });
});
