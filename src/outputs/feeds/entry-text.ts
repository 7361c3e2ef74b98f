import { legalText } from '../legal-text.ts';
import { escapedText } from '../xml.ts';

/** The full text of an entry as documents have it: without characters that no feed may hold. */
export interface EntryText {
  /** As text of an XML document. */
  readonly xml: string;
  /** As a value of a JSON document, with its quotation marks. */
  readonly json: string;
}

/** Makes the full text of an entry ready for documents of all formats. */
export function entryText(html: string): EntryText {
  const legal = legalText(html);
  return { xml: escapedText(legal).escaped, json: JSON.stringify(legal) };
}
