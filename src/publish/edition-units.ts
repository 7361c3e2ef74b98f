/** What of an edition is made, kept or dropped as a whole, and what follows from all of it. */
import type { Edition } from '../catalog/edition.ts';
import { pageAddress, toUrl } from '../model/address.ts';
import type { Finding } from '../model/finding.ts';
import type { Ledger } from './ledger.ts';
import type { PageFacts } from './page-check.ts';
import type { RecordUnit } from './record-units.ts';
import type { Written } from './tree-writer.ts';

/** A page that was written, and what has to be known of it to check links. */
export interface PageUnit extends WithFiles {
  readonly template: string;
  readonly anchors: string;
  /** Numbers of texts in the ledger: each link once, in the order of the page. */
  readonly links: readonly number[];
  readonly findings: readonly Finding[];
  /** The file that a writer has to mend when a link is broken. */
  readonly source: string;
}

/** What the units have in common that are written as files. */
export interface WithFiles {
  readonly files: readonly Written[];
}

/** The files of a room, and what writers should know of them. */
export interface RoomUnit extends WithFiles {
  readonly findings: readonly Finding[];
}

/** How their names begin. */
export const WITH_FILES = ['page ', 'room ', 'document '];

/** Values of the units whose names begin so, in the order in which they came. */
export function valuesOf<T>(ledger: Ledger, prefix: string): T[] {
  return Array.from(ledger.values<T>(prefix), ([, value]) => value);
}

/** What search has of an edition. */
export function recordsIn(ledger: Ledger): RecordUnit[] {
  return valuesOf<RecordUnit | null>(ledger, 'record ').filter((one) => one !== null);
}

/** The files of an edition, but those of its search index. */
export function filesOf(ledger: Ledger): Written[] {
  const files: Written[] = [];
  for (const prefix of WITH_FILES) {
    for (const [, unit] of ledger.values<WithFiles>(prefix)) files.push(...unit.files);
  }
  return files;
}

/** What must be known of an edition's pages to check links between pages of all editions. */
export function pageFacts(ledger: Ledger, edition: Edition): PageFacts {
  const anchors = new Map<string, string>();
  const links = new Map<string, { page: string; file: string }>();
  const findings: Finding[] = [];
  const seen: number[] = [];
  for (const [name, unit] of ledger.values<PageUnit>('page ')) {
    const address = pageAddress(edition, name.slice('page '.length));
    const page = toUrl(address, edition.portal.base);
    anchors.set(page, unit.anchors);
    findings.push(...unit.findings);
    unit.links.forEach((link) => {
      if (seen[link] === 1) return;
      seen[link] = 1;
      links.set(ledger.textOf(link), { page, file: unit.source });
    });
  }
  return { anchors, links, findings };
}
