import type { Root, Table } from 'mdast';
import { plainText, walk } from './tree.ts';

/** A stretch of a post below one heading, and what it says of the product as a whole. */
export interface SecuritySection {
  readonly heading: string | null;
  /** Sentences, by paragraph. */
  readonly paragraphs: readonly (readonly string[])[];
  /** Whether a sentence says that the product, or versions of it, are affected. */
  readonly affirms: boolean;
  /** Whether a sentence says that the product is not affected. */
  readonly denies: boolean;
}

/** A row of a table with a column that says which versions are affected. */
export interface AffectedRow {
  /** What its first column says. */
  readonly name: string;
  readonly affected: boolean;
}

/** Reads the sections of a post, and the tables that say what is affected. */
export function readSections(
  title: string,
  root: Root,
  product: RegExp,
): { sections: SecuritySection[]; rows: AffectedRow[] } {
  const found: { heading: string | null; paragraphs: string[][] }[] = [
    { heading: title, paragraphs: [] },
  ];
  const rows: AffectedRow[] = [];
  walk(root, (node) => {
    if (node.type === 'heading') {
      found.push({ heading: plainText(node).replace(/\s+/gu, ' '), paragraphs: [] });
    }
    if (node.type === 'paragraph' || node.type === 'tableCell') {
      found.at(-1)?.paragraphs.push(sentencesOf(plainText(node)));
    }
    if (node.type === 'table') rows.push(...rowsOf(node));
  });
  const sections = found.map(({ heading, paragraphs }) => {
    const sentences = paragraphs.flat();
    return {
      heading,
      paragraphs,
      affirms: sentences.some((sentence) => affirmsProduct(sentence, product)),
      denies: sentences.some((sentence) => deniesProduct(sentence, product)),
    };
  });
  return { sections, rows };
}

function sentencesOf(text: string): string[] {
  return text.replace(/\s+/gu, ' ').split(/(?<=[.!?;])\s+(?=\p{Lu})/u);
}

function rowsOf(table: Table): AffectedRow[] {
  const [head, ...rest] = table.children.map(({ children }) =>
    children.map((cell) => plainText(cell).trim()),
  );
  const column = head?.findIndex((cell) =>
    /^(?:is )?(?:affected|impacted|vulnerable)\??$/iu.test(cell),
  );
  if (column === undefined || column < 1) return [];
  return rest.flatMap((cells) => {
    const word = cells[column] ?? '';
    const yes = /^(?:yes|true|affected|impacted|vulnerable|[✓✔✅])/iu.test(word);
    const no = /^(?:no\b|false|not |unaffected|[✗✘❌])/iu.test(word);
    return yes || no ? [{ name: cells[0] ?? '', affected: yes }] : [];
  });
}

/** Names of a product in a text: those of `nodejs` are `Node.js`, `node-js` and so on. */
export function namesOf(product: string): RegExp {
  const letters = product.replace(/[^\p{L}\p{N}]/gu, '').split('');
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}])${letters.join(String.raw`[ .\-_]?`)}(?![\p{L}\p{N}])`,
    'giu',
  );
}

const denial =
  /\b(?:not|never|no|aren't|isn't|don't|doesn't)\b[\s\S]{0,40}\b(?:affect|impact|vulnerab|appl(?:y|ies) to|need to (?:update|upgrade)|require|at risk)|\bunaffected\b/iu;
/** Of something that may be so, or would be so for whoever does something. */
const condition = /^(?:if|when|unless|should|in case)\b/iu;

/** Whether a sentence says that something is not affected, or needs no update. */
export function denies(sentence: string): boolean {
  return denial.test(sentence);
}

/** Whether lines of versions that a sentence names are affected, or get an update. */
export function affirms(sentence: string): boolean {
  return (
    /\b(?:affect|impact|vulnerab|applies to|updates? (?:are|is) now available|will (?:be releasing|be updated|release))/iu.test(
      sentence,
    ) &&
    !denies(sentence) &&
    !condition.test(sentence) &&
    !sentence.includes('://')
  );
}

const subject = String.raw`(?:\b(?:versions|releases|(?:release )?lines|branches)\b|\b\d+\.x\b|§)`;
const ofVersions = [
  new RegExp(
    String.raw`${subject}[\s\S]{0,60}\b(?:is|are|was|were|be)\b[\s\S]{0,20}\b(?:affected|impacted|vulnerable|at risk)\b`,
    'iu',
  ),
  new RegExp(
    String.raw`\b(?:affects?|affecting|impacts(?! on\b)|impacting|applies to)\s+(?:\S+\s+){0,3}?${subject}`,
    'iu',
  ),
  /\bversions (?:affected|impacted)\b/iu,
];
/** Of the product itself, or of all its lines, and not of one of them; or a CVE that is none. */
const ofAll = [
  /(?:§|\b(?:versions|(?:release )?lines|branches)\b)[^,;]{0,25}\b(?:is|are|was|were)\b(?:[^,;]{0,10}\bnot\b[^,;]{0,10}\b(?:affected|impacted|vulnerable)\b|[^,;]{0,15}\bunaffected\b)/iu,
  /\bnot\s+(?:affect|impact)\s+(?:\S+\s+){0,3}?§/iu,
  /\bCVE\b[^;]{0,120}\b(?:been|was|were|be) (?:rejected|withdrawn)\b/iu,
];

function affirmsProduct(sentence: string, product: RegExp): boolean {
  const text = sentence.replace(product, '§');
  return (
    !denies(sentence) &&
    !condition.test(sentence) &&
    !sentence.includes('://') &&
    ofVersions.some((pattern) => pattern.test(text))
  );
}

function deniesProduct(sentence: string, product: RegExp): boolean {
  const text = sentence.replace(product, '§');
  return (
    ofAll.some((pattern) => pattern.test(text)) &&
    !/§[^,;]{0,12}\d/u.test(text) &&
    !/\d\.x\b/u.test(text)
  );
}
