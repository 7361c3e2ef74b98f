import type { Format } from '../../language/format.ts';
import type { Translate } from '../../language/strings.ts';

/**
 * A plan in words, top to bottom: what page, Markdown and plain text are all printed from, so that
 * they say the same.
 */
export interface PlanOutline {
  title: string;
  /** How many versions, how long, for whom: short plain texts. */
  facts: string[];
  sections: OutlineSection[];
}

export interface OutlineSection {
  /** Its anchor on the page. */
  id: string;
  heading: string;
  tone: 'plain' | 'care';
  /** What to say when there is nothing in it; sections without such words are left out then. */
  empty: string | null;
  groups: OutlineGroup[];
}

export interface OutlineGroup {
  heading: string | null;
  /** Which leg it is of, from 0, for what must be done. */
  leg: number | null;
  items: OutlineItem[];
}

export interface OutlineItem {
  /** Stays the same from build to build. */
  id: string;
  /** Whether a reader ticks it off. */
  check: boolean;
  /** Inline HTML. */
  title: string;
  href: string | null;
  /** Where more about it is: every guide that asks for a step, the note of a change. */
  links: { html: string; href: string }[];
  /** Short plain texts beside the title. */
  facts: string[];
  command: string | null;
  /** HTML blocks beneath it, each with its label. */
  notes: { label: string | null; html: string }[];
  /** Whether its text is in the source language. */
  fallback: boolean;
}

/** The words that an outline is written in. */
export interface PlanWords {
  t: Translate;
  format: Pick<Format, 'day' | 'list'>;
}

export function outlineItem(
  id: string,
  title: string,
  rest: Partial<Omit<OutlineItem, 'id' | 'title' | 'facts'>> & {
    facts?: (string | null | undefined | false)[];
  } = {},
): OutlineItem {
  const { facts = [], ...fields } = rest;
  return {
    id,
    check: false,
    title,
    href: null,
    links: [],
    command: null,
    notes: [],
    fallback: false,
    ...fields,
    facts: facts.flatMap((fact) => (typeof fact === 'string' && fact !== '' ? [fact] : [])),
  };
}

/** Plain text as inline HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
