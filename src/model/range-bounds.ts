import type { VersionScheme } from './product.ts';
import { parseRange } from './range.ts';
import { compareVersions, isVersion } from './version.ts';

/** Greater than any part of a version that people write. */
const most = 999_999;

/** What a range spans, as far as samples tell: the versions that it names and their neighbours. */
export interface RangeBounds {
  /** The lowest version found in the range. */
  readonly lowest: string;
  /** The highest version found in it; of one without an upper end, higher than any that there is. */
  readonly highest: string;
}

/**
 * The lowest and highest version of a range: of every version that the range names, and of those
 * right beside it, the ones that lie in it. Null when none does, so the range holds no version; and
 * `unknown` when the text is no range, or the scheme (natural order) has no neighbours to try.
 */
export function rangeBounds(text: string, scheme: VersionScheme): RangeBounds | null | 'unknown' {
  if (scheme === 'natural') return 'unknown';
  const range = parseRange(text, scheme);
  if (range === null) return 'unknown';
  const tried = [...samples(text, scheme)];
  const found = tried.filter((version) => range.includes(version));
  if (found.length === 0 && scheme === 'semver') {
    // `>=2 <2.0.0` holds the prereleases of 2.0.0, and nothing else.
    const least = tried.map((version) => version.replace(/-.*$/, '') + '-0');
    found.push(...least.filter((version) => range.includes(version)));
  }
  const sorted = found.sort((a, b) => compareVersions(a, b, scheme));
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  return lowest === undefined || highest === undefined ? null : { lowest, highest };
}

/** The versions that a range names, and for each of their parts the least and the greatest beside it. */
function samples(text: string, scheme: VersionScheme): Set<string> {
  const found = new Set<string>([versionOf([0], 0, scheme), versionOf([most], most, scheme)]);
  for (const operand of text.match(/v?\d[^\s|<>=^~,]*/gi) ?? []) {
    if (isVersion(operand, scheme)) found.add(operand);
    // Right after a prerelease stands the same with one more part.
    if (isVersion(`${operand}.0`, scheme)) found.add(`${operand}.0`);
    const numbers = (/^v?(\d+(?:\.\d+)*)/i.exec(operand)?.[1] ?? '').split('.').map(Number);
    for (let length = 1; length <= numbers.length; length += 1) {
      const parts = numbers.slice(0, length);
      const next = [...parts.slice(0, -1), (parts.at(-1) ?? 0) + 1];
      const before = [...parts.slice(0, -1), Math.max((parts.at(-1) ?? 0) - 1, 0)];
      for (const [some, rest] of [
        [parts, 0],
        [parts, most],
        [next, 0],
        [before, 0],
        [before, most],
      ] as const) {
        found.add(versionOf(some, rest, scheme));
      }
    }
    // Deeper than it is written: 2026.10 has 2026.10.1 after it.
    if (scheme === 'calver') {
      found.add([...numbers, 1].join('.'));
      found.add([...numbers, most].join('.'));
    }
  }
  return found;
}

/** The numbers as a version, filled up to three parts. */
function versionOf(numbers: readonly number[], rest: number, scheme: VersionScheme): string {
  const filled = [...numbers];
  if (scheme === 'semver' || rest !== 0) while (filled.length < 3) filled.push(rest);
  return filled.slice(0, scheme === 'semver' ? 3 : undefined).join('.');
}
