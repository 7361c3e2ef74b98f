import type { AudienceDeclaration } from './portal.ts';

/** The declared audiences and what each may read. */
export interface AudienceTable {
  /** Ids in declared order. */
  readonly ids: readonly string[];
  /** The audience whose edition is at the root, and for whom entries are that name none. */
  readonly root: string;
  /** For each audience: itself and all that it includes, directly or through others. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong with the declared audiences, for portal.yaml's findings. */
export interface AudienceProblem {
  readonly code: 'unknown-audience' | 'audience-cycle' | 'duplicate-id' | 'several-roots';
  /** Index of the declaration. */
  readonly index: number;
  readonly message: string;
  readonly found: string;
}

/** Builds the table, and tells of unknown names, cycles, duplicates and second roots. */
export function readAudiences(declared: readonly AudienceDeclaration[]): {
  table: AudienceTable;
  problems: AudienceProblem[];
} {
  const problems: AudienceProblem[] = [];
  const byId = new Map<string, AudienceDeclaration>();
  declared.forEach((audience, index) => {
    if (byId.has(audience.id)) {
      const message = `the audience ${audience.id} is declared twice`;
      problems.push({ code: 'duplicate-id', index, message, found: audience.id });
    } else byId.set(audience.id, audience);
  });
  const roots = declared.filter((audience) => audience.root);
  if (roots.length > 1) {
    const names = roots.map((audience) => audience.id).join(', ');
    const index = declared.indexOf(roots[1] as AudienceDeclaration);
    const message = `several audiences are at the root: ${names}`;
    problems.push({ code: 'several-roots', index, message, found: names });
  }
  declared.forEach((audience, index) => {
    for (const included of audience.includes) {
      if (byId.has(included)) continue;
      const message = `the audience ${audience.id} includes ${included}, which is not declared`;
      problems.push({ code: 'unknown-audience', index, message, found: included });
    }
  });
  const reads: Record<string, readonly string[]> = {};
  const told = new Set<string>();
  for (const id of byId.keys()) {
    const { closure, cycle } = closureOf(id, byId);
    reads[id] = closure;
    if (cycle === null || cycle.some((member) => told.has(member))) continue;
    cycle.forEach((member) => told.add(member));
    const index = declared.findIndex((audience) => audience.id === id);
    const found = cycle.join(' → ');
    const message = `audiences include one another in a circle: ${found}`;
    problems.push({ code: 'audience-cycle', index, message, found });
  }
  const ids = [...byId.keys()];
  const root = roots[0]?.id ?? ids[0] ?? 'user';
  return { table: { ids, root, reads }, problems };
}

/** The audiences whose texts an audience reads: itself and all that it includes. */
export function reads(table: AudienceTable, audience: string): ReadonlySet<string> {
  return new Set(Object.hasOwn(table.reads, audience) ? table.reads[audience] : []);
}

/** Whether someone who reads `readable` may read what is for `audience` (undefined: the root's). */
export function mayRead(
  readable: ReadonlySet<string>,
  audience: readonly string[] | undefined,
  root: string,
): boolean {
  return audience === undefined ? readable.has(root) : audience.some((id) => readable.has(id));
}

function closureOf(
  start: string,
  byId: ReadonlyMap<string, AudienceDeclaration>,
): { closure: string[]; cycle: string[] | null } {
  const closure = new Set<string>();
  let cycle: string[] | null = null;
  const visit = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) {
      if (id === start) cycle ??= [...path, id];
      return;
    }
    if (closure.has(id) || !byId.has(id)) return;
    closure.add(id);
    for (const included of byId.get(id)?.includes ?? []) visit(included, [...path, id]);
  };
  visit(start, []);
  return { closure: [...closure], cycle };
}
