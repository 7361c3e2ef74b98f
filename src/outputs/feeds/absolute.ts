/** Links of a fragment that leaves its page: a feed entry is read far from the address it was made for. */
import { hrefKind } from '../../render/links.ts';
import { escapeHtml, legalText } from '../legal-text.ts';

// In serialised HTML a bare `<` is always a tag, and attribute values may hold `>` in their quotes.
const TAG = /<[a-z][^\s/>"']*(?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const ADDRESS = /(\s)(href|src|poster|cite)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
const QUOTED = /"[^"]*"|'[^']*'/g;

/**
 * Serialised HTML with every address made absolute from `base`, also `#anchors`. An address that a
 * page may not print (`javascript:`, `//host`) is taken away; the words stay.
 */
export function absoluteLinks(html: string, base: string): string {
  return html.replace(TAG, (tag) => {
    if (!/(?:href|src|poster|cite)=/i.test(tag)) return tag;
    // Offsets inside other values, so that a title such as ` href="x"` is left as it is.
    const values = [...tag.matchAll(QUOTED)].map(({ 0: value, index }) => [
      index,
      index + value.length,
    ]);
    return tag.replace(ADDRESS, (found, ...groups: unknown[]) => {
      const [space, name, double, single, bare, offset] = groups as [
        string,
        string,
        string | undefined,
        string | undefined,
        string | undefined,
        number,
      ];
      const inside = values.some(
        ([from, to]) => from !== undefined && to !== undefined && offset > from && offset < to,
      );
      if (inside) return found;
      const address = absoluteAddress(decode(double ?? single ?? bare ?? ''), base);
      return address === null ? '' : `${space}${name}="${escapeHtml(address)}"`;
    });
  });
}

/** An authored address as absolute one, from `base`; null for one that may not be printed. */
export function absoluteAddress(address: string, base: string): string | null {
  const kind = hrefKind(address);
  if (kind === 'refused') return null;
  if (kind === 'external') return legalText(address.trim());
  try {
    return new URL(address, base).href;
  } catch {
    return null;
  }
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** The references that serialisers write; others stay as they are. */
function decode(value: string): string {
  return value.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (all, hex, dec, name) => {
    if (typeof name === 'string') return NAMED[name.toLowerCase()] ?? all;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(dec);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
