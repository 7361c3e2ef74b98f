import type { MyVersion } from '../../../model/own-versions.ts';

/** What somebody runs in words: `Atlas 3.7.2 (Billing, Identity), Beam`. */
export function listOf(mine: MyVersion): string {
  const list = new Intl.ListFormat(document.documentElement.lang, { type: 'unit' });
  const parts = mine.map(({ title, version, moduleTitles }) => {
    // Isolated, so that names and numbers keep their order in a text that runs the other way.
    const name = `\u2068${[title, version].filter(Boolean).join(' ')}\u2069`;
    return moduleTitles.length === 0 ? name : `${name} (${list.format(moduleTitles)})`;
  });
  return list.format(parts);
}
