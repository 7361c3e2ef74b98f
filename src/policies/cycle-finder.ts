import type { ProductCycle, VersionScheme } from '../model/product.ts';
import { cycleOf, parseVersion } from '../model/version.ts';

/**
 * The cycle of a version, as `cycleOf` finds it. Where all cycles are plain numbers, as most are, each
 * is looked up by its parts; to compare hundreds of releases with each cycle would take longer than
 * all rules together.
 */
export function cycleFinder(
  cycles: readonly ProductCycle[],
  versioning: VersionScheme,
): (version: string) => ProductCycle | null {
  const byName = new Map(cycles.map((cycle) => [cycle.cycle, cycle]));
  const plain = cycles.map(({ cycle }) => /^v?(\d+(?:\.\d+)*)(?:\.[xX*])*$/i.exec(cycle)?.[1]);
  if (versioning === 'natural' || plain.includes(undefined)) {
    return (version) => byName.get(cycleOf(version, { versioning, cycles }) ?? '') ?? null;
  }
  const byParts = new Map<string, ProductCycle>();
  let longest = 0;
  for (const [index, cycle] of cycles.entries()) {
    const parts = (plain[index] ?? '').split('.').map(Number);
    const key = parts.join('.');
    // Of two names for one cycle, the first wins.
    if (!byParts.has(key)) byParts.set(key, cycle);
    longest = Math.max(longest, parts.length);
  }
  return (version) => {
    const numbers = [...(parseVersion(version, versioning)?.numbers ?? [])];
    if (numbers.length === 0) return null;
    while (numbers.length < longest) numbers.push(0);
    for (let length = Math.min(longest, numbers.length); length > 0; length -= 1) {
      const cycle = byParts.get(numbers.slice(0, length).join('.'));
      if (cycle !== undefined) return cycle;
    }
    return null;
  };
}
