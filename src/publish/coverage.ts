import type { Edition } from '../catalog/edition.ts';
import type { Finding } from '../model/finding.ts';
import { excludedFromFeeds, whyApartFromFeeds } from '../outputs/feeds/exclusions.ts';
import { entryOf, type PlannedPage } from '../outputs/pages/plan.ts';
import { excludedFromSearch } from '../outputs/search/build-records.ts';
import { allEntries } from '../views/links.ts';

/** What one edition has, and where it went. */
export interface EditionCounts {
  readonly audience: string;
  readonly locale: string;
  /** Entries by kind. */
  readonly entries: Readonly<Record<string, number>>;
  readonly pages: number;
  readonly feedEntries: number;
  /** Records that Pagefind says it indexed. */
  searchRecords: number;
  /** What is left out of search and feeds, by reason, with the keys of the entries. */
  readonly left: {
    readonly search: Readonly<Record<string, readonly string[]>>;
    readonly feeds: Readonly<Record<string, readonly string[]>>;
  };
  /** How many of a whole kind are never in an output by themselves, by reason. */
  readonly apart: { readonly feeds: Readonly<Record<string, number>> };
}

/**
 * Holds every entry of an edition against what became of it: a page, a feed entry and a search
 * record, or a reason. An entry that got lost is an error.
 *
 * @param records how many search records were made
 * @param told how many entries its feeds have of each subject, by its key
 */
export function coverageOf(
  edition: Edition,
  pages: readonly PlannedPage[],
  records: number,
  told: ReadonlyMap<string, number>,
): { counts: EditionCounts; findings: Finding[] } {
  const paged = new Set(pages.flatMap((page) => entryOf(edition, page)?.key ?? []));
  const hasGlossary = pages.some(({ template }) => template === 'glossary');
  const left = {
    search: byReason(excludedFromSearch(edition)),
    feeds: byReason(excludedFromFeeds(edition)),
  };
  const findings: Finding[] = [];
  const entries: Record<string, number> = {};
  const apart: Record<string, number> = {};
  const untold = new Set(Object.values(left.feeds).flat());
  const unsearched = new Set(Object.values(left.search).flat());
  const kept = new Set(left.search['snapshot'] ?? []);
  let expectedRecords = 0;
  let hasTerms = false;
  for (const entry of allEntries(edition)) {
    entries[entry.kind] = (entries[entry.kind] ?? 0) + 1;
    const onPage = entry.kind === 'term' ? hasGlossary : paged.has(entry.key);
    if (!onPage) findings.push(lost(edition, entry.file, entry.key, 'pages'));
    const why = whyApartFromFeeds(entry);
    if (why !== null) apart[why] = (apart[why] ?? 0) + 1;
    else if (!untold.has(entry.key) && (told.get(entry.key) ?? 0) === 0) {
      findings.push(lost(edition, entry.file, entry.key, 'feeds'));
    }
    if (kept.has(entry.key) || entry.isFallback) {
      if (!unsearched.has(entry.key)) findings.push(lost(edition, entry.file, entry.key, 'search'));
    } else if (entry.kind === 'term') hasTerms = true;
    else expectedRecords += 1;
  }
  if (records !== expectedRecords + (hasTerms ? 1 : 0)) {
    findings.push(lost(edition, 'content', `${expectedRecords - records} entries`, 'search'));
  }
  return {
    counts: {
      audience: edition.audience.id,
      locale: edition.locale.code,
      entries,
      pages: pages.length,
      feedEntries: [...told.values()].reduce((sum, count) => sum + count, 0),
      searchRecords: 0,
      left,
      apart: { feeds: apart },
    },
    findings,
  };
}

function byReason(
  excluded: readonly { key: string; reason: string }[],
): Record<string, readonly string[]> {
  const reasons: Record<string, string[]> = {};
  for (const { key, reason } of excluded) (reasons[reason] ??= []).push(key);
  return reasons;
}

function lost(edition: Edition, file: string, key: string, output: string): Finding {
  return {
    code: 'coverage/lost',
    severity: 'error',
    file,
    message: `${key} is in the edition ${edition.audience.id}/${edition.locale.code}, but not in its ${output}`,
    expected: 'every entry in every output, or a reason',
    fix: 'This is a defect of Gazette: please report it with this file.',
  };
}
