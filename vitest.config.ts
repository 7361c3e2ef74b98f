import { defineConfig } from 'vitest/config';

const seconds = 1000;

/** Projects whose tests take long: a file at a time, where they build or measure. */
function long(name: string, timeout: number, globalSetup: string[] = [], fileParallelism = false) {
  return {
    test: {
      name,
      include: [`tests/${name}/**/*.test.ts`],
      testTimeout: timeout,
      hookTimeout: timeout,
      // Where a machine is busy, what is waited for comes late and not never.
      expect: { poll: { timeout: 8 * seconds } },
      // A page in a real browser is not the same twice. Whatever passes only now is told as `retry x1`.
      retry: 1,
      fileParallelism,
      globalSetup,
    },
  };
}

export default defineConfig({
  test: {
    passWithNoTests: true,
    // Two cores are what a small CI machine has.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/policies/**/*.test.ts'],
          // Against what hangs. What is to be quick says so itself.
          testTimeout: 30 * seconds,
          // Modules are loaded once for all files: they keep nothing that a test could leave behind,
          // and to load them for each file takes as long as all of the tests.
          isolate: false,
        },
      },
      {
        test: {
          name: 'sites',
          include: ['tests/sites/**/*.test.ts'],
          testTimeout: 60 * seconds,
          hookTimeout: 120 * seconds,
          globalSetup: ['tests/support/templates.setup.ts'],
        },
      },
      long('build', 180 * seconds, ['tests/support/reference.setup.ts']),
      // A browser waits much of its time: two of them take two thirds of the time of one after the other.
      long('browser', 120 * seconds, ['tests/support/reference.setup.ts'], true),
      long('real', 300 * seconds),
      // What is held to a time: `npm test` runs nothing beside it.
      long('timed', 300 * seconds),
      // No stage of `npm test`: it takes minutes.
      long('lighthouse', 300 * seconds, ['tests/support/reference.setup.ts']),
    ],
  },
});
