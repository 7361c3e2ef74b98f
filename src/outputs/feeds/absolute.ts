/** Links of a fragment that leaves its page: a feed entry is read far from the address it was made for. */
import { hrefKind } from '../../render/links.ts';
import { escapeHtml, legalText } from '../legal-text.ts';

// In serialised HTML a bare `<` is always a tag, and attribute values may hold `>` in their quotes.
const TAG = /<[a-z][^\s/>"']*(?:"[^"]*"|'[^']*'|[^"'>])*>/iy;
const ADDRESS = /(\s)(href|src|poster|cite)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
const NAME = /(?:href|src|poster|cite)=/gi;
const QUOTED = /"[^"]*"|'[^']*'/g;

/**
 * Serialised HTML with every address made absolute from `base`, also `#anchors`. An address that a
 * page may not print (`javascript:`, `//host`) is taken away; the words stay.
 */
export function absoluteLinks(html: string, base: string): string {
  const absolute = fromBase(base);
  let made = '';
  let done = 0;
  // Most tags have no address: only those around the name of such an attribute are looked at.
  NAME.lastIndex = 0;
  for (let found = NAME.exec(html); found !== null; found = NAME.exec(html)) {
    const start = html.lastIndexOf('<', found.index);
    if (start < done) continue;
    TAG.lastIndex = start;
    const tag = TAG.exec(html)?.[0] ?? '';
    // A text may well say `href=`.
    if (start + tag.length <= found.index) continue;
    made += html.slice(done, start) + tagWith(tag, absolute);
    done = start + tag.length;
    NAME.lastIndex = done;
  }
  return made + html.slice(done);
}

function tagWith(tag: string, absolute: (address: string) => string | null): string {
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
    const written = double ?? single ?? bare ?? '';
    const address = absolute(written);
    return address === null ? '' : `${space}${name}="${address}"`;
  });
}

/** Addresses as they stand in HTML, as absolute ones for HTML. */
function fromBase(base: string): (written: string) => string | null {
  const page = URL.canParse(base) ? new URL(base) : null;
  const own = escapeHtml(page?.href.replace(/#.*$/s, '') ?? '');
  return (written) => {
    // Of a plain address a browser changes nothing.
    if (page !== null && PLAIN_PATH.test(written)) return page.origin + written;
    if (page !== null && PLAIN_ANCHOR.test(written)) return own + written;
    const address = absoluteAddress(decode(written), base);
    return address === null ? null : escapeHtml(address);
  };
}

/** A path without segments of dots, and its anchor. */
const PLAIN_PATH = /^(?=\/)(?:\/(?!\.)[\w.~@:,-]+)*\/?(?:#[\w.~@:,-]*)?$/;
const PLAIN_ANCHOR = /^#[\w.~@:,-]+$/;

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
