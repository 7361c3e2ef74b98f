import { writeFileSync } from 'node:fs';
import process from 'node:process';
import type { Reporter, TestModule } from 'vitest/node';

/** What a run of Vitest found out, counted test by test. */
export interface Tested {
  passed: number;
  failed: number;
  skipped: number;
  /** Files that could not be run, or ended wrong though none of their tests did. */
  broken: number;
  /** What passed only when it was tried again, and how it failed before. */
  readonly again: { readonly name: string; readonly why: string }[];
}

function count(modules: readonly TestModule[]): Tested {
  const sum: Tested = { passed: 0, failed: 0, skipped: 0, broken: 0, again: [] };
  for (const module of modules) {
    let failed = 0;
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result();
      if (state === 'passed') sum.passed += 1;
      else if (state === 'failed') failed += 1;
      // What is still pending at the end has shown nothing; its file has failed.
      else sum.skipped += 1;
      if (test.diagnostic()?.flaky) {
        const [why = ''] = (errors?.[0]?.message ?? '').split('\n');
        sum.again.push({ name: `${module.relativeModuleId}: ${test.fullName}`, why });
      }
    }
    sum.failed += failed;
    if (module.state() === 'failed' && failed === 0) sum.broken += 1;
  }
  return sum;
}

/** Writes what a run found out into the file of `GAZETTE_TEST_REPORT`, as JSON (`Tested`). */
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env['GAZETTE_TEST_REPORT'];
    if (file) writeFileSync(file, JSON.stringify(count(modules)));
  }
}
