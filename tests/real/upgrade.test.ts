/**
 * The planner over Node.js: 205 release posts, 75 security posts and the cycles of endoflife.date, taken
 * over by `gazette import`. What it says of the way from 18.20.0 to 24.0.0 is held against the source files.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import semver from 'semver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { run as runImport } from '../../scripts/commands/import.ts';
import { run as runUpgradePath } from '../../scripts/commands/upgrade-path.ts';
import { readClock } from '../../src/model/clock.ts';
import { contextOf, editionsOf, readPortal } from '../../src/publish/portal.ts';
import type { UpgradePlan } from '../../src/views/upgrade/plan.ts';
import { upgradeData } from '../../src/views/upgrade/upgrade-data.ts';
import type { UpgradeData } from '../../src/views/upgrade/upgrade-document.ts';
import { planUpgrade } from '../../src/views/upgrade/upgrade-plan.ts';
import { removeFolder, repository, temporaryFolder } from '../support/portal.ts';
import { corpora, hasCorpus } from './imported.ts';

const posts = path.join(corpora, 'nodejs/release');
const endoflife = path.join(corpora, 'endoflife/nodejs.md');
const today = '2026-11-21';
const [from, to] = ['18.20.0', '24.0.0'];

describe.skipIf(!hasCorpus('nodejs') || !existsSync(endoflife))(
  'Node.js, 18.20.0 to 24.0.0',
  () => {
    let folder: string;
    let data: UpgradeData;
    let plan: UpgradePlan;
    let onWay: string[];

    beforeAll(async () => {
      folder = await temporaryFolder('upgrade');
      let log = '';
      const io = {
        stdout: { write: (text: string) => (log += text) },
        stderr: { write: (text: string) => (log += text) },
      };
      for (const [format, source] of [
        ['markdown', posts],
        // With the release posts beside them, which say what was fixed where.
        ['security-posts', path.join(corpora, 'nodejs')],
        ['endoflife', endoflife],
      ] as const) {
        const code = await runImport([format, source, '--product', 'nodejs', '--root', folder], io);
        expect(code, log).toBe(0);
      }
      const { portal } = await readPortal(folder, repository, readClock({ today }));
      const edition = editionsOf(portal!)[0]!;
      const context = contextOf(portal!, edition, { codeCache: new Map(), standalone: true });
      data = upgradeData(context, edition.byKey('product', 'nodejs')!);
      plan = planUpgrade(data, { from, to }).plan!;
      onWay = readdirSync(posts)
        .map((file) => file.slice(1, -3))
        .filter((version) => semver.gt(version, from) && semver.lte(version, to))
        .sort(semver.compare);
    });
    afterAll(() => removeFolder(folder));

    it('names every version on the way once, in SemVer order', () => {
      expect(onWay.length).toBeGreaterThan(50);
      expect(plan.versions.map(({ version }) => version)).toEqual(onWay);
    });

    it('says which cycles on the way have ended, and on which day', () => {
      const text = readFileSync(endoflife, 'utf8');
      const source = parseYaml(text.slice(4, text.indexOf('\n---\n') + 1)) as {
        releases: Record<string, string>[];
      };
      const cycles = source.releases.filter(({ releaseCycle: cycle = '' }) =>
        [from, ...onWay].some((version) => version.startsWith(`${cycle}.`)),
      );
      const ended = cycles.filter(({ eol = '' }) => eol <= today);
      expect(ended.length).toBeGreaterThan(3);
      const told = plan.cycles.filter(({ status }) => status === 'ended' || status === 'extended');
      expect(told.map(({ name }) => name)).toEqual(
        ended.map((cycle) => cycle['releaseCycle']).reverse(),
      );
      expect(plan.cycles.find(({ isTarget }) => isTarget)).toMatchObject({ name: '24' });
    });

    it('says the same as a command', async () => {
      let out = '';
      const io = {
        stdout: { write: (text: string) => (out += text) },
        stderr: { write: () => true },
      };
      const args = ['nodejs', from, to, '--root', folder, '--today', today, '--format', 'json'];
      expect(await runUpgradePath(args, io)).toBe(0);
      expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(plan)));
    });

    it('lists each security release in between once, in order', () => {
      const versions = plan.security.releases.map(({ version }) => version);
      expect(versions).toEqual([...new Set(versions)].sort(semver.compare));
      expect(versions.filter((version) => !onWay.includes(version))).toEqual([]);
      const stated = onWay.filter((version) =>
        readFileSync(path.join(posts, `v${version}.md`), 'utf8').includes(
          'This is a security release',
        ),
      );
      expect(stated.length).toBeGreaterThan(5);
      expect(stated.filter((version) => !versions.includes(version))).toEqual([]);
      // One that does not call itself so is there because a security post names it.
      const others = versions.filter((version) => !stated.includes(version));
      expect(others.filter((version) => !isInSecurityPosts(version))).toEqual([]);
    });

    it('names the advisories that they mend, each left behind once', () => {
      const known = new Set(data.advisories.map(({ id }) => id));
      expect(known.size).toBeGreaterThan(20);
      for (const { version, advisories } of plan.security.releases) {
        expect(advisories.length, version).toBeGreaterThan(0);
        expect(advisories.filter((id) => !known.has(id))).toEqual([]);
      }
      const left = plan.security.advisories.map(({ id }) => id);
      expect(left.length).toBeGreaterThan(5);
      expect(left).toEqual([...new Set(left)]);
    });
  },
);

/** Whether any of the 75 security posts speaks of a version. */
function isInSecurityPosts(version: string): boolean {
  const folder = path.join(corpora, 'nodejs/vulnerability');
  const name = new RegExp(`(?<![\\d.])${version.replaceAll('.', '\\.')}(?!\\d|\\.\\d)`);
  return readdirSync(folder).some((file) =>
    name.test(readFileSync(path.join(folder, file), 'utf8')),
  );
}
