import type { Stage } from '../../views/stage.ts';

/** The stages of a label as an attribute, for the script that knows what day it is; none without any. */
export function later(stages: readonly Stage[] | undefined): string | undefined {
  return stages === undefined || stages.length === 0 ? undefined : JSON.stringify(stages);
}
