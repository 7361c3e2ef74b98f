import type { Edition, EditionEntry } from '../catalog/edition.ts';
import type { Format } from '../language/format.ts';
import type { Translate } from '../language/strings.ts';
import type { Rendered } from '../render/body.ts';
import type { DayText } from './day-text.ts';
import type { Place } from './once-per.ts';

/** What every view is made from: an edition, its words, and the means to write text as HTML. */
export interface ViewContext {
  readonly edition: Edition;
  /** Where its text is read: on a page, or elsewhere. The same for copies of a context. */
  readonly place?: Place;
  readonly t: Translate;
  readonly format: Format;
  /** The `href` of an address inside the edition: with the site's base path, percent-encoded. */
  url(address: string): string;
  /** An entry's body as HTML. `idPrefix` keeps the anchors of several bodies on one page apart. */
  body(entry: EditionEntry, idPrefix?: string): Rendered;
  /** A prose field of an entry (Markdown) as HTML; '' for an absent one. */
  markdown(text: string | undefined, entry: EditionEntry): string;
  /** The `href` for an address in an entry's fields; null for one that leads nowhere here. */
  address(href: string | undefined, entry: EditionEntry): string | null;
  /** One line of text as HTML: escaped, with `code` in backticks. */
  inline(text: string | undefined): string;
}

/** A day with its words in the edition's locale. */
export function dayText(context: ViewContext, day: string): DayText {
  return { day, text: context.format.day(day) };
}

/** As `dayText`, for a day that may be missing. */
export function dayTextOf(context: ViewContext, day: string | null | undefined): DayText | null {
  return day ? dayText(context, day) : null;
}
