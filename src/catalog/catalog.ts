import type { Kind, KindData } from '../model/kind.ts';
import type { Locale } from '../model/locale.ts';
import type { PortalData } from '../model/portal.ts';
import type { TranslationMeta } from '../model/common.ts';
import type { AudienceTable } from '../model/audience.ts';
import type { ParsedBody } from '../render/body.ts';
import type { FileDigests } from './facts.ts';
import type { StaleFor } from './source-mark.ts';
import type { Picture } from './pictures/format.ts';

/** Everything authored, checked and resolved. Deep frozen, but for the trees of bodies. */
export interface Catalog {
  /** Absolute path of the portal folder. */
  readonly root: string;
  readonly portal: PortalData;
  /** The declared locales; the first is the source. */
  readonly locales: readonly Locale[];
  readonly audiences: AudienceTable;
  /** Entries by kind, each list sorted by id. Inline changes are in `change`. */
  readonly entries: { readonly [K in Kind]: readonly CatalogEntry<K>[] };
  /** Absolute paths of files that belong to notes, by their path from the portal folder. */
  readonly attachments: Readonly<Record<string, string>>;
  /** What the files of notes are known by, by their path from the portal folder. */
  readonly digests: ReadonlyMap<string, FileDigests>;
  /** Hashes of the bytes of those that notes refer to, by path. */
  readonly attachmentHashes: Readonly<Record<string, string>>;
  /** What is known of the pictures among them that notes show, by path. */
  readonly pictures: Readonly<Record<string, Picture>>;
}

export interface CatalogEntry<K extends Kind = Kind> {
  readonly kind: K;
  /**
   * Unique among its kind: the file name without its ending; `<product>/<version>` for a release,
   * `<product>/<slug>` for a change with a file, `<product>/<version>/<id>` for an inline change,
   * and the path below docs/ for a guide.
   */
  readonly id: string;
  /** `<kind>:<id>` */
  readonly key: string;
  /** Path from the portal folder, with forward slashes. */
  readonly file: string;
  readonly data: KindData[K];
  readonly body: ParsedBody | null;
  /** The body as Markdown or MDX, as authored but for line ends. */
  readonly text: string;
  /** Hash of the prose: what a translation records as its `source`, or the first half of that. */
  readonly sourceHash: string;
  /** Files that its text refers to: paths from the portal folder, by the reference as written. */
  readonly files: Readonly<Record<string, string>>;
  /** Translations by locale code. */
  readonly translations: Readonly<Record<string, CatalogTranslation<K>>>;
  /** For an inline change: the id of its release. */
  readonly parent: string | null;
}

export interface CatalogTranslation<K extends Kind = Kind> {
  readonly locale: string;
  readonly file: string;
  /** The data of the source with the translated prose laid over it. */
  readonly data: KindData[K];
  /** The translated body; null when the translation has none and the source's is shown. */
  readonly body: ParsedBody | null;
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
  readonly meta: TranslationMeta | null;
  /** Whose source has changed since it was translated. */
  readonly staleFor: StaleFor;
}
