import { affirms } from './security-text.ts';

/** Versions from one on, up to one that is no part of them. */
export interface VersionSpan {
  /** Null: from the first version on. */
  readonly from: string | null;
  readonly below: string;
  /** Whether `below` is what mends it, and not only the first version that isn't meant. */
  readonly fixes: boolean;
}

export interface NamedVersions {
  /** `18`, `0.12`, in the order of the text. */
  readonly lines: readonly string[];
  readonly spans: readonly VersionSpan[];
}

const number = String.raw`v?\d+(?:\.\d+)?(?:\.x)?(?![\d.]*\d|\.x)`;
const list = String.raw`${number}(?:\s*(?:\([^()]*\)\s*)?(?:[,/&]|,?\s(?:and|or)\b)[\s,]*${number})*`;
const kindOfLine = String.raw`(?:branch(?:es)?|(?:release )?lines?|series)\b`;
/** `18.x, 20.x`, wherever it stands. */
const withX = /(?<![\w.])v?(\d+(?:\.\d+)?)\.x\b/giu;
/** `0.5/0.6 branch`, `7 and 8 lines`. */
const ofKind = new RegExp(String.raw`(?<![\w.])(${list})\s+${kindOfLine}`, 'giu');
/** `0.5/0.6 branch prior to 0.6.17`. */
const priorTo = new RegExp(
  String.raw`(?<![\w.])(${list})\s+${kindOfLine}\s+(?:prior to|before|below|up to)\s+v?(\d+\.\d+\.\d+)(?![\w.]*\d)`,
  'giu',
);
const earlier = /^\s+(?:and|or)\s+(?:all\s+|any\s+)?(?:earlier|older|below|lower|prior)\b/iu;
const later = /^\s+(?:and|or)\s+(?:all\s+|any\s+)?(?:later|newer|above|up|higher)\b/iu;

/**
 * The lines of versions that paragraphs say are affected or get an update. Where a sentence says so of
 * all lines and names none, those that the sentence before it names are meant.
 */
export function versionsOf(
  paragraphs: readonly (readonly string[])[],
  product: RegExp,
): NamedVersions {
  const lines = new Set<string>();
  const spans: VersionSpan[] = [];
  for (const sentences of paragraphs) {
    for (const [index, sentence] of sentences.entries()) {
      if (!affirms(sentence)) continue;
      let named = versionsIn(sentence, product);
      const ofAll = /\ball\b[^,;:]{0,30}\b(?:lines|branches)\b/iu.test(sentence);
      if (named.lines.length + named.spans.length === 0 && ofAll) {
        named = versionsIn(sentences[index - 1] ?? '', product);
      }
      for (const line of named.lines) lines.add(line);
      for (const span of named.spans) {
        if (!spans.some(({ from, below }) => from === span.from && below === span.below))
          spans.push(span);
      }
    }
  }
  return { lines: [...lines].filter((line) => !spans.some((span) => holds(span, line))), spans };
}

/** The line that a text is the name of, and nothing else: `v22.x`, `Node.js 22`. */
export function lineNamed(text: string, product: RegExp): string | null {
  const name = text.replace(product, '').trim();
  return new RegExp(`^${number}$`, 'iu').test(name) ? (linesOfList(name)[0] ?? null) : null;
}

function versionsIn(sentence: string, product: RegExp): NamedVersions {
  const spans: VersionSpan[] = [];
  for (const [, names = '', below = ''] of sentence.matchAll(priorTo)) {
    const [first] = linesOfList(names);
    if (first !== undefined) spans.push({ from: `${first}${zeros(first)}`, below, fixes: true });
  }
  const lines = [...sentence.matchAll(withX)].map(([, line = '']) => line);
  for (const [, names = ''] of sentence.matchAll(ofKind)) lines.push(...linesOfList(names));
  // The product by name, perhaps what it has several of, and then numbers.
  const behind = new RegExp(
    String.raw`(?:${product.source})(?:\s+(?:active|current|release|versions?|lines?))*\s*:?\s+(${list})`,
    'giu',
  );
  for (const match of sentence.matchAll(behind)) {
    const rest = sentence.slice(match.index + match[0].length);
    const named = linesOfList(match[1] ?? '');
    const last = named.at(-1);
    if (last !== undefined && later.test(rest)) continue;
    if (last !== undefined && earlier.test(rest)) {
      spans.push({ from: null, below: after(last), fixes: false });
    }
    lines.push(...named);
  }
  return {
    lines: lines.filter(isLine).filter((line) => !spans.some((span) => holds(span, line))),
    spans,
  };
}

function linesOfList(text: string): string[] {
  const names = text.replace(/\([^()]*\)/gu, '').matchAll(/(?<![\w.])v?(\d+(?:\.\d+)?)(?:\.x)?/giu);
  return [...names].map(([, line = '']) => line).filter(isLine);
}

/** Only before 1.0 does a minor version stand for a line. */
function isLine(line: string): boolean {
  return line.startsWith('0.') || !line.includes('.');
}

/** Whether a span has versions of a line. */
export function holds({ from, below, fixes }: VersionSpan, line: string): boolean {
  const end = order(line, below);
  return (from === null || order(line, from) >= 0) && (end < 0 || (fixes && end === 0));
}

/** Compares the lines that two versions are of. */
function order(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return major === 0 ? minor / 1000 : major;
  });
  return (x ?? 0) - (y ?? 0);
}

/** The first version behind a line. */
function after(line: string): string {
  const [major = 0, minor = 0] = line.split('.').map(Number);
  return line.startsWith('0.') ? `0.${String(minor + 1)}.0` : `${String(major + 1)}.0.0`;
}

function zeros(line: string): string {
  return '.0'.repeat(3 - line.split('.').length);
}
