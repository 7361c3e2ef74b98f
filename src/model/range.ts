import semver from 'semver';
import type { VersionScheme } from './product.ts';
import { beginsWith, compareVersions, isVersion } from './version.ts';

/**
 * Ranges of versions: `>=3.7 <4`, `3.x`, `^3.7`, `~3.7.2`, `<=4`, `3.0 - 3.9`, `a || b`, `*`.
 * For SemVer they are those of npm (https://github.com/npm/node-semver#ranges), prereleases included;
 * for other schemes they read the same, and a version stands for all that begin with it.
 */
export interface Range {
  readonly text: string;
  /** Whether a version lies in the range. */
  includes(version: string): boolean;
}

type Test = (version: string) => boolean;

/** Reads a range of versions of a scheme; null when it is not one. */
export function parseRange(text: string, scheme: VersionScheme): Range | null {
  if (scheme === 'semver') return parseSemverRange(text);
  const alternatives: Test[] = [];
  for (const alternative of text.split('||')) {
    const tests = parseAlternative(alternative.trim(), scheme);
    if (tests === null) return null;
    alternatives.push((version) => tests.every((test) => test(version)));
  }
  return { text, includes: (version) => alternatives.some((test) => test(version)) };
}

/** True when the text is a range of versions of the scheme. */
export function isRange(text: string, scheme: VersionScheme): boolean {
  return parseRange(text, scheme) !== null;
}

/** Whether a version lies in a range; false when the range can't be read. */
export function satisfies(version: string, range: string, scheme: VersionScheme): boolean {
  return parseRange(range, scheme)?.includes(version) ?? false;
}

function parseSemverRange(text: string): Range | null {
  try {
    const range = new semver.Range(text, { includePrerelease: true });
    return { text, includes: (version) => range.test(version) };
  } catch {
    return null;
  }
}

function parseAlternative(text: string, scheme: VersionScheme): Test[] | null {
  const span = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  if (span !== null) {
    const [from, to] = [
      comparator('>=', span[1] ?? '', scheme),
      comparator('<=', span[2] ?? '', scheme),
    ];
    return from === null || to === null ? null : [from, to];
  }
  if (text === '') return [() => true];
  const tests: Test[] = [];
  for (const token of text.replace(/([<>=^~]+)\s+/g, '$1').split(/\s+/)) {
    const match = /^(>=|<=|>|<|=|\^|~>?|)(.*)$/s.exec(token);
    const test = comparator(match?.[1] ?? '', match?.[2] ?? '', scheme);
    if (test === null) return null;
    tests.push(test);
  }
  return tests;
}

function comparator(operator: string, operand: string, scheme: VersionScheme): Test | null {
  const base = operand.replace(/(?:\.[xX*])+$/, '');
  if (/^[xX*]$/.test(base)) return operator === '' || operator.includes('=') ? () => true : null;
  if (base === '') return null;
  if (/[<>=^~|]/.test(base) || !isVersion(base, scheme)) return null;
  const order: Test[] = [];
  const sameAs: Test = (version) => beginsWith(version, base, scheme);
  const notBefore: Test = (version) =>
    sameAs(version) || compareVersions(version, base, scheme) >= 0;
  switch (operator) {
    case '>=':
      return notBefore;
    case '>':
      return (version) => !sameAs(version) && compareVersions(version, base, scheme) > 0;
    case '<=':
      return (version) => sameAs(version) || compareVersions(version, base, scheme) <= 0;
    case '<':
      return (version) => !sameAs(version) && compareVersions(version, base, scheme) < 0;
    case '^':
    case '~':
    case '~>':
      order.push(notBefore, within(base, operator === '^' ? 1 : 2, scheme));
      return (version) => order.every((test) => test(version));
    default:
      return sameAs;
  }
}

/** Whether versions share their first parts with `base`. */
function within(base: string, count: number, scheme: VersionScheme): Test {
  const parts = /^v?\d+(?:\.\d+)*/i.exec(base)?.[0].split('.') ?? [base];
  const prefix = parts.slice(0, count).join('.');
  return (version) => beginsWith(version, prefix, scheme);
}
