import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Tested } from '../../../scripts/test/reporter.ts';
import {
  bareEnvironment,
  removeFolder,
  repository,
  temporaryFolder,
} from '../../support/portal.ts';

const tests = `
let tries = 0;
it('passes', () => {});
describe('sometimes', () => {
  it('passes the second time', () => {
    tries += 1;
    if (tries === 1) throw new Error('It is early.\\nMore of it.');
  });
});
it('never passes', () => { throw new Error('No.'); });
it.skip('is not run', () => {});
`;

it('counts what a run found out, and tells what passed only at a later try', async () => {
  const folder = await temporaryFolder('reporter');
  try {
    writeFileSync(path.join(folder, 'some.test.mjs'), tests);
    writeFileSync(path.join(folder, 'broken.test.mjs'), "throw new Error('Not a test.');");
    const report = path.join(folder, 'report.json');
    const vitest = path.join(repository, 'node_modules/vitest/vitest.mjs');
    const reporter = path.join(repository, 'scripts/test/reporter.ts');
    const args = ['run', '--root', folder, '--globals', '--retry', '1', `--reporter=${reporter}`];
    const { status } = spawnSync(process.execPath, [vitest, ...args], {
      cwd: folder,
      env: bareEnvironment({ GAZETTE_TEST_REPORT: report }),
    });
    expect(status).toBe(1);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual({
      passed: 2,
      failed: 1,
      skipped: 1,
      broken: 1,
      again: [{ name: 'some.test.mjs: sometimes > passes the second time', why: 'It is early.' }],
    } satisfies Tested);
  } finally {
    await removeFolder(folder);
  }
}, 60_000);
