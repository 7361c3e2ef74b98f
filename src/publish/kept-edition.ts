import type { Finding } from '../model/finding.ts';
import type { EditionCounts } from './coverage.ts';
import type { ShownEdition } from './leaks/shown.ts';
import type { DeadLink } from './link-ledger.ts';
import type { PageFacts } from './page-check.ts';
import { readSealed, writeSealed } from './sealed-file.ts';
import type { Written } from './tree-writer.ts';

/** What an edition is to the others and to the whole: plain data. */
export interface EditionGave {
  readonly counts: EditionCounts;
  readonly findings: readonly Finding[];
  /** All its files but those of its search index, below the folder of its audience, whether written or there before. */
  readonly files: readonly Written[];
  readonly pages: PageFacts;
  readonly deadLinks: readonly DeadLink[];
  /** Where its search index goes, below the same folder. */
  readonly searchFolder: string;
}

/**
 * What is kept of an edition beside its ledger: all that a build has to know of it as long as nothing changed
 * that it is made from. A quarter of the ledger, which need not be opened then.
 */
export interface KeptEdition {
  readonly gave: EditionGave;
  /** What it shows, for those of its audience in other locales. */
  readonly shown: ShownEdition;
  /** Numbers of what it was looked through for (`LeakTable.numbers`), as text. */
  readonly lookedFor: string;
}

/** As JSON has it. */
interface AsWritten extends Omit<KeptEdition, 'gave'> {
  readonly gave: Omit<EditionGave, 'pages'>;
  readonly anchors: readonly (readonly [page: string, anchors: string])[];
  readonly links: readonly (readonly [link: string, page: string, file: string])[];
  readonly pageFindings: readonly Finding[];
}

/** @param code key of the code that builds */
export function writeKeptEdition(
  file: string,
  code: string,
  { gave, shown, lookedFor }: KeptEdition,
): void {
  const { pages, ...rest } = gave;
  const written: AsWritten = {
    gave: rest,
    shown,
    lookedFor,
    anchors: [...pages.anchors],
    links: Array.from(pages.links, ([link, from]) => [link, from.page, from.file]),
    pageFindings: pages.findings,
  };
  writeSealed(file, code, Buffer.from(JSON.stringify(written)));
}

/** What was written; null where it is missing, not as it was written, or of other code. */
export function readKeptEdition(file: string, code: string): KeptEdition | null {
  const bytes = readSealed(file, code);
  if (bytes === null) return null;
  const written = JSON.parse(bytes.toString()) as AsWritten;
  const { gave, shown, lookedFor, anchors, links, pageFindings } = written;
  const pages = {
    anchors: new Map(anchors),
    links: new Map(links.map(([link, page, from]) => [link, { page, file: from }])),
    findings: pageFindings,
  };
  return { gave: { ...gave, pages }, shown, lookedFor };
}
