/**
 * Text that is safe to write: characters that XML 1.0 forbids are taken out, and the rest is
 * escaped for where it goes.
 */

/**
 * Not in `Char` of XML 1.0 §2.2 (C0 controls but tab, LF and CR; lone surrogates; U+FFFE, U+FFFF),
 * and the C1 controls, which are allowed but discouraged there and show as rubbish in readers.
 */
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/g;

/** Halves of surrogate pairs. Looked for only where there are any: the pattern is slow. */
const LONE_SURROGATES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Without characters that no feed may hold; line ends as LF. */
export function legalText(text: string): string {
  const whole = text.isWellFormed() ? text : text.replace(LONE_SURROGATES, '');
  const lines = whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole;
  return lines.replace(FORBIDDEN, '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Plain text as HTML, for element content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  return legalText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Plain text on one line, as titles and summaries want it. */
export function oneLine(text: string): string {
  return legalText(text).replace(/\s+/g, ' ').trim();
}
