/** A text on one line, with single spaces. Those that are single already are not touched: they are the most. */
export function squeeze(text: string): string {
  return text.replace(/[^\S ]\s*| \s+/g, ' ').trim();
}
