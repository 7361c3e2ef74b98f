import { sanitizeShell } from '../render/sanitize.ts';

/** Elements of HTML (https://html.spec.whatwg.org/#semantics) that may be in old notes. */
const known: ReadonlySet<string> = new Set(
  (
    'address area article aside audio base body button canvas center col colgroup data datalist ' +
    'dialog embed fieldset figcaption figure font footer form frame frameset head header hgroup ' +
    'html iframe label legend link main map mark marquee math menu meta meter nav noscript object ' +
    'optgroup option output param picture progress script search select slot small source style ' +
    'svg template textarea time title track u video wbr'
  ).split(' '),
);

/** What becomes of a raw HTML element: it stays, it is removed, or it is no element of HTML at all. */
export function fateOfElement(name: string): 'stays' | 'removed' | 'text' {
  const lower = name.toLowerCase();
  if (sanitizeShell(lower, {}).element !== null) return 'stays';
  return known.has(lower) ? 'removed' : 'text';
}

/** The tags in a stretch of raw HTML; those in comments are none. */
export function tags(
  html: string,
): { whole: string; closing: boolean; name: string; index: number }[] {
  const visible = html.replace(/<!--[\s\S]*?-->/gu, (comment) => ' '.repeat(comment.length));
  const pattern = /<(\/?)([A-Za-z][A-Za-z0-9:-]*)(?:"[^"]*"|'[^']*'|[^"'>])*>/gu;
  return [...visible.matchAll(pattern)].map((match) => ({
    whole: match[0],
    closing: match[1] === '/',
    name: match[2] ?? '',
    index: match.index,
  }));
}

/** The value of an attribute in a tag; null without it. */
export function readAttribute(element: string, name: string): string | null {
  const pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu');
  const match = pattern.exec(element);
  if (match === null) return null;
  const value = match[1] ?? match[2] ?? match[3] ?? '';
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Text for an attribute or between tags. */
export function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
