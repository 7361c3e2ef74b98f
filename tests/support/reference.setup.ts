import type { TestProject } from 'vitest/node';
import { buildReference } from './reference.ts';
import type { ReferencePortal } from './reference.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The reference portal as built for the tests: `inject('referenceDist')`. */
    referenceDist: string;
  }
}

// The projects that want it share one build; each loads this file for itself.
const shared = globalThis as { gazetteReference?: Promise<ReferencePortal> };

/** Gives tests the reference portal: the one that `npm test` has built, else one built here. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const built = process.env['GAZETTE_TEST_DIST'];
  if (built !== undefined && built !== '') {
    project.provide('referenceDist', built);
    return () => Promise.resolve();
  }
  shared.gazetteReference ??= buildReference();
  const reference = await shared.gazetteReference;
  project.provide('referenceDist', reference.dist);
  return () => reference.remove();
}
