/**
 * Nothing shifts a day, wherever the machine stands: the checks and the planner say the same bytes
 * fourteen hours before UTC, ten hours behind it, and in it, at both ends of a day of the clock. That
 * whole builds do so is shown by deterministic.test.ts.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gazette, removeFolder, writePortal } from '../support/portal.ts';

const zones = ['Pacific/Kiritimati', 'America/Anchorage', 'UTC'];
const today = '2028-02-29';
const seconds = (time: string): string => String(Date.parse(time) / 1000);
const ends = [seconds(`${today}T00:00:00Z`), seconds(`${today}T23:59:59Z`)];

const release = (version: string, date: string, more = ''): string =>
  `---\nversion: "${version}"\ndate: ${date}\n${more}rollback: none\nknownIssues: none\n---\nText.\n`;

/** A portal whose days are on the edge: of a month, of a leap day, of the clock. */
const files = {
  'content/portal.yaml': 'title: Acme\n',
  'content/products/atlas.yaml':
    'title: Atlas\nnotice: {minDays: 60}\ncycles:\n  - {cycle: "2", releaseDate: 2028-02-29, eoasFrom: 2028-12-31, eolFrom: 2029-01-01}\n  - {cycle: "1", releaseDate: 2027-01-01, eoasFrom: 2027-12-31, eolFrom: 2028-02-29}\n',
  'content/releases/atlas/1.0.0.md': release('1.0.0', '2027-01-01'),
  'content/releases/atlas/1.1.0.md': release(
    '1.1.0',
    '\n  start: 2027-12-31T23:30\n  end: 2028-01-01T00:30\n  zone: Pacific/Kiritimati',
  ),
  'content/releases/atlas/2.0.0.md': release(
    '2.0.0',
    '2028-02-29',
    'changes:\n  - id: gone\n    title: The old export is gone\n    type: removal\n    deprecation: export\n    action: {by: 2028-02-29}\n',
  ),
  // Yesterday, today and tomorrow: only the last is not yet, only the first is over.
  'content/releases/atlas/2.1.0.md': release('2.1.0', '2028-02-28', 'state: scheduled\n'),
  'content/releases/atlas/2.2.0.md': release('2.2.0', '2028-02-29', 'state: scheduled\n'),
  'content/releases/atlas/2.3.0.md': release('2.3.0', '2028-03-01', 'state: released\n'),
  'content/deprecations/export.md':
    '---\ntitle: The old export\nproduct: atlas\nsubject: {kind: Feature, name: export}\nannouncedOn: 2027-12-31\nendOfSupport: 2028-01-31\nremovedIn: 2.0.0\nremovalDate: 2028-02-29\n---\nText.\n',
  'content/deprecations/import.md':
    '---\ntitle: The old import\nproduct: atlas\nsubject: {kind: Feature, name: import}\nannouncedOn: 2028-01-01\nremovalDate: 2028-02-29\n---\nText.\n',
};

describe('days in other time zones', () => {
  let root: string;
  beforeAll(async () => {
    root = await writePortal(files);
  });
  afterAll(() => removeFolder(root));

  /** What a command says in each zone, at the first and the last second of the day. */
  async function said(args: readonly string[]): Promise<Set<string>> {
    const answers = new Set<string>();
    for (const TZ of zones) {
      for (const SOURCE_DATE_EPOCH of ends) {
        const { stdout, stderr } = await gazette([...args, '--root', root], {
          env: { TZ, SOURCE_DATE_EPOCH },
        });
        answers.add(stdout + stderr);
      }
    }
    return answers;
  }

  it('are the same to every rule', async () => {
    const answers = await said(['check', '--format', 'json']);
    expect(answers.size).toBe(1);
    const { findings } = JSON.parse([...answers][0]!) as {
      findings: { code: string; file: string; found: string }[];
    };
    expect(findings.map(({ code, file, found }) => [code, file.slice(8), found])).toEqual([
      ['notice-too-short', 'deprecations/import.md', '59 days'],
      ['release-outside-cycle', 'releases/atlas/2.1.0.md', '2028-02-28'],
      ['scheduled-day-passed', 'releases/atlas/2.1.0.md', '2028-02-28'],
      ['released-before-its-day', 'releases/atlas/2.3.0.md', '2028-03-01'],
    ]);
  }, 120_000);

  it('are the same to the planner', async () => {
    const answers = await said(['upgrade-path', 'atlas', '1.0.0', '2.0.0', '--format', 'json']);
    expect(answers.size).toBe(1);
    const [plan] = answers;
    for (const day of ['2028-02-29', '2027-12-31']) expect(plan).toContain(day);
    for (const shifted of ['2028-02-28"', '2028-03-01"']) expect(plan).not.toContain(shifted);
  }, 120_000);
});
