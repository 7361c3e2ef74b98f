import { daysBetween } from '../model/day.ts';
import type { Day } from '../model/day.ts';
import { compareVersions } from '../model/version.ts';
import type { SecurityFacts } from './security-facts.ts';
import { holds } from './security-lines.ts';
import type { VersionSpan } from './security-lines.ts';

/** A release that comes this many days after a post, or before it, may be the one it announces. */
const mostDays = 21;

/** A post of a release beside the security posts, which says what it mends. */
export interface Release {
  readonly version: string;
  readonly date: Day | null;
  readonly cve: ReadonlySet<string>;
  readonly security: boolean;
}

/**
 * One range for each line of versions: below the version that mends it when the post, or the note of a
 * security release that names the same CVE in those days, tells it; the whole line otherwise.
 */
export function affectedOf(
  facts: SecurityFacts,
  releases: readonly Release[],
  date: Day | null,
  product: string,
): {
  list: { product: string; range: string; fixedIn?: string }[];
  told: { what: string; why: string }[];
  guess: string | null;
} {
  const fixes = new Map<string, string>();
  const told: { what: string; why: string }[] = [];
  for (const version of facts.fixed) lower(version);
  const near = (release: Release): boolean =>
    date === null || release.date === null || Math.abs(daysBetween(date, release.date)) <= mostDays;
  const known = new Set(fixes.keys());
  for (const release of releases) {
    const { version, cve, security } = release;
    const line = lineOfVersion(version);
    if (!security || known.has(line) || !near(release)) continue;
    if (facts.cve.some((id) => cve.has(id))) {
      lower(version);
      const why = 'the post doesn’t name it; the note of the release names the same CVE';
      told.push({ what: 'fixed version', why });
    } else if (
      (facts.cve.length === 0 || cve.size === 0) &&
      facts.lines.includes(line) &&
      (date === null || release.date === null || release.date >= date)
    ) {
      lower(version);
      const why = `neither it nor a CVE is named by both; it is the security release of the line in the ${String(mostDays)} days after the post`;
      told.push({ what: 'fixed version', why });
    }
  }
  const lines = [...new Set([...fixes.keys(), ...facts.lines])].filter(
    (line) => !facts.spans.some((span) => holds(span, line)),
  );
  lines.sort((a, b) => compareVersions(a, b, 'calver'));
  const list = [
    ...facts.spans.map((span) => ({
      product,
      range: rangeOfSpan(span),
      ...(span.fixes ? { fixedIn: span.below } : {}),
    })),
    ...lines.map((line) => {
      const fixedIn = fixes.get(line);
      const range = rangeOfLine(line, fixedIn ?? null);
      return { product, range, ...(fixedIn === undefined ? {} : { fixedIn }) };
    }),
  ];
  for (const { fixedIn } of list) {
    if (fixedIn === undefined)
      told.push({
        what: 'line of versions without a fixed version',
        why: 'neither the post nor a release note names one',
      });
  }
  if (list.length > 0) {
    // Versions that mend something are a better witness than words; without one, both sides count.
    const mended = list.some(({ fixedIn }) => fixedIn !== undefined);
    const guess =
      facts.deniesAll && !mended
        ? 'The post says in one place that these versions are affected, and in another that none is, or that its CVE was rejected; they were written'
        : null;
    return { list, told, guess };
  }
  if (facts.denies && !facts.affirms) {
    const guess =
      'The post says that something is not affected, and nowhere that versions are; a range that holds no version was written';
    return { list: [{ product, range: '<0.0.0-0' }], told, guess };
  }
  const guess = facts.affirms
    ? 'The post says that versions are affected, and names none; the range of all versions was written'
    : 'The post names no line of versions that is affected; the range of all versions was written';
  return { list: [{ product, range: '*' }], told, guess };

  /** Of several versions of one line the first is what mends it. */
  function lower(version: string): void {
    const line = lineOfVersion(version);
    const present = fixes.get(line);
    if (present === undefined || compareVersions(version, present, 'semver') < 0)
      fixes.set(line, version);
  }
}

/** Where a version lies: the line it belongs to, and the range of that line below it. */
function lineOfVersion(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return major === '0' ? `0.${minor}` : major;
}

/** The versions of a line, up to the one that mends it when it is known. */
function rangeOfLine(line: string, fixedIn: string | null): string {
  if (fixedIn === null) return `${line}.x`;
  return `>=${line}${'.0'.repeat(3 - line.split('.').length)} <${fixedIn}`;
}

function rangeOfSpan({ from, below }: VersionSpan): string {
  return from === null ? `<${below}` : `>=${from} <${below}`;
}
