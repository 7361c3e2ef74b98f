/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Megabytes with one digit. */
export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** Gigabytes with two digits. */
export function gigabytes(bytes: number | null): string {
  return bytes === null ? 'not told' : (bytes / 1e9).toFixed(2);
}

/** 12,345 */
export const grouped = (count: number): string => count.toLocaleString('en');

/** Three digits that count: 0.0412, 3.14, 208. */
export function threeDigits(value: number): string {
  if (value === 0) return '0';
  const digits = 2 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.min(3, Math.max(0, digits)));
}

/** For a label in the middle of a line. */
export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
