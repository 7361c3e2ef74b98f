import type { Finding } from '../model/finding.ts';
import type { ImportPlan, PlannedFile, PlannedKey, Taken, Unmapped } from './importer.ts';

/** A plan that grows while an importer reads. */
export interface Draft {
  readonly files: PlannedFile[];
  readonly merges: PlannedKey[];
  readonly taken: Taken[];
  readonly unmapped: Unmapped[];
  readonly findings: Finding[];
}

/** An empty plan to fill. */
export function startDraft(): Draft {
  return { files: [], merges: [], taken: [], unmapped: [], findings: [] };
}

/** The plan as it stands, with each file once: the same image of two notes is one file. */
export function finishDraft(draft: Draft): ImportPlan {
  const seen = new Set<string>();
  const files = draft.files.filter((file) => {
    if (seen.has(file.path)) return false;
    seen.add(file.path);
    return true;
  });
  return { ...draft, files };
}

/** A place in a source file, for entries of the report. The line is left out when it isn't known. */
export function at(from: string, line?: number): { from: string; line?: number } {
  return line === undefined ? { from } : { from, line };
}
