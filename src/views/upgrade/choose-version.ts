import { suggest } from '../../render/suggest.ts';
import type { UpgradeData } from './upgrade-document.ts';

/**
 * The index of the version that a reader means: one that is listed, `latest`, or the beginning of
 * some (`3.7`, `3.7.x`). Of those, the highest counts that somebody can have or take: it is out and
 * stable, and was not taken back unless it is the one to come from. Where there is none, it is the
 * highest stable one, then the highest. A leading v counts for nothing. Null when no listed version is
 * meant: a version without a note is never guessed to lie between others.
 */
export function chooseVersion(
  { versions, latest }: UpgradeData,
  text: string,
  end: 'from' | 'to',
): number | null {
  const wanted = plain(text);
  const exact = versions.findIndex(({ version }) => version === text.trim());
  if (exact >= 0) return exact;
  const same = versions.findIndex(({ version }) => plain(version) === wanted);
  if (same >= 0) return same;
  if (wanted === 'latest') return latest ?? null;
  const start = wanted.replace(/(?:\.[xX*])+$/, '');
  if (start === '') return null;
  const begins = ({ version }: Listed): boolean => {
    const own = plain(version);
    return own.startsWith(start) && /[^0-9A-Za-z]/.test(own.charAt(start.length));
  };
  const unlikely = end === 'from' ? NOT_OUT : NOT_TO_GO_TO;
  const isStable = ({ prerelease }: Listed): boolean => prerelease !== true;
  const isLikely = (version: Listed): boolean =>
    isStable(version) && !unlikely.has(version.state ?? 'released');
  for (const test of [isLikely, isStable, () => true]) {
    const index = versions.findLastIndex((version) => test(version) && begins(version));
    if (index >= 0) return index;
  }
  return null;
}

type Listed = UpgradeData['versions'][number];

const NOT_OUT: ReadonlySet<string> = new Set(['scheduled', 'delayed']);
const NOT_TO_GO_TO: ReadonlySet<string> = new Set([...NOT_OUT, 'rolled-back', 'withdrawn']);

/**
 * The listed version to propose for a text that names none: the one before it by its numbers, so that
 * 4.2.3 leads to 4.2.2 and not to 4.0.3, which looks as much like it. Null when none has its first number.
 */
export function nearestVersion({ versions }: UpgradeData, text: string): string | null {
  const wanted = numbersOf(text);
  const listed = versions.map(({ version }) => version);
  if (wanted.length === 0) return suggest(text.trim(), listed) ?? null;
  const near = listed.filter((version) => numbersOf(version)[0] === wanted[0]);
  const before = near.findLast((version) => compareNumbers(numbersOf(version), wanted) <= 0);
  return before ?? near[0] ?? null;
}

/** The numbers at the beginning of a version: `4.2.0-beta.1` is 4, 2, 0. */
function numbersOf(text: string): number[] {
  const [numbers = ''] = /^\d+(?:\.\d+)*/.exec(plain(text)) ?? [];
  return numbers === '' ? [] : numbers.split('.').map(Number);
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const at = Array.from({ length: Math.max(a.length, b.length) }, (_, index) => index);
  const first = at.find((index) => (a[index] ?? 0) !== (b[index] ?? 0));
  return first === undefined ? 0 : (a[first] ?? 0) - (b[first] ?? 0);
}

function plain(text: string): string {
  return text.trim().replace(/^v(?=\d)/i, '');
}
