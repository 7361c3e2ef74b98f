import { defineConfig } from 'vitest/config';

const seconds = 1000;

/** Projects that share one machine with a build or a browser run one file at a time. */
function long(name: string, timeout: number, globalSetup: string[] = []) {
  return {
    test: {
      name,
      include: [`tests/${name}/**/*.test.ts`],
      testTimeout: timeout,
      hookTimeout: timeout,
      fileParallelism: false,
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
          testTimeout: 5 * seconds,
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
      long('browser', 120 * seconds, ['tests/support/reference.setup.ts']),
      long('real', 300 * seconds),
    ],
  },
});
