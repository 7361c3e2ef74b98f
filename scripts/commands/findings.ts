import { compareFindings, type Finding } from '../../src/model/finding.ts';

/** Findings as text for people: where, what, what was expected and found, and how to mend it. */
export function formatFindings(findings: readonly Finding[]): string {
  return [...findings].sort(compareFindings).map(formatFinding).join('');
}

function formatFinding(finding: Finding): string {
  const place = [finding.file, finding.line, finding.column].filter((part) => part !== undefined);
  const lines = [`${place.join(':')}  ${finding.severity}  ${finding.code}`];
  lines.push(`  ${finding.field === undefined ? '' : `${finding.field}: `}${finding.message}`);
  if (finding.expected !== undefined) lines.push(`  expected  ${finding.expected}`);
  if (finding.found !== undefined) lines.push(`  found     ${finding.found}`);
  if (finding.fix !== undefined) lines.push(`  fix       ${finding.fix}`);
  return `${lines.join('\n')}\n\n`;
}

/** `2 errors, 1 warning`. */
export function countFindings(findings: readonly Finding[]): string {
  const count = (severity: Finding['severity'], word: string): string[] => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`];
  };
  const parts = [
    ...count('error', 'error'),
    ...count('warning', 'warning'),
    ...count('info', 'note'),
  ];
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}
