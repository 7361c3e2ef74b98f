import { resolve } from 'node:path';
import type { Embargo } from '../model/common.ts';
import type { Clock } from '../model/clock.ts';
import { compareFindings, compareText } from '../model/finding.ts';
import type { Finding } from '../model/finding.ts';
import { kinds } from '../model/kind.ts';
import type { Kind } from '../model/kind.ts';
import type { ProductData } from '../model/product.ts';
import { Attachments } from './attachments.ts';
import { addBody, checkBody } from './bodies.ts';
import type { Catalog, CatalogEntry } from './catalog.ts';
import type { Draft } from './draft.ts';
import { duplicateAliases, duplicateAnchors, duplicateVersions } from './duplicates.ts';
import type { FileDigests } from './facts.ts';
import { freeze } from './freeze.ts';
import { inlineChanges } from './inline-changes.ts';
import { loadPortal } from './load-portal.ts';
import { placesFrom } from './places.ts';
import type { PlacesOf } from './places.ts';
import { digestsOf, readEntry } from './read-entry.ts';
import { noMemory, type FileMemory, type Memory } from './memory.ts';
import { readProse } from './prose-links.ts';
import { listFiles } from './read.ts';
import { checkReferences } from './references.ts';
import type { Known } from './reference-checks.ts';
import { sortFiles } from './sort-files.ts';
import type { EntryFile } from './sort-files.ts';
import { SourceEntry } from './source-entry.ts';
import { addTranslation } from './translations.ts';
import { fieldFinding } from './draft.ts';

/** What came of loading a portal folder. */
export interface Loaded {
  /**
   * Null only when portal.yaml can't be read. It lacks the entries that can't be read, so nothing may be
   * published from it while a finding is an error (`hasErrors`); a preview may show it.
   */
  readonly catalog: Catalog | null;
  /** All that was found, sorted by file and line. */
  readonly findings: readonly Finding[];
  /** The way back from the catalog to lines, for rules over all of it. */
  readonly placesOf: PlacesOf;
  /** What it was made of, from which another can be made after an edit; null where there is no catalog. */
  readonly parts: LoadedParts | null;
}

/** What a catalog is made of. */
export interface LoadedParts {
  readonly entries: readonly EntryFile[];
  readonly drafts: Drafts;
  readonly known: Known;
  readonly attachments: Attachments;
  readonly yaml: NonNullable<ReturnType<typeof loadPortal>['loaded']>['yaml'];
}

const nowhere: PlacesOf = () => {
  throw new RangeError('there is no catalog');
};

/**
 * Reads a portal folder (absolute or relative path): every file under content/ is read, left with a
 * finding, or belongs to a note. Throws only for what is no writer's doing, such as a full disk. The
 * memory may know files that have not changed since they were last read. What is not wanted is not read:
 * for filling a memory with a part of the notes, and for nothing else.
 */
export async function loadCatalog(
  root: string,
  clock: Clock,
  memory: Memory = noMemory,
  isWanted: (entry: EntryFile) => boolean = () => true,
): Promise<Loaded> {
  const absolute = resolve(root);
  const listed = listFiles(absolute);
  const findings: Finding[] = [...listed.findings];
  const { loaded, findings: ofPortal } = loadPortal(listed.files, memory);
  // A portal.yaml that was refused as a file is not missing.
  const isTold = findings.some(({ file }) => file === 'content' || file === 'content/portal.yaml');
  if (!isTold || loaded !== null) findings.push(...ofPortal);
  if (loaded === null) {
    findings.sort(compareFindings);
    return { catalog: null, findings, placesOf: nowhere, parts: null };
  }
  const { portal, locales, audiences } = loaded;
  const sorted = sortFiles(listed.files, locales);
  findings.push(...sorted.findings);

  const entries = sorted.entries.filter(isWanted);
  const digests = new Map<string, FileDigests>();
  const drafts = readSources(entries, memory, digests, findings);
  const products = new Map<string, ProductData>();
  for (const { entry } of drafts.product) products.set(entry.id, entry.data);
  const known: Known = { ids: knownIds(sorted.entries, drafts), products, audiences, locales };
  const attachments = new Attachments(absolute, sorted.attachments, memory);

  for (const kind of kindList) {
    for (const draft of drafts[kind] as readonly Draft[]) {
      findings.push(...checkDraft(draft, known, attachments, clock));
    }
  }
  findings.push(...duplicateVersions(drafts.release, products), ...duplicateAnchors(drafts.change));
  findings.push(...duplicateAliases(kindList.flatMap((kind) => drafts[kind] as Draft[])));
  addTranslations(entries, memory, digests, drafts, known, attachments, findings);
  findings.push(...portalReferences(loaded, known), ...attachments.unused());
  const catalog = {
    root: absolute,
    portal,
    locales,
    audiences,
    entries: Object.fromEntries(
      kindList.map((kind) => [kind, finish(drafts[kind] as readonly Draft[])]),
    ) as unknown as Catalog['entries'],
    attachments: { ...attachments.absolute },
    digests,
    attachmentHashes: { ...attachments.hashes },
    pictures: { ...attachments.pictures },
  };
  const { yaml } = loaded;
  return {
    catalog: freeze(catalog),
    findings: findings.sort(compareFindings),
    placesOf: placesFrom(drafts, yaml),
    parts: { entries, drafts, known, attachments, yaml },
  };
}

/** Checks an entry against what else there is, and notes the files that it refers to. */
export function checkDraft(
  draft: Draft,
  known: Known,
  attachments: Attachments,
  clock: Clock,
): Finding[] {
  const findings = [...checkReferences(draft, known), ...checkBody(draft, known, attachments)];
  const { publishedAt, embargoUntil } = draft.entry.data;
  if (
    publishedAt !== undefined &&
    publishedAt > clock.today &&
    draft.entry.parent === null &&
    !isHeldUntil(embargoUntil, publishedAt)
  ) {
    findings.push(
      fieldFinding(
        draft.read,
        ['publishedAt'],
        'published-in-future',
        'It says that it was published on a day to come.',
        {
          severity: 'warning',
          expected: `${clock.today} or earlier`,
          found: publishedAt,
          fix: 'Write embargoUntil for a day to come.',
        },
      ),
    );
  }
  return findings;
}

/** Whether nobody may read an entry before a day: then it is right that it is published on that day. */
function isHeldUntil(embargo: Embargo | undefined, day: string): boolean {
  if (embargo === undefined) return false;
  const days = typeof embargo === 'string' ? [embargo] : Object.values(embargo);
  return days.every((until) => until >= day);
}

/** Entries by kind, with the way back to their files. */
export type Drafts = { readonly [K in Kind]: Draft<K>[] };
export const kindList = Object.keys(kinds) as Kind[];

/** Reads the entries with a file of their own, and the changes in the lists of releases. */
export function readSources(
  entries: readonly EntryFile[],
  memory: Memory,
  digests: Map<string, FileDigests>,
  findings: Finding[],
): Drafts {
  const drafts = Object.fromEntries(kindList.map((kind) => [kind, []])) as unknown as Drafts;
  for (const file of entries) {
    if (file.locale !== null) continue;
    const result = readEntry(file, null, memoryOf(file, memory));
    findings.push(...result.findings);
    if (result.read === null) continue;
    const { read } = result;
    digests.set(file.file.path, digestsOf(read));
    const entry = new SourceEntry(read);
    const draft = { entry, read, base: [], prose: readProse(entry.data, read, []) };
    addBody(draft, findings);
    (drafts[file.kind] as Draft[]).push(draft);
    if (file.kind === 'release') {
      drafts.change.push(...inlineChanges(draft as unknown as Draft<'release'>, findings));
    }
  }
  return drafts;
}

function memoryOf({ file }: EntryFile, memory: Memory): FileMemory {
  return memory.of(file.path, file.absolute);
}

/** Ids of what has a file, readable or not, so that one broken file does not break all that name it. */
function knownIds(entries: readonly EntryFile[], drafts: Drafts): Known['ids'] {
  const ids = Object.fromEntries(
    kindList.map((kind) => [
      kind,
      new Set((drafts[kind] as readonly Draft[]).map((draft) => draft.entry.id)),
    ]),
  ) as Record<Kind, Set<string>>;
  for (const { kind, id, locale } of entries) if (locale === null) ids[kind].add(id);
  return ids;
}

/** Lays translations over what they translate. */
export function addTranslations(
  entries: readonly EntryFile[],
  memory: Memory,
  digests: Map<string, FileDigests>,
  drafts: Drafts,
  known: Known,
  attachments: Attachments,
  findings: Finding[],
): void {
  const byId = new Map<string, Draft>();
  const inline = Map.groupBy(
    drafts.change.filter(({ entry }) => entry.parent !== null),
    ({ entry }) => entry.parent ?? '',
  );
  for (const kind of kindList) {
    for (const draft of drafts[kind] as readonly Draft[]) {
      if (draft.entry.parent === null) byId.set(`${kind}:${draft.entry.id}`, draft);
    }
  }
  for (const file of entries) {
    if (file.locale === null) continue;
    const source = byId.get(`${file.kind}:${file.id}`);
    if (source === undefined && !known.ids[file.kind].has(file.id)) {
      findings.push({
        code: 'orphan-translation',
        severity: 'error',
        file: file.file.path,
        message: 'This translates a note that is not there.',
        expected: `content/${kinds[file.kind].folder}/${file.id} in the source language`,
        found: 'nothing',
        fix: 'Rename the file like its source, or delete it.',
      });
    }
    if (source === undefined) {
      findings.push(...readEntry(file, null, memoryOf(file, memory)).findings);
      continue;
    }
    const changes = file.kind === 'release' ? (inline.get(file.id) ?? []) : [];
    addTranslation(source, file, changes, { known, attachments, findings, memory, digests });
  }
}

/** Products that portal.yaml names. */
function portalReferences(
  loaded: NonNullable<ReturnType<typeof loadPortal>['loaded']>,
  known: Known,
): Finding[] {
  const findings: Finding[] = [];
  loaded.portal.calendar.freezes.forEach((freeze, index) => {
    freeze.products.forEach((product, at) => {
      if (known.ids.product.has(product)) return;
      const { line, column } = loaded.yaml.placeOf(['calendar', 'freezes', index, 'products', at]);
      findings.push({
        code: 'unknown-reference',
        severity: 'error',
        file: 'content/portal.yaml',
        line,
        column,
        field: `calendar.freezes[${index}].products[${at}]`,
        message: `There is no product ${product}.`,
        expected: 'the id of a product',
        found: product,
        fix: 'Add the product, or delete the reference.',
      });
    });
  });
  return findings;
}

function finish(drafts: readonly Draft[]): CatalogEntry[] {
  return drafts.map(({ entry }) => entry as CatalogEntry).sort((a, b) => compareText(a.id, b.id));
}
