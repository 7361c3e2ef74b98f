/** What an authored address is. `refused` ones are never printed. */
export type HrefKind = 'external' | 'local' | 'refused';

const SCHEMES = new Set(['http', 'https', 'mailto', 'tel']);

/**
 * Sorts an authored address by what a browser would make of it (WHATWG URL): spaces, tabs,
 * newlines and controls are taken out before the scheme is read, and case is ignored.
 * Addresses without a scheme but with a host (`//host`, `\\host`) are refused too.
 */
export function hrefKind(href: string): HrefKind {
  // eslint-disable-next-line no-control-regex
  const seen = href.replace(/[\u0000-\u0020\u007f-\u00a0\ufffd]+/g, '');
  if (/^[\\/]{2}/.test(seen)) return 'refused';
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(seen)?.[1];
  if (scheme === undefined) return 'local';
  return SCHEMES.has(scheme.toLowerCase()) ? 'external' : 'refused';
}

/** An address with the characters that no URL may hold percent-encoded; letters of any script stay. */
export function encodeHref(href: string): string {
  return href
    .trim()
    .replace(/[\s"<>\\^`{|}]/g, (character) => encodeURIComponent(character))
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(
      /^((?:[a-z]+:\/\/)?[^/?#]*)(.*)$/is,
      (_, host: string, rest: string) => host + rest.replace(/\[/g, '%5B').replace(/\]/g, '%5D'),
    );
}
