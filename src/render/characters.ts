import type { Finding } from '../model/finding.ts';

// C0 and C1 controls but for tab and newline, noncharacters, and halves of surrogate pairs.
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Cs}\p{Noncharacter_Code_Point}]/u;
const FORBIDDEN_ALL = new RegExp(FORBIDDEN.source, 'gu');
const BIDI = /[\u202a-\u202e\u2066-\u2069]/;
const BIDI_ALL = new RegExp(BIDI.source, 'g');

/** True when the text holds a character that must not be published. */
export function hasHiddenCharacters(text: string): boolean {
  return FORBIDDEN.test(text) || BIDI.test(text);
}

/** The text without control characters, noncharacters, lone surrogates and direction overrides. */
export function withoutHiddenCharacters(text: string): string {
  return hasHiddenCharacters(text) ? text.replace(FORBIDDEN_ALL, '').replace(BIDI_ALL, '') : text;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * Names every line that holds hidden characters. Controls are errors: HTML and XML forbid them.
 * Direction overrides are warnings (CVE-2021-42574: text that reads other than it runs).
 */
export function checkCharacters(text: string, file: string, firstLine: number): Finding[] {
  if (!hasHiddenCharacters(text)) return [];
  const findings: Finding[] = [];
  text.split('\n').forEach((line, index) => {
    const control = FORBIDDEN.exec(line);
    if (control) {
      findings.push({
        code: 'control-character',
        severity: 'error',
        file,
        line: firstLine + index,
        column: control.index + 1,
        message: `The line holds the control character ${codePoint(control[0])}.`,
        expected: 'printable text, tabs and newlines',
        found: codePoint(control[0]),
        fix: 'Delete the character; retype the word around it if it does not show.',
      });
    }
    const bidi = BIDI.exec(line);
    if (bidi) {
      findings.push({
        code: 'bidi-control',
        severity: 'warning',
        file,
        line: firstLine + index,
        column: bidi.index + 1,
        message: `The line holds the direction override ${codePoint(bidi[0])}, which can make text read other than it is. It is left out.`,
        expected: 'text without direction overrides',
        found: codePoint(bidi[0]),
        fix: 'Delete the character. Right-to-left text needs none.',
      });
    }
  });
  return findings;
}
