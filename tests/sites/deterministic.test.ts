import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildFixture, filesOf, fixtureDay, type PortalFiles } from '../support/build.ts';
import { addFiles, gazette, removeFolder, temporaryFolder } from '../support/portal.ts';
import { rolePortal } from '../support/role-portal.ts';
import { differences } from '../support/scan.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map(removeFolder)));

/** Words that locales sort apart (ä, ø, Å, ç, ı, Cyrillic, Arabic), and days at the edge of a year. */
function portal(): PortalFiles {
  const files: Record<string, string | Uint8Array> = { ...rolePortal().files };
  for (const [index, word] of [
    'Zebra',
    'ähnlich',
    'Øre',
    'Ångström',
    'çay',
    'ırmak',
    'Ёлка',
    'نسخة',
    'apfel',
  ].entries()) {
    files[`content/glossary/${word}.yaml`] = `title: ${word}\ndefinition: The word ${word}.\n`;
    files[`content/docs/${word}/${word}.md`] =
      `---\ntitle: ${word}\n---\n## ${word}\n\n\`\`\`js\nlet a = ${index};\n\`\`\`\n`;
    files[`content/releases/atlas/0.${index}.0.md`] =
      `---\nversion: "0.${index}.0"\ndate: 202${index}-${index % 2 === 0 ? '01-01' : '12-31'}\nrollback: none\nknownIssues: none\n---\n${word}\n`;
  }
  files['content/releases/atlas/0.99.0.md'] =
    '---\nversion: "0.99.0"\ndate: { start: 2025-10-26T00:30, end: 2025-10-26T02:30, zone: Europe/Berlin }\nrollback: none\nknownIssues: none\n---\nNight.\n';
  files['public/robots.txt'] = 'User-agent: *\n';
  return files;
}

/** Builds a copy of the portal; `list` decides in which order its files come to be. */
async function build(
  parent: string,
  name: string,
  env: Record<string, string | undefined>,
  { reverse = false, args = ['--today', fixtureDay] } = {},
): Promise<ReadonlyMap<string, Buffer>> {
  const folder = await mkdtemp(path.join(parent, name));
  folders.push(folder);
  const entries = Object.entries(portal());
  await addFiles(
    path.join(folder, 'portal'),
    Object.fromEntries(reverse ? entries.reverse() : entries),
  );
  const ran = await gazette(['build', '--root', './portal', '--out', 'made/dist', ...args], {
    cwd: folder,
    env: { HOME: folder, ...env },
  });
  expect(ran.stderr).not.toContain('error');
  expect(ran.code).toBe(0);
  return filesOf(path.join(folder, 'made', 'dist'));
}

/** The last second of the day in UTC: the day of the clock decides, not its hour. */
const lastSecond = String(Date.parse(`${fixtureDay}T23:59:59Z`) / 1000);

describe('two builds of one folder', () => {
  it('are the same bytes in other places, time zones, locales and orders of files', async () => {
    const east = await build(os.tmpdir(), 'gazette-east-', {
      TZ: 'Pacific/Kiritimati',
      LANG: 'ar_EG.UTF-8',
      LC_ALL: 'ar_EG.UTF-8',
      LANGUAGE: 'ar',
    });
    // Another file system lists folders in another order.
    const other = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
    const west = await build(
      other,
      'a folder with spaces und Umläuten ',
      { TZ: 'America/Los_Angeles', LANG: 'C', LC_ALL: 'C', SOURCE_DATE_EPOCH: lastSecond },
      { reverse: true, args: [] },
    );
    expect(east.size).toBeGreaterThan(300);
    expect(differences(east, west)).toEqual([]);
  }, 180_000);
});

describe('a build in threads', () => {
  it('is the same bytes as one alone, with what was kept of notes and without', async () => {
    const files = portal();
    const alone = await buildFixture(files);
    expect(alone.code).toBe(0);
    const cacheDir = await temporaryFolder('kept');
    folders.push(cacheDir);
    for (const threads of [3, 1]) {
      const built = await buildFixture(files, { crew: { threads, cacheDir } });
      expect(differences(alone.files, built.files)).toEqual([]);
      expect(built.counts).toEqual(alone.counts);
      expect(built.findings).toEqual(alone.findings);
    }
  }, 180_000);

  it('finds the same faults', async () => {
    const files = {
      ...portal(),
      'content/docs/faults.md': '---\ntitle: Faults\n---\n[nowhere](./gone.md) [no](/docs/#gone)\n',
    };
    const alone = await buildFixture(files);
    expect(alone.code).toBe(1);
    const cacheDir = await temporaryFolder('kept');
    folders.push(cacheDir);
    const built = await buildFixture(files, { crew: { threads: 2, cacheDir } });
    expect(built.findings).toEqual(alone.findings);
    expect(built.files.size).toBe(0);
  }, 180_000);
});
