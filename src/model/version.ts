import semver from 'semver';
import { compareText } from './finding.ts';
import type { VersionScheme } from './product.ts';

/**
 * A version in a form that compares. `semver`: SemVer 2.0 (https://semver.org), where build metadata
 * has no precedence. `calver`: numbers with dots and an optional modifier (https://calver.org).
 * `natural`: anything; runs of digits compare as numbers. A leading v counts for nothing.
 */
export interface Version {
  readonly scheme: VersionScheme;
  /** As written. */
  readonly text: string;
  /** The numbers: major, minor, patch; year, month …; empty for natural order. */
  readonly numbers: readonly number[];
  /** What orders versions of the same numbers: identifiers before or after the bare version. */
  readonly modifier: readonly (string | number)[];
  /** -1 for a prerelease, 0 for the bare version, 1 for what follows it (calver's post, hotfix). */
  readonly stage: -1 | 0 | 1;
}

const calverShape =
  /^v?(\d+(?:\.\d+)*)(?:[-._]?([A-Za-z][0-9A-Za-z]*(?:[-._][0-9A-Za-z]+)*))?(?:\+[0-9A-Za-z.-]+)?$/i;
const beforeTheVersion: readonly string[] = [
  'dev',
  'nightly',
  'snapshot',
  'alpha',
  'beta',
  'preview',
  'rc',
];
const shortStages: Readonly<Record<string, string>> = {
  a: 'alpha',
  b: 'beta',
  c: 'rc',
  pre: 'preview',
};

/** Reads a version; null when it is not one of its scheme. */
export function parseVersion(text: string, scheme: VersionScheme): Version | null {
  if (scheme === 'semver') {
    const parsed = /^[=\s]/.test(text) || text !== text.trim() ? null : semver.parse(text);
    if (parsed === null) return null;
    const numbers = [parsed.major, parsed.minor, parsed.patch];
    const stage = parsed.prerelease.length > 0 ? -1 : 0;
    return { scheme, text, numbers, modifier: parsed.prerelease, stage };
  }
  if (scheme === 'calver') return parseCalver(text);
  if (text === '' || text !== text.trim()) return null;
  return { scheme, text, numbers: [], modifier: naturalParts(text), stage: 0 };
}

/** True when the text is a version of the scheme. */
export function isVersion(text: string, scheme: VersionScheme): boolean {
  return parseVersion(text, scheme) !== null;
}

/**
 * Compares two versions of a scheme: negative when `a` comes earlier, 0 when neither does.
 * Texts that are no versions of the scheme come before all that are, in natural order.
 */
export function compareVersions(a: string, b: string, scheme: VersionScheme): number {
  const [left, right] = [parseVersion(a, scheme), parseVersion(b, scheme)];
  if (left !== null && right !== null) return compareParsed(left, right);
  if (left === null && right === null) return compareParts(naturalParts(a), naturalParts(b));
  return left === null ? -1 : 1;
}

/** Compares two versions of one scheme that have been read. */
export function compareParsed(a: Version, b: Version): number {
  const length = Math.max(a.numbers.length, b.numbers.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(a.stage - b.stage) || compareParts(a.modifier, b.modifier);
}

/** Whether two texts name the same version: `2.0.0`, `v2.0.0` and `2.0.0+b5` do. */
export function equalIdentity(a: string, b: string, scheme: VersionScheme): boolean {
  return compareVersions(a, b, scheme) === 0;
}

/** True for a prerelease of SemVer or CalVer. */
export function isPrerelease(text: string, scheme: VersionScheme): boolean {
  return parseVersion(text, scheme)?.stage === -1;
}

/** A sorted copy, newest version first; versions are read once each. */
export function newestFirst<T>(
  items: readonly T[],
  versionOf: (item: T) => string,
  scheme: VersionScheme,
): T[] {
  return items
    .map((item) => ({ item, text: versionOf(item), parsed: parseVersion(versionOf(item), scheme) }))
    .sort((a, b) => {
      if (a.parsed === null || b.parsed === null) return compareVersions(b.text, a.text, scheme);
      return compareParsed(b.parsed, a.parsed) || compareText(a.text, b.text);
    })
    .map(({ item }) => item);
}

/**
 * The cycle that a version belongs to: of those whose parts its own begin with, the longest.
 * A cycle may be written 24, v24, 24.x or 3.7; null when none fits.
 */
export function cycleOf(
  version: string,
  product: {
    readonly versioning: VersionScheme;
    readonly cycles: readonly { readonly cycle: string }[];
  },
): string | null {
  let best: { cycle: string; length: number } | null = null;
  for (const { cycle } of product.cycles) {
    const prefix = cycle.replace(/(?:\.[xX*])+$/, '');
    if (prefix.length <= (best?.length ?? -1)) continue;
    if (beginsWith(version, prefix, product.versioning)) best = { cycle, length: prefix.length };
  }
  return best?.cycle ?? null;
}

/** Whether a version's parts begin with those of `prefix`: 4.2.1 begins with 4 and 4.2, not with 4.20. */
export function beginsWith(version: string, prefix: string, scheme: VersionScheme): boolean {
  const parsed = parseVersion(version, scheme);
  if (parsed !== null && scheme !== 'natural') {
    const numbers = parseCalver(prefix);
    if (numbers !== null && numbers.stage === 0 && numbers.modifier.length === 0) {
      return numbers.numbers.every((part, index) => part === (parsed.numbers[index] ?? 0));
    }
    if (numbers !== null) return compareParsed(parsed, numbers) === 0;
  }
  const [text, start] = [version.replace(/^v(?=\d)/i, ''), prefix.replace(/^v(?=\d)/i, '')];
  return (
    text === start || (text.startsWith(start) && /[^0-9A-Za-z]/.test(text.charAt(start.length)))
  );
}

function parseCalver(text: string): Version | null {
  const match = calverShape.exec(text);
  if (match === null) return null;
  const numbers = (match[1] ?? '').split('.').map(Number);
  if (!numbers.every(Number.isSafeInteger)) return null;
  const modifier = naturalParts((match[2] ?? '').toLowerCase());
  const first = modifier[0];
  if (typeof first !== 'string') return { scheme: 'calver', text, numbers, modifier: [], stage: 0 };
  const name = Object.hasOwn(shortStages, first) ? (shortStages[first] ?? first) : first;
  const rank = beforeTheVersion.indexOf(name);
  // A rank in front puts dev before alpha before rc, which the alphabet would not.
  const ordered = [rank < 0 ? name : rank, ...modifier.slice(1)];
  return { scheme: 'calver', text, numbers, modifier: ordered, stage: rank < 0 ? 1 : -1 };
}

/** Runs of digits as numbers, and what stands between them; separators fall away. */
function naturalParts(text: string): (string | number)[] {
  const runs = text.replace(/^v(?=\d)/i, '').match(/\d+|[^\d.\-_+ ]+/gu) ?? [];
  return runs.map((run) => {
    const number = /^\d+$/.test(run) ? Number(run) : Number.NaN;
    return Number.isSafeInteger(number) ? number : run;
  });
}

/** SemVer 2.0 §11.4: numbers before words, fewer parts before more. */
function compareParts(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const [left, right] = [a[index] ?? 0, b[index] ?? 0];
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return Math.sign(left - right);
    if (typeof left === 'number') return -1;
    if (typeof right === 'number') return 1;
    return compareText(left, right);
  }
  return Math.sign(a.length - b.length);
}
