import type { Paragraph } from 'mdast';
import { severities } from '../model/common.ts';
import { isVersion } from '../model/version.ts';
import { parseMarkdown, plainText, walk } from './tree.ts';

export type Severity = (typeof severities)[number];

/** What a security post says of itself, as far as its words tell. */
export interface SecurityFacts {
  /** The highest that is named; null when none is. */
  readonly severity: Severity | null;
  readonly cve: readonly string[];
  /** CVE ids that the text names, but that are not what the post is about. */
  readonly mentioned: readonly string[];
  readonly cwe: readonly string[];
  /** Distinct CVSS vectors. */
  readonly cvss: readonly string[];
  /** Versions that the post offers as mended, in their order. */
  readonly fixed: readonly string[];
  /** Lines of versions that it says are affected or get an update: `18`, `0.12`. */
  readonly lines: readonly string[];
  /** Whether it says that something is not affected, or needs no update. */
  readonly denies: boolean;
}

const cvePattern = /CVE-\d{4}-\d{4,}/gu;
const linePattern = /(?<![\w.])v?(\d+(?:\.\d+)?)\.x\b/giu;

/** Reads the facts of a post from its title and Markdown. */
export function readSecurityFacts(title: string, markdown: string, product: string): SecurityFacts {
  const sentences: string[] = [title];
  const headings: string[] = [title];
  const fixed: string[] = [];
  walk(parseMarkdown(markdown), (node) => {
    if (node.type === 'heading') headings.push(plainText(node));
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') {
      const text = plainText(node).replace(/\s+/gu, ' ');
      sentences.push(...text.split(/(?<=[.!?;])\s+(?=\p{Lu})/u));
    }
    if (node.type === 'listItem') {
      const version = versionOfItem(plainText(node).trim(), product);
      if (version !== null && !fixed.includes(version)) fixed.push(version);
    }
    if (node.type === 'paragraph') {
      for (const version of versionsOfLinks(node, product)) {
        if (!fixed.includes(version)) fixed.push(version);
      }
    }
  });
  const ofTitle = /fixed in (.*)\)/iu.exec(title)?.[1] ?? '';
  for (const [, version = ''] of ofTitle.matchAll(/(?<![\w.])v?(\d+\.\d+\.\d+)(?![\w.]*\d)/gu)) {
    if (!fixed.includes(version)) fixed.push(version);
  }
  const all = `${title}\n${markdown}`;
  const named = unique([...all.matchAll(cvePattern)].map(([id]) => id));
  const about = unique(headings.flatMap(cveOfHeading));
  return {
    severity: severityOf(all),
    cve: about.length > 0 ? about : named,
    mentioned: about.length > 0 ? named.filter((id) => !about.includes(id)) : [],
    cwe: unique([...all.matchAll(/CWE-\d+/gu)].map(([id]) => id)),
    cvss: unique(
      [...all.matchAll(/CVSS:(?:3\.[01]|4\.0)(?:\/[A-Z]{1,3}:[A-Z]{1,2})+/gu)].map(
        ([vector]) => vector,
      ),
    ),
    fixed,
    lines: unique(sentences.filter(affirms).flatMap(linesOf)),
    denies: sentences.some((sentence) => denial.test(sentence)),
  };
}

/** Where a version lies: the line it belongs to, and the range of that line below it. */
export function lineOfVersion(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return major === '0' ? `0.${minor}` : major;
}

/** The versions of a line, up to the one that mends it when it is known. */
export function rangeOfLine(line: string, fixedIn: string | null): string {
  if (fixedIn === null) return `${line}.x`;
  return `>=${line}${'.0'.repeat(3 - line.split('.').length)} <${fixedIn}`;
}

/**
 * The version of a list item that has nothing else: `Node.js v18.20.1 (LTS)`, `v0.10.21 <address>`. The
 * words in front must be those of the product, so that `undici 5.28.4` is none of its versions.
 */
function versionOfItem(text: string, product: string): string | null {
  const match =
    /^([\p{L}][\p{L}.]*(?:[ -]\p{L}[\p{L}.]*)?[ -]+)?v?(\d+\.\d+\.\d+)(?:\s*"[^"]*")?(?:\s*\([^()]*\))*(?:\s*:?\s*(?:https?:\/)?\/\S+)?\s*$/u.exec(
      text,
    );
  if (match === null || !isVersion(match[2] ?? '', 'semver')) return null;
  const words = (match[1] ?? '').toLowerCase().replace(/\bversion\b|[^\p{L}]|\bv\b/gu, '');
  const own = product.toLowerCase().replace(/[^\p{L}]/gu, '');
  return words === '' || own.startsWith(words) || words.startsWith(own) ? (match[2] ?? null) : null;
}

/**
 * Versions of links to notes of releases (`…/release/v18.20.1/`), where the link stands alone in its
 * paragraph or the words in front of it say that one should upgrade to it.
 */
function versionsOfLinks(paragraph: Paragraph, product: string): string[] {
  const versions: string[] = [];
  let before = '';
  const alone = paragraph.children.length === 1;
  for (const child of paragraph.children) {
    if (child.type === 'link') {
      const version = /\/releases?\/(?:tag\/)?v?(\d+\.\d+\.\d+)(?![\w.])/u.exec(child.url)?.[1];
      const own =
        !/^https?:/u.test(child.url) || child.url.toLowerCase().includes(product.toLowerCase());
      const offered =
        alone ||
        /^[^:!?]{1,40}:\s*$/u.test(before) ||
        /\b(?:upgrade to|have released|fixed in)\b[^.!?]*(?:\d\.[^.!?]*)*$/iu.test(before);
      if (version !== undefined && own && offered) versions.push(version);
    }
    before += plainText(child);
  }
  return versions;
}

/** In a heading the id in parentheses is that of the weakness; others are what it reminds of. */
function cveOfHeading(heading: string): string[] {
  const inside = [...heading.matchAll(/\(([^()]*)\)/gu)].flatMap(
    ([, words = '']) => words.match(cvePattern) ?? [],
  );
  return inside.length > 0 ? inside : (heading.match(cvePattern) ?? []);
}

const denial =
  /\b(?:not|never|no|aren't|isn't|don't|doesn't)\b[\s\S]{0,40}\b(?:affect|impact|vulnerab|need to (?:update|upgrade)|require|at risk)|\b(?:no longer|unaffected)\b/iu;

function affirms(sentence: string): boolean {
  return (
    /\b(?:affect|impact|vulnerab|updates? (?:are|is) now available|will (?:be releasing|be updated|release))/iu.test(
      sentence,
    ) &&
    !denial.test(sentence) &&
    !sentence.includes('://')
  );
}

/** Lines in a sentence: `18.x, 20.x`, and the bare numbers of `Node.js 20, 22 and 24`. */
function linesOf(sentence: string): string[] {
  const lines = [...sentence.matchAll(linePattern)].map(([, line = '']) => line);
  return lines.filter((line) => line.startsWith('0.') || !line.includes('.'));
}

const words = '(critical|high|medium|moderate|low)';
const severityPatterns = [
  new RegExp(`\\(\\s*[*_]*${words}[*_]*\\s*\\)`, 'giu'),
  new RegExp(`(?<![a-z])${words}[*_]*[- ](?:severity|impact)(?![a-z])`, 'giu'),
  new RegExp(
    `(?<![a-z])severity(?:\\s+(?:of|this|the|issue|flaw|bug|vulnerability|level|is|as))*\\s*:?\\s*\\[?[*_"]*${words}(?![a-z-])`,
    'giu',
  ),
];

function severityOf(text: string): Severity | null {
  let highest = -1;
  for (const pattern of severityPatterns) {
    for (const [, word = ''] of text.matchAll(pattern)) {
      const lower = word.toLowerCase();
      const severity = lower === 'moderate' ? 'medium' : lower;
      highest = Math.max(
        highest,
        severities.findIndex((known) => known === severity),
      );
    }
  }
  return severities[highest] ?? null;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
