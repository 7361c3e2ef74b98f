/**
 * Every rule has a portal that it passes and one that it fails, in `<rule>/pass` and `<rule>/fail`;
 * `<rule>/expected.json` is what it says of the second, in order. A rule without them is not checked,
 * and that is a failure here: nothing looks right because nobody looked.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { readClock } from '../../src/model/clock.ts';
import { compareFindings, hasErrors } from '../../src/model/finding.ts';
import type { Finding } from '../../src/model/finding.ts';
import { rules } from '../../src/policies/registry.ts';
import { runPolicies } from '../../src/policies/run.ts';

const clock = readClock({ today: '2026-11-21' });
const here = import.meta.dirname;
const codes = rules.map(({ code }) => code);

/** All that the rules say of a fixture, which has no other mistakes. */
async function findingsOf(code: string, name: 'pass' | 'fail'): Promise<Finding[]> {
  const root = path.join(here, code, name);
  expect(
    existsSync(root),
    `not checked: ${code} has no portal in tests/policies/${code}/${name}`,
  ).toBe(true);
  const { catalog, findings, placesOf } = await loadCatalog(root, clock);
  expect(hasErrors(findings), JSON.stringify(findings, null, 1)).toBe(false);
  return runPolicies(catalog!, clock, placesOf);
}

describe.each(rules.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  it('says nothing of what is right', async () => {
    const found = await findingsOf(code, 'pass');
    expect(found.filter((finding) => finding.code === code)).toEqual([]);
  });

  it('tells file, line and field of what is wrong', async () => {
    const found = await findingsOf(code, 'fail');
    const own = found.filter((finding) => finding.code === code).sort(compareFindings);
    const file = path.join(here, code, 'expected.json');
    expect(existsSync(file), `not checked: ${code} has no expected.json`).toBe(true);
    const expected = JSON.parse(readFileSync(file, 'utf8')) as unknown[];
    expect(expected.length).toBeGreaterThan(0);
    expect(
      own.map(({ file, line, field, message, found }) => ({ file, line, field, message, found })),
    ).toEqual(expected);
    for (const finding of own) {
      expect(finding.severity).toBe(rule.severity);
      for (const part of [finding.message, finding.expected, finding.found, finding.fix]) {
        expect(part).toMatch(/\S/);
        expect(part).not.toMatch(/undefined|null|NaN|!/);
      }
      // The line is where the field stands: its last name, or the entry of a list.
      const name = /([a-zA-Z]+)(?:\[\d+\])?$/.exec(finding.field ?? '')?.[1] ?? '';
      const lines = readFileSync(path.join(here, code, 'fail', finding.file), 'utf8').split('\n');
      const isItem = /\[\d+\]$/.test(finding.field ?? '');
      if (!isItem) expect(lines[finding.line! - 1]).toContain(`${name}:`);
    }
  });

  it('says of itself what writers need', () => {
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    for (const text of [rule.finds, rule.mend]) expect(text).toMatch(/^[A-Z].*\.$/);
  });
});

describe('the registry', () => {
  it('has each rule once, each in a file of its name', () => {
    expect(new Set(codes).size).toBe(codes.length);
    const files = readdirSync(path.join(here, '../../src/policies/rules'));
    expect(files.sort()).toEqual(codes.map((code) => `${code}.ts`).sort());
  });

  it('has a rule for each folder of fixtures', () => {
    const folders = readdirSync(here, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.sort()).toEqual([...codes].sort());
  });

  it('passes what no rule objects to', async () => {
    // What one rule passes, others may not; together they agree at least on these.
    for (const code of [
      'period-backwards',
      'removal-without-deprecation',
      'guide-misses-version',
    ]) {
      expect(await findingsOf(code, 'pass')).toEqual([]);
    }
  });
});
