import { advisorySchema, advisoryTranslationSchema } from './advisory.ts';
import type { AdvisoryData } from './advisory.ts';
import { announcementSchema, announcementTranslationSchema } from './announcement.ts';
import type { AnnouncementData } from './announcement.ts';
import { changeSchema, changeTranslationSchema } from './change.ts';
import type { ChangeData } from './change.ts';
import { deprecationSchema, deprecationTranslationSchema } from './deprecation.ts';
import type { DeprecationData } from './deprecation.ts';
import { docSchema, docTranslationSchema } from './doc.ts';
import type { DocData } from './doc.ts';
import { knownIssueSchema, knownIssueTranslationSchema } from './known-issue.ts';
import type { KnownIssueData } from './known-issue.ts';
import { migrationSchema, migrationTranslationSchema } from './migration.ts';
import type { MigrationData } from './migration.ts';
import { productSchema, productTranslationSchema } from './product.ts';
import type { ProductData } from './product.ts';
import { releaseSchema, releaseTranslationSchema } from './release.ts';
import type { ReleaseData } from './release.ts';
import { termSchema, termTranslationSchema } from './term.ts';
import type { TermData } from './term.ts';

/** The data of each kind of entry, as authored. */
export interface KindData {
  product: ProductData;
  release: ReleaseData;
  change: ChangeData;
  deprecation: DeprecationData;
  migration: MigrationData;
  'known-issue': KnownIssueData;
  advisory: AdvisoryData;
  announcement: AnnouncementData;
  term: TermData;
  doc: DocData;
}
export type Kind = keyof KindData;

/** Where the entries of a kind live, and what they look like. */
export interface KindRule {
  /** The folder under content/. */
  readonly folder: string;
  /** `yaml`: the whole file is data. `note`: front matter and a body, in .md or .mdx. */
  readonly form: 'yaml' | 'note';
  /** `flat`: the file is the id. `product`: <product>/<id>. `tree`: folders of any depth. */
  readonly shape: 'flat' | 'product' | 'tree';
}

export const kinds: Readonly<Record<Kind, KindRule>> = {
  product: { folder: 'products', form: 'yaml', shape: 'flat' },
  release: { folder: 'releases', form: 'note', shape: 'product' },
  change: { folder: 'changes', form: 'note', shape: 'product' },
  deprecation: { folder: 'deprecations', form: 'note', shape: 'flat' },
  migration: { folder: 'migrations', form: 'note', shape: 'flat' },
  'known-issue': { folder: 'known-issues', form: 'note', shape: 'flat' },
  advisory: { folder: 'advisories', form: 'note', shape: 'flat' },
  announcement: { folder: 'announcements', form: 'note', shape: 'flat' },
  term: { folder: 'glossary', form: 'yaml', shape: 'flat' },
  doc: { folder: 'docs', form: 'note', shape: 'tree' },
};

/** The schema of each kind, for its source. */
export const schemas = {
  product: productSchema,
  release: releaseSchema,
  change: changeSchema,
  deprecation: deprecationSchema,
  migration: migrationSchema,
  'known-issue': knownIssueSchema,
  advisory: advisorySchema,
  announcement: announcementSchema,
  term: termSchema,
  doc: docSchema,
} as const;

/** The schema of each kind, for its translations: prose only. */
export const translationSchemas = {
  product: productTranslationSchema,
  release: releaseTranslationSchema,
  change: changeTranslationSchema,
  deprecation: deprecationTranslationSchema,
  migration: migrationTranslationSchema,
  'known-issue': knownIssueTranslationSchema,
  advisory: advisoryTranslationSchema,
  announcement: announcementTranslationSchema,
  term: termTranslationSchema,
  doc: docTranslationSchema,
} as const;
