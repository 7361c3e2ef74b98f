import type { EditionEntry } from '../../catalog/edition.ts';
import type { ViewContext } from '../context.ts';
import type { UpgradeEntry } from './upgrade-document.ts';

/** Title, modules and language of any entry. */
export function entryOf(
  context: ViewContext,
  entry: EditionEntry<'change' | 'migration' | 'deprecation' | 'known-issue' | 'advisory'>,
): UpgradeEntry {
  return kept<UpgradeEntry>({
    title: context.inline(entry.title),
    modules: some(entry.data.modules),
    fallback: entry.isFallback || undefined,
  });
}

/** A list, or nothing when it is empty: the data leaves out what says nothing. */
export function some<T>(list: readonly T[]): T[] | undefined {
  return list.length === 0 ? undefined : [...list];
}

/** A copy without what is undefined or an empty text. */
export function kept<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries) as T;
}
