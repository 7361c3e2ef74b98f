import type { Paragraph } from 'mdast';
import { isVersion } from '../model/version.ts';
import { lineNamed, versionsOf } from './security-lines.ts';
import type { VersionSpan } from './security-lines.ts';
import { severityOf } from './security-severity.ts';
import type { Severity } from './security-severity.ts';
import { denies, namesOf, readSections } from './security-text.ts';
import { parseMarkdown, plainText, walk } from './tree.ts';

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
  /** Versions that it says are affected, where it names where they begin or end. */
  readonly spans: readonly VersionSpan[];
  /** Whether it says of the product, or versions of it, that they are affected. */
  readonly affirms: boolean;
  /** Whether it says that something is not affected, or needs no update. */
  readonly denies: boolean;
  /** Whether it says so of the product, or of all its lines, and not of one line alone. */
  readonly deniesAll: boolean;
}

const cvePattern = /CVE-\d{4}-\d{4,}/gu;

/** Reads the facts of a post from its title and Markdown. */
export function readSecurityFacts(title: string, markdown: string, product: string): SecurityFacts {
  const root = parseMarkdown(markdown);
  const names = namesOf(product);
  const { sections, rows } = readSections(title, root, names);
  const headings = sections.flatMap(({ heading }) => heading ?? []);
  const paragraphs = [
    ...headings.map((heading) => [heading]),
    ...sections.flatMap((s) => s.paragraphs),
  ];
  const fixed: string[] = [];
  walk(root, (node) => {
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
  const { lines, spans } = versionsOf(paragraphs, names);
  const ofTables = rows.flatMap(({ name, affected }) =>
    affected ? (lineNamed(name, names) ?? []) : [],
  );
  return {
    severity: severityOf(sections),
    cve: about.length > 0 ? about : named,
    mentioned: about.length > 0 ? named.filter((id) => !about.includes(id)) : [],
    cwe: unique([...all.matchAll(/CWE-\d+/gu)].map(([id]) => id)),
    cvss: unique(
      [...all.matchAll(/CVSS:(?:3\.[01]|4\.0)(?:\/[A-Z]{1,3}:[A-Z]{1,2})+/gu)].map(
        ([vector]) => vector,
      ),
    ),
    fixed,
    lines: unique([...lines, ...ofTables]),
    spans,
    affirms: sections.some((section) => section.affirms) || rows.some(({ affected }) => affected),
    deniesAll: sections.some((section) => section.denies),
    denies: paragraphs.flat().some(denies) || rows.some(({ affected }) => !affected),
  };
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
        /\b(?:upgrade to|have released|fixed (?:in|via))\b[^.!?]*(?:\d\.[^.!?]*)*$/iu.test(before);
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

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
