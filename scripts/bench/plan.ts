import type { Size } from './generate.ts';
import type { Measured } from './measure.ts';
import type { OutputSize } from './output-size.ts';

/** What to measure. */
export interface BenchPlan {
  readonly size: Size;
  /** Further sizes of Gazette's portal, from which growth is told. */
  readonly growth: readonly Size[];
  /** The size at which stock Starlight is built; null builds it not. */
  readonly stock: Size | null;
  /** Whether the same notes are built by Hugo and Pagefind. */
  readonly hugo: boolean;
  /** How many words a browser searches for in what was built; 0 for none. */
  readonly search: number;
  /** How many edits the development server is to show; 0 for none. */
  readonly dev: number;
  /** Whether what each build wrote is compared with a clean build of the same. */
  readonly verify: boolean;
  /** How often each build is measured; the one of median wall time counts. */
  readonly runs: number;
  /** Names of the scenarios to measure at full size; they run in the order of `scenarios`. */
  readonly scenarios: readonly string[];
}

/** A build, measured. */
export interface BuildResult {
  readonly name: string;
  readonly summary: string;
  readonly size: Size;
  /** Pages of notes: notes × locales × audiences. */
  readonly pages: number;
  /** The run of median wall time. */
  readonly measured: Measured;
  /** Wall times of all runs, in seconds, in their order. */
  readonly walls: readonly number[];
  readonly output: OutputSize;
  /** Seconds that went into search alone, where the build tells. */
  readonly searchSeconds: number | null;
  /** Paths whose bytes are not those of a clean build; null where that was not compared. */
  readonly differing: readonly string[] | null;
}

/** What is done once, when Gazette is installed: it depends on no portal. */
export interface InstallResult {
  /** The run of median wall time. */
  readonly measured: Measured;
  /** Wall times of all runs, in seconds, in their order. */
  readonly walls: readonly number[];
}

/** Builds that belong together, and their sum: one for each audience. */
export interface Together {
  readonly all: BuildResult;
  readonly builds: readonly BuildResult[];
}

/** What a reader pays for search on one site: medians over words. */
export interface SearchResult {
  readonly name: string;
  /** Pages of notes in the index that was searched. */
  readonly pages: number;
  /** Opening a release page, until nothing more is fetched. */
  readonly page: Fetched & { readonly scriptBytes: number };
  /** From opening the search to the first result. */
  readonly search: Fetched;
  /** Milliseconds from the last letter of a word to the first result on screen. */
  readonly milliseconds: number;
  /** The same of every word, in their order. */
  readonly all: readonly number[];
}

/** A development server, measured. */
export interface DevResult {
  readonly name: string;
  readonly size: Size;
  /** Milliseconds from the command to the first page, at a second start. */
  readonly ready: number;
  /** From writing a note to its edit on the page of a browser: median. */
  readonly edit: number;
  /** The same of every edit, in their order. */
  readonly all: readonly number[];
}

/** What was fetched. Bytes are those of bodies as they went over the wire. */
export interface Fetched {
  readonly requests: number;
  readonly bytes: number;
}

/** Something that this machine can't measure, and why. */
export interface NotMeasured {
  readonly what: string;
  readonly why: string;
}

export interface BenchResult {
  readonly install: InstallResult;
  /** Gazette at full size, by the names of `scenarios`. */
  readonly gazette: Readonly<Record<string, BuildResult>>;
  /** Gazette at other sizes, everything new, from the smallest. */
  readonly growth: readonly BuildResult[];
  readonly stock: Together | null;
  readonly hugo: Together | null;
  readonly search: readonly SearchResult[];
  readonly dev: readonly DevResult[];
  readonly notMeasured: readonly NotMeasured[];
}

/** A measured build ended with an error. */
export class BuildFailed extends Error {}

/** `1000 × 3 × 2` */
export function spell({ notes, locales, audiences }: Size): string {
  return `${notes} × ${locales} × ${audiences}`;
}
