import type { Edition } from '../../../../src/catalog/edition.ts';
import type { AuthoredTexts } from '../../../../src/publish/leaks/authored-texts.ts';
import { LeakTable } from '../../../../src/publish/leaks/leak-table.ts';
import { shownIn } from '../../../../src/publish/leaks/shown.ts';

/** The table of an audience, from its editions in all locales. */
export function tableOf(
  authored: AuthoredTexts,
  editions: readonly Edition[],
  alsoAllowed: readonly string[] = [],
): LeakTable {
  const shown = editions.map((edition) => shownIn(edition, authored));
  return LeakTable.of(authored, shown, alsoAllowed);
}
