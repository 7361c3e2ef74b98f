import type { VersionScheme } from '../model/product.ts';
import { isVersion } from '../model/version.ts';

const inText =
  /(?<![\p{L}\p{N}._+-])v?(\d+\.\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z.-]+)?)(?![\p{L}\p{N}_+]|\.\d|-[\p{L}\p{N}])/u;

/** The first version in a line of text (`Node.js 18.0.0 (Current)`), without a leading `v`. */
export function findVersion(text: string): string | null {
  return inText.exec(text)?.[1] ?? null;
}

/** The version that a whole string is, without a leading `v`: also `26` and `2026.10-rc1`. */
export function asVersion(text: string): string | null {
  return /^[vV]?(\d+(?:[.+_-]?[0-9A-Za-z]+)*)$/u.exec(text.trim())?.[1] ?? null;
}

/** Two spellings of one version have one key: `v2.0.0`, `2.0.0` and `2.0.0+b5`. */
export function versionKey(version: string): string {
  return version.replace(/^v/iu, '').replace(/\+.*$/su, '').toLowerCase();
}

/**
 * Guesses the scheme of a product's versions: calver when all begin with a year and a month
 * (https://calver.org), semver when all are SemVer 2.0 (https://semver.org), natural otherwise.
 */
export function guessScheme(versions: readonly string[]): VersionScheme {
  if (versions.length === 0) return 'semver';
  const calver = /^(?:19|20)\d{2}[.-](?:0?[1-9]|1[0-2])(?![0-9])/u;
  if (versions.every((version) => calver.test(version))) return 'calver';
  return versions.every((version) => isVersion(version, 'semver')) ? 'semver' : 'natural';
}
