import type { CatalogEntry } from '../catalog/catalog.ts';
import type { Path } from '../catalog/draft.ts';
import type { Clock } from '../model/clock.ts';
import type { Severity } from '../model/finding.ts';
import type { CatalogIndex } from './catalog-index.ts';

/** A rule over the whole catalog. It looks at nothing but the catalog and the build clock. */
export interface Rule {
  /** Its name, in kebab case: the code of its findings, and what portal.yaml calls it. */
  readonly code: string;
  /**
   * How bad what it finds is, unless portal.yaml says otherwise. `error` is for what is surely wrong
   * and stays so: what a clock decides is a warning, so that no portal breaks by the turn of a day.
   */
  readonly severity: Severity;
  /** What it finds, for the writers' reference: a sentence. */
  readonly finds: string;
  /** What writers do about it, for the writers' reference: a sentence. */
  readonly mend: string;
  check(index: CatalogIndex, clock: Clock): Iterable<Claim>;
}

/** What a rule says of one field. Code, severity and line are added by whoever runs the rule. */
export interface Claim {
  /** The entry, or portal.yaml. */
  readonly at: Pick<CatalogEntry, 'key'> | 'portal';
  /** The field in the entry; of an inline change, the field in the change. */
  readonly path: Path;
  readonly message: string;
  readonly expected: string;
  readonly found: string;
  readonly fix: string;
}
