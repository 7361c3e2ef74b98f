import { severities } from '../model/common.ts';
import type { SecuritySection } from './security-text.ts';

export type Severity = (typeof severities)[number];

const level = '["“‘\']?(critical|high|medium|moderate|low)["”’\']?(?![a-z])';
const patterns = [
  new RegExp(String.raw`\(\s*${level}\s*\)`, 'giu'),
  // "high severity", "low-impact", "moderate level security issue"; a "low-level API" is none.
  new RegExp(
    String.raw`(?<![a-z])${level}[-\s]+(?:severity|impact|level\s+(?:severity|security))(?![a-z])`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<![a-z])severity(?:\s+(?:of|this|the|issue|flaw|bug|vulnerability|level|rating|is|as))*\s*:?\s*${level}(?:\s+to\s+${level})?(?!-)`,
    'giu',
  ),
  // "The severity of this vulnerability of Node.js is HIGH": a full stop in a name ends no sentence.
  new RegExp(
    String.raw`(?<![a-z])severity\s+of\s(?:[^.;:]|\.(?=\S)){1,80}?\s(?:is|was)\s+${level}(?!-)`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<![a-z])(?:rated|labell?ed|marked|classified|categori[sz]ed|considered)\s+(?:as\s+|to\s+be\s+)?${level}(?!-)`,
    'giu',
  ),
];
/** How headings end: `Overflow in the parser (CVE-2024-1000) - Moderate`. */
const atEnd = new RegExp(String.raw`\s[-–—:|]\s*${level}\s*$`, 'giu');

/**
 * The highest severity that a text names; null when it names none. Sections about something that
 * doesn't affect the product count only where no other names one.
 */
export function severityOf(sections: readonly SecuritySection[]): Severity | null {
  const apart = sections.filter(({ denies, affirms }) => affirms || !denies);
  return highestOf(apart) ?? highestOf(sections);
}

function highestOf(sections: readonly SecuritySection[]): Severity | null {
  let highest = -1;
  for (const { heading, paragraphs } of sections) {
    if (heading !== null) see(heading, [...patterns, atEnd]);
    for (const sentence of paragraphs.flat()) see(sentence, patterns);
  }
  return severities[highest] ?? null;

  function see(text: string, those: readonly RegExp[]): void {
    for (const word of those.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(named))) {
      highest = Math.max(
        highest,
        severities.findIndex((known) => known === word),
      );
    }
  }
}

/** The words of a match that are a level, as advisories have them. */
function named(match: RegExpMatchArray): string[] {
  return match.slice(1).flatMap((word: string | undefined) => {
    if (word === undefined) return [];
    const lower = word.toLowerCase();
    return [lower === 'moderate' ? 'medium' : lower];
  });
}
