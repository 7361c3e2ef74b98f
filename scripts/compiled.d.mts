/** Size, both times and the number of a file or folder, as the file system tells them. */
export type Seen = readonly [size: number, modified: number, changed: number, node: number];

/** A file or folder with a digest of what is in it. What was touched just before counts as not seen. */
export type Stamped = readonly [path: string, digest: string, seen: Seen | null];

/** What a compiled engine was made of. */
export interface Stamp {
  /** The version of Node. */
  readonly node: string;
  /** The folder that it is in, beside the stamp. */
  readonly folder: string;
  /** Its own files, and all that went into them. */
  readonly files: readonly Stamped[];
  /** Folders of the code, by the names in them. */
  readonly folders: readonly Stamped[];
}

/** Where the compiled engine is, with its stamp: below the folder of Gazette itself. */
export function compiledHome(engine: string): string;
/** The file that says what the compiled engine was made of. It is written last. */
export function stampFile(engine: string): string;
/** The compiled command line; undefined where there is none of exactly this code. */
export function compiledCommandLine(engine: string): string | undefined;
/** A stamp as text, with a checksum before it. */
export function sealed(stamp: Stamp): string;
/** What the file system says of a file or folder. */
export function lookAt(place: string): Seen;
/** A digest of the names in a folder. */
export function namesIn(folder: string): string;
/** SHA-256, in hexadecimal digits. */
export function digest(content: string | Uint8Array): string;
