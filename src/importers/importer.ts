import type { Day } from '../model/day.ts';
import type { Finding } from '../model/finding.ts';

/** One text file of the source, decoded: without BOM, with LF line ends. */
export interface SourceFile {
  /** Path from the source that was named, with forward slashes; the file name for a single file. */
  readonly path: string;
  readonly text: string;
  /** Brings a file that lies beside this one, by a relative reference as written in the text. */
  readonly asset: (reference: string) => Asset;
}

/** A file beside a note, or why it can't be brought along. */
export type Asset =
  { readonly path: string; readonly bytes: Uint8Array } | { readonly refused: string };

export interface ImportOptions {
  /** Id of the product, which is also the name of its file. */
  readonly product: string;
  /** Address that links from the root of the source's site (`/en/…`) are resolved against. */
  readonly linkBase?: string | undefined;
  /** Write notes as MDX instead of Markdown. */
  readonly mdx?: boolean | undefined;
  /** Language of the source, as on the command line; `en` when absent. */
  readonly locale?: string | undefined;
  /** The release that notes without a version of their own belong to. */
  readonly version?: string | undefined;
  /** The day of that release, for formats that don't tell it. */
  readonly date?: Day | undefined;
  /** Whether a file is in the portal already, by its path from the portal folder. */
  readonly present?: ((path: string) => boolean) | undefined;
}

/** A file to write, by its path from the portal folder. */
export interface PlannedFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Path of the source file. */
  readonly from: string;
  /** It fills a gap, but never replaces what is there; a file that differs is told. */
  readonly guess?: boolean;
  /** The locale of a translation; it is written only into a portal that has this locale. */
  readonly locale?: string;
}

/** A key to set in `content/products/<product>.yaml`. */
export interface PlannedKey {
  readonly key: string;
  readonly value: unknown;
  /** A guess: it fills a gap, but never replaces what is there. */
  readonly guess: boolean;
  readonly from: string;
}

/** Something the import took over. */
export interface Taken {
  readonly from: string;
  readonly line?: number;
  /** The sort of thing, in words that can be counted: `release`, `cycle`, `change`. */
  readonly what: string;
  /** Where it went: a path, with the place in it after `#`. */
  readonly to: string;
}

/** Something of the source that has no place in Gazette, or not as it stands there. */
export interface Unmapped {
  readonly from: string;
  readonly line?: number;
  /** What it is; things with the same words are told together, with their count. */
  readonly what: string;
  readonly why: string;
}

/** All that an import would do. It is data: nothing is written before it is applied. */
export interface ImportPlan {
  readonly files: readonly PlannedFile[];
  readonly merges: readonly PlannedKey[];
  readonly taken: readonly Taken[];
  readonly unmapped: readonly Unmapped[];
  readonly findings: readonly Finding[];
  /** Locales of translations, for a portal.yaml that is not there yet. */
  readonly locales?: readonly string[];
}

/** One source format. The next format is one file of this shape and a line in `registry.ts`. */
export interface Importer {
  /** Name on the command line. */
  readonly format: string;
  /** What it reads, in a line. */
  readonly summary: string;
  /** Endings of the files it reads from a folder, with the dot. */
  readonly extensions: readonly string[];
  /** Turns the source files, in their order, into a plan. It never throws for what a file holds. */
  read(sources: readonly SourceFile[], options: ImportOptions): ImportPlan;
}
