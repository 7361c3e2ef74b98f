import { createFormat, type Format } from '../../language/format.ts';

/** The locale's formatters. Made once: it is a cache of pure values, never of what a page says. */
export function formatOf(locale: string): Format {
  const known = made.get(locale);
  if (known) return known;
  const format = createFormat(locale);
  made.set(locale, format);
  return format;
}

const made = new Map<string, Format>();
