import { plainText } from '../../render/inline.ts';
import type { SearchSection } from './record.ts';

/** Plain texts as one section without a heading; none when all are empty. */
export function plainSection(...parts: (string | undefined)[]): SearchSection[] {
  const text = joined(...parts);
  return text === '' ? [] : [{ id: null, heading: null, text }];
}

/** The parts that are not empty, a line each. */
export function joined(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}

/** A field in Markdown as plain text. */
export function fieldText(field: string | undefined): string {
  return field === undefined ? '' : plainText(field);
}

/** A line of text without the backticks that set code off. */
export function lineText(line: string): string {
  return line.replace(/`([^`]+)`/g, '$1');
}
