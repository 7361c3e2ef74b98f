import { suggest } from '../../render/suggest.ts';
import type { UpgradeData } from './upgrade-document.ts';

/**
 * The index of the version that a reader means: one that is listed, `latest`, or the beginning of
 * some (`3.7`, `3.7.x`), of which the highest counts, prereleases only if there is nothing else. A
 * leading v counts for nothing. Null when no listed version is meant: a version without a note is
 * never guessed to lie between others.
 */
export function chooseVersion({ versions, latest }: UpgradeData, text: string): number | null {
  const wanted = plain(text);
  const exact = versions.findIndex(({ version }) => version === text.trim());
  if (exact >= 0) return exact;
  const same = versions.findIndex(({ version }) => plain(version) === wanted);
  if (same >= 0) return same;
  if (wanted === 'latest') return latest ?? null;
  const start = wanted.replace(/(?:\.[xX*])+$/, '');
  if (start === '') return null;
  const begins = ({ version }: { version: string }): boolean => {
    const own = plain(version);
    return own.startsWith(start) && /[^0-9A-Za-z]/.test(own.charAt(start.length));
  };
  const stable = versions.findLastIndex((version) => !version.prerelease && begins(version));
  if (stable >= 0) return stable;
  const any = versions.findLastIndex(begins);
  return any < 0 ? null : any;
}

/** The listed version that looks most like a text; null when none does. */
export function nearestVersion({ versions }: UpgradeData, text: string): string | null {
  return (
    suggest(
      text.trim(),
      versions.map(({ version }) => version),
    ) ?? null
  );
}

function plain(text: string): string {
  return text.trim().replace(/^v(?=\d)/i, '');
}
