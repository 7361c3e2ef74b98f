import { entryText, type EntryText } from './entry-text.ts';
import type { Feed, FeedEntry } from './feed.ts';
import { SLOT } from '../xml.ts';

/**
 * A piece of a document: text, or the place where the full text of an entry goes. The texts are
 * most of a feed and stand in six documents each, so who writes them need not make them six times.
 */
export type Piece = string | TextOf;

export interface TextOf {
  readonly entry: FeedEntry;
  readonly as: keyof EntryText;
}

/** What is before a slot and what is behind it; all is before it when there is none. */
export function aroundSlot(text: string, slot: string = SLOT): AroundText {
  const at = text.indexOf(slot);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + slot.length)];
}

/** What is before a text and what is behind it. */
export type AroundText = readonly [before: string, after: string];

/** A format of feeds: a document but for its entries, and an entry but for its full text. */
export interface FormatParts {
  /** How the full text of an entry is written. */
  readonly as: keyof EntryText;
  /** What stands between two entries. */
  readonly between: string;
  /** What is before the entries of a document and behind them. */
  frame(this: void, feed: Feed): AroundText;
  /** An entry of one of the feeds of an edition: in each of them it is the same. */
  entry(this: void, entry: FeedEntry, feed: Feed): AroundText;
}

/** A document in pieces. */
export function* piecesOf(
  feed: Feed,
  { as, between, frame, entry }: FormatParts,
  around: (entry: FeedEntry) => AroundText = (one) => entry(one, feed),
): Generator<Piece> {
  const [head, foot] = frame(feed);
  yield head;
  for (const [index, one] of feed.entries.entries()) {
    const [before, after] = around(one);
    yield index === 0 ? before : between + before;
    yield { entry: one, as };
    yield after;
  }
  yield foot;
}

/** A document as text, in one of the formats. */
export function wholeText(pieces: Iterable<Piece>): string {
  let text = '';
  for (const piece of pieces) {
    text += typeof piece === 'string' ? piece : entryText(piece.entry.html)[piece.as];
  }
  return text;
}
