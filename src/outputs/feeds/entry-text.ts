import { legalText } from '../legal-text.ts';
import { escapedText, type EscapedText } from '../xml.ts';
import type { Feed } from './feed.ts';

/** The full text of an entry, made ready once for all formats. */
export interface EntryText {
  /** As HTML, without characters that no feed may hold. */
  readonly html: string;
  /** The HTML as text of an XML document. */
  readonly xml: EscapedText;
}

/** The texts of a document's entries, in their order. */
export function entryTexts(feed: Feed): EntryText[] {
  return feed.entries.map((entry) => {
    const html = legalText(entry.html);
    return { html, xml: escapedText(html) };
  });
}
