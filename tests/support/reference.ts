import path from 'node:path';
import { gazette, removeFolder, temporaryFolder } from './portal.ts';

/** The day on which the tests build the reference portal: its content is written around it. */
export const referenceDay = '2026-11-21';

export interface ReferencePortal {
  /** The folder that would be published. */
  readonly dist: string;
  /** What the build printed. */
  readonly log: string;
  /** Removes it. */
  remove(): Promise<void>;
}

/**
 * Builds the reference portal into a folder, a temporary one by default. Throws with the build's
 * output on failure.
 */
export async function buildReference(into?: string): Promise<ReferencePortal> {
  const folder = into ?? (await temporaryFolder('reference'));
  const dist = path.join(folder, 'dist');
  const built = await gazette(['build', '--out', dist, '--today', referenceDay], {
    timeout: 600_000,
  });
  const log = `${built.stdout}${built.stderr}`;
  if (built.code !== 0) {
    await removeFolder(folder);
    throw new Error(`The reference portal did not build (exit ${built.code}):\n${log}`);
  }
  return { dist, log, remove: () => removeFolder(folder) };
}
