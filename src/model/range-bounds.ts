import type { VersionScheme } from './product.ts';
import { parseRange } from './range.ts';
import { compareParsed, isVersion, parseVersion } from './version.ts';

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
 * Whether no version lies in a range, as in `>=4 <3`: neither one that the range names, nor one right
 * beside it. False when the text is no range, or the scheme (natural order) has no neighbours to try.
 */
export function isEmptyRange(text: string, scheme: VersionScheme): boolean {
  const range = scheme === 'natural' ? null : parseRange(text, scheme);
  if (range === null) return false;
  for (const version of samples(text, scheme)) if (range.includes(version)) return false;
  return !prereleases(text, scheme).some((version) => range.includes(version));
}

/**
 * The lowest and highest version of a range: of every version that the range names, and of those
 * right beside it, the ones that lie in it. Null when there are none to try, or none lies in it.
 */
export function rangeBounds(text: string, scheme: VersionScheme): RangeBounds | null {
  const range = scheme === 'natural' ? null : parseRange(text, scheme);
  if (range === null) return null;
  // A SemVer version stands for itself alone, and most ranges that lead to a version are one.
  if (scheme === 'semver' && isVersion(text, scheme)) return { lowest: text, highest: text };
  const includes = (version: string): boolean => range.includes(version);
  const found = [...new Set(samples(text, scheme))].filter(includes);
  if (found.length === 0) found.push(...prereleases(text, scheme).filter(includes));
  const parsed = found.flatMap((version) => parseVersion(version, scheme) ?? []);
  const [first] = parsed;
  if (first === undefined) return null;
  const bounds = parsed.reduce(
    ({ lowest, highest }, version) => ({
      lowest: compareParsed(version, lowest) < 0 ? version : lowest,
      highest: compareParsed(version, highest) > 0 ? version : highest,
    }),
    { lowest: first, highest: first },
  );
  return { lowest: bounds.lowest.text, highest: bounds.highest.text };
}

/** `>=2 <2.0.0` holds the prereleases of 2.0.0, and nothing else. */
function prereleases(text: string, scheme: VersionScheme): string[] {
  if (scheme !== 'semver') return [];
  return [...samples(text, scheme)].map((version) => `${version.replace(/-.*$/, '')}-0`);
}

/**
 * The versions that a range names, and for each of their parts the least and the greatest beside it;
 * some of them twice. Those that most ranges hold come first.
 */
function* samples(text: string, scheme: VersionScheme): Generator<string> {
  yield versionOf([0], 0, scheme);
  for (const operand of text.match(/v?\d[^\s|<>=^~,]*/gi) ?? []) {
    if (isVersion(operand, scheme)) yield operand;
    const numbers = (/^v?(\d+(?:\.\d+)*)/i.exec(operand)?.[1] ?? '').split('.').map(Number);
    for (let length = 1; length <= numbers.length; length += 1) {
      const parts = numbers.slice(0, length);
      const last = parts.at(-1) ?? 0;
      const before = [...parts.slice(0, -1), Math.max(last - 1, 0)];
      yield versionOf(parts, 0, scheme);
      yield versionOf(parts, most, scheme);
      yield versionOf([...parts.slice(0, -1), last + 1], 0, scheme);
      yield versionOf(before, 0, scheme);
      yield versionOf(before, most, scheme);
    }
    // Right after a prerelease stands the same with one more part.
    if (isVersion(`${operand}.0`, scheme)) yield `${operand}.0`;
    // Deeper than it is written: 2026.10 has 2026.10.1 after it.
    if (scheme === 'calver') yield* [[...numbers, 1].join('.'), [...numbers, most].join('.')];
  }
  yield versionOf([most], most, scheme);
}

/** The numbers as a version, filled up to three parts. */
function versionOf(numbers: readonly number[], rest: number, scheme: VersionScheme): string {
  const filled = [...numbers];
  if (scheme === 'semver' || rest !== 0) while (filled.length < 3) filled.push(rest);
  return filled.slice(0, scheme === 'semver' ? 3 : undefined).join('.');
}
