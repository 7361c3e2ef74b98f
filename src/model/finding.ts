/** How much a finding weighs: an error fails the build (exit 1), the others are told. */
export type Severity = 'error' | 'warning' | 'info';

/** One thing that was found in what an organisation wrote, with all that a writer needs to mend it. */
export interface Finding {
  /** Stable name of the rule, such as `unknown-key`. */
  readonly code: string;
  readonly severity: Severity;
  /** Path from the portal folder, with forward slashes. */
  readonly file: string;
  /** 1-based line in the file. */
  readonly line?: number;
  /** 1-based column in the line. */
  readonly column?: number;
  /** Dotted path of the field, such as `changes[2].type`. */
  readonly field?: string;
  /** What was found, in one sentence. */
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
  /** What to do next. */
  readonly fix?: string;
}

/** Orders findings by file, line, column, code and message, by code unit. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compareText(a.code, b.code) ||
    compareText(a.field ?? '', b.field ?? '') ||
    compareText(a.message, b.message)
  );
}

/** True when any finding is an error. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}

/** Compares two strings by UTF-16 code unit, the same under every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
