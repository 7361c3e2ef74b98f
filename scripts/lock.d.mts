interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What the packages of a lock file name as optional, and it doesn't hold. */
export function missing(lock: { readonly packages: Readonly<Record<string, LockEntry>> }): {
  /** The place of the package that names it. */
  from: string;
  name: string;
  range: string;
  dev: boolean;
}[];
