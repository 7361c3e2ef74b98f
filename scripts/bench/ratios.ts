import { notePages } from './generate.ts';
import type { BenchResult, BuildResult, Together } from './plan.ts';
import { labelOf } from './scenarios.ts';
import { lowerFirst } from './table.ts';

/** A comparison that a bench is for, or a figure that something is promised of. */
export interface Ratio {
  /** `<scenario>-<measure>` against another side, `growth-<measure>` and so on. */
  readonly id: string;
  readonly what: string;
  readonly value: number;
  /** Empty for a ratio. */
  readonly unit: string;
  /** At most this much is wanted; null where nothing is promised. */
  readonly target: number | null;
  /** So many pages are promised of: with fewer, a target is not judged. */
  readonly from: number;
  readonly pages: number;
  /** Set where the two sides are not of one size. */
  readonly note: string | null;
}

/** A target: at most so much, promised of so many pages. */
interface Target {
  readonly most: number;
  readonly from: number;
}

/** What is promised is promised of a portal of 1,000 notes in 3 languages for 2 audiences. */
const full = 6_000;
/** And of four times as many notes. */
const grown = 24_000;

const atFull = (most: number): Target => ({ most, from: full });

/** What is promised, by the ids of ratios. */
const targets: Readonly<Record<string, Target>> = {
  'cold-time': atFull(1 / 10),
  'cold-memory': atFull(1 / 2),
  'hugo-time': atFull(0.7),
  'edit-share': atFull(1 / 10),
  'edit-title-share': atFull(1 / 10),
  'edit-seconds': atFull(1.5),
  'edit-title-seconds': atFull(1.5),
  'again-seconds': atFull(0.5),
  'template-share': atFull(1),
  'growth-exponent': { most: 1.05, from: grown },
  'growth-memory': { most: 1.5, from: grown },
  'search-milliseconds': atFull(120),
  'search-kilobytes': atFull(150),
  'search-requests-stock': atFull(1),
  'search-bytes-stock': atFull(1),
  'page-kilobytes': { most: 45, from: 0 },
  'script-kilobytes': { most: 15, from: 0 },
  'dev-ready-seconds': atFull(3),
  'dev-edit-milliseconds': atFull(300),
  differing: { most: 0, from: 0 },
};

/** What the measurements say against each other. Only what was measured is in the list. */
export function ratiosOf(result: BenchResult): Ratio[] {
  const { gazette, stock, hugo } = result;
  const ratios: Ratio[] = [];
  const { cold } = gazette;
  if (cold !== undefined) {
    if (stock !== null) ratios.push(...against('cold', 'Gazette cold : stock', cold, stock));
    if (hugo !== null) {
      ratios.push(...against('hugo', 'Gazette cold : Hugo + Pagefind', cold, hugo));
    }
  }
  ratios.push(
    ...shares(gazette),
    ...growth(result),
    ...search(result),
    ...dev(result),
    ...same(result),
  );
  return ratios;
}

/** Cold builds against another side's. */
function against(id: string, sides: string, build: BuildResult, other: Together): Ratio[] {
  const { all } = other;
  const note =
    all.pages === build.pages
      ? null
      : `${all.name} at ${all.pages} pages, Gazette at ${build.pages}`;
  const measures: [string, string, (of: BuildResult) => number | null][] = [
    ['time', 'wall time a page', perPage],
    ['cpu', 'processor time a page', (of) => (of.measured.cpu ?? NaN) / of.pages],
    ['memory', 'peak memory of all processes', (of) => of.measured.peakTree],
    ['largest', 'peak memory of the largest process', (of) => of.measured.peakProcess],
  ];
  return measures.flatMap(([measure, what, of]) => {
    const value = (of(build) ?? NaN) / (of(all) ?? NaN);
    if (!Number.isFinite(value)) return [];
    return ratio(`${id}-${measure}`, `${what}, ${sides}`, value, build.pages, { note });
  });
}

/** What a change costs, against the cold build of the same. */
function shares(gazette: BenchResult['gazette']): Ratio[] {
  const { cold } = gazette;
  const ratios: Ratio[] = [];
  for (const [name, build] of Object.entries(gazette)) {
    if (name === 'cold') continue;
    const { wall, cpu } = build.measured;
    const label = lowerFirst(labelOf(name));
    if (cold !== undefined) {
      // A change of a template makes every page anew, and search stays as it was.
      const isTemplate = name === 'template';
      const whole = cold.measured.wall - (isTemplate ? (cold.searchSeconds ?? 0) : 0);
      const what = `wall time, ${label} : cold${isTemplate ? ' without search' : ''}`;
      ratios.push(ratio(`${name}-share`, what, wall / whole, build.pages));
      if (cpu !== null && cold.measured.cpu !== null) {
        const value = cpu / cold.measured.cpu;
        ratios.push(ratio(`${name}-cpu`, `processor time, ${label} : cold`, value, build.pages));
      }
    }
    if (Object.hasOwn(targets, `${name}-seconds`)) {
      const what = `wall time, ${label}`;
      ratios.push(ratio(`${name}-seconds`, what, wall, build.pages, { unit: 's' }));
    }
  }
  return ratios;
}

/** From the smallest to the full size, and from there to the largest. */
function growth({ gazette, growth: others }: BenchResult): Ratio[] {
  const { cold } = gazette;
  if (cold === undefined) return [];
  const ratios: Ratio[] = [];
  for (const other of others) {
    const [smaller, larger] = [cold, other].sort((a, b) => a.pages - b.pages);
    if (smaller === undefined || larger === undefined || smaller.pages === larger.pages) continue;
    const id = larger === cold ? 'growth-to' : 'growth';
    const from = `from ${smaller.pages} to ${larger.pages} pages`;
    const exponent =
      Math.log(larger.measured.wall / smaller.measured.wall) /
      Math.log(larger.pages / smaller.pages);
    ratios.push(
      ratio(
        `${id}-exponent`,
        `exponent of wall time ${from} (1 is linear)`,
        exponent,
        larger.pages,
      ),
    );
    const { peakTree } = larger.measured;
    if (larger !== cold && peakTree !== null) {
      const what = `peak memory of all processes at ${larger.pages} pages`;
      ratios.push(ratio(`${id}-memory`, what, peakTree / 1e9, larger.pages, { unit: 'GB' }));
    }
  }
  return ratios;
}

/** What a reader pays for a first result, and for the page before. */
function search({ gazette, search: [ours, stock] }: BenchResult): Ratio[] {
  if (ours === undefined) return [];
  const pages = Object.values(gazette)[0]?.pages ?? 0;
  const first = 'first search result';
  const own = (id: string, what: string, value: number, unit: string): Ratio =>
    ratio(id, what, value, pages, { unit });
  const ratios = [
    own('search-milliseconds', `${first}, from the last letter`, ours.milliseconds, 'ms'),
    own('search-kilobytes', `${first}, fetched`, ours.search.bytes / 1000, 'KB'),
    own('page-kilobytes', 'release page, all that is fetched', ours.page.bytes / 1000, 'KB'),
    own('script-kilobytes', 'release page, JavaScript', ours.page.scriptBytes / 1000, 'KB'),
  ];
  if (stock === undefined) return ratios;
  const note =
    stock.pages === ours.pages
      ? null
      : `stock Starlight’s index has ${stock.pages} pages, Gazette’s ${ours.pages}`;
  const compared = (id: string, what: string, value: number): Ratio =>
    ratio(`search-${id}-stock`, `${first}, ${what}, Gazette : stock`, value, pages, { note });
  return [
    ...ratios,
    compared('time', 'time', ours.milliseconds / stock.milliseconds),
    compared('requests', 'requests', ours.search.requests / stock.search.requests),
    compared('bytes', 'bytes', ours.search.bytes / stock.search.bytes),
  ];
}

/** What a writer waits for. */
function dev({ dev: [ours, stock] }: BenchResult): Ratio[] {
  if (ours === undefined) return [];
  const pages = notePages(ours.size);
  const [ready, edit] = ['first page of dev, from the command', 'an edit on screen in dev'];
  const own = [
    ratio('dev-ready-seconds', ready, ours.ready / 1000, pages, { unit: 's' }),
    ratio('dev-edit-milliseconds', edit, ours.edit, pages, { unit: 'ms' }),
  ];
  if (stock === undefined) return own;
  return [
    ...own,
    ratio('dev-ready-stock', `${ready}, Gazette : stock`, ours.ready / stock.ready, pages),
    ratio('dev-edit-stock', `${edit}, Gazette : stock`, ours.edit / stock.edit, pages),
  ];
}

/** Builds whose output is not that of a clean build. */
function same({ gazette, growth: others }: BenchResult): Ratio[] {
  const compared = [...Object.values(gazette), ...others].filter(
    ({ differing }) => differing !== null,
  );
  const [first] = compared;
  if (first === undefined) return [];
  const wrong = compared.filter(({ differing }) => (differing ?? []).length > 0).length;
  const what = `builds that differ from a clean build, of ${compared.length}`;
  return [ratio('differing', what, wrong, first.pages)];
}

function ratio(
  id: string,
  what: string,
  value: number,
  pages: number,
  { unit = '', note = null }: { readonly unit?: string; readonly note?: string | null } = {},
): Ratio {
  const target = targets[id];
  return {
    id,
    what,
    value,
    unit,
    target: target?.most ?? null,
    from: target?.from ?? 0,
    pages,
    note,
  };
}

/** Seconds of wall time for each page of a note. */
export function perPage({ measured, pages }: BuildResult): number {
  return measured.wall / pages;
}

/** Bytes of an average HTML file. */
export function htmlPerFile({ output }: BuildResult): number {
  return output.htmlFiles === 0 ? 0 : output.htmlBytes / output.htmlFiles;
}

/** How a ratio stands to its target: null where nothing is promised. */
export function verdict({
  value,
  target,
  from,
  pages,
}: Ratio): 'met' | 'missed' | 'too few' | null {
  if (target === null) return null;
  if (pages < from) return 'too few';
  return value <= target ? 'met' : 'missed';
}
