import type { Root } from 'hast';
import type { Clock } from '../model/clock.ts';
import type { Day } from '../model/day.ts';
import type { Kind, KindData } from '../model/kind.ts';
import type { MigrationStep } from '../model/migration.ts';
import type { PortalData } from '../model/portal.ts';
import type { Picture } from './pictures/format.ts';
import type { Traced } from './trace.ts';

export { cutEdition } from './cut-edition.ts';

/** The portal for one audience in one locale: everything downstream sees it and can't see past it. */
export interface Edition extends Traced {
  readonly audience: EditionAudience;
  readonly locale: EditionLocale;
  readonly portal: EditionPortal;
  readonly clock: Clock;
  /** By `order`, then id. */
  readonly products: readonly EditionProduct[];
  /** In the order of products; newest version first in each. */
  readonly releases: readonly EditionRelease[];
  /** In the order of releases (unreleased first in each product), then as authored. */
  readonly changes: readonly EditionChange[];
  /** By id. */
  readonly deprecations: readonly EditionEntry<'deprecation'>[];
  readonly migrations: readonly EditionEntry<'migration'>[];
  readonly knownIssues: readonly EditionEntry<'known-issue'>[];
  readonly advisories: readonly EditionEntry<'advisory'>[];
  readonly announcements: readonly EditionEntry<'announcement'>[];
  readonly terms: readonly EditionEntry<'term'>[];
  readonly docs: readonly EditionEntry<'doc'>[];
  /** An entry by kind and id; undefined when it is not in this edition. */
  byKey<K extends Kind>(kind: K, id: string): EditionEntryOf<K> | undefined;
}

export interface EditionAudience {
  readonly id: string;
  readonly label: string;
  readonly isRoot: boolean;
  /** First segment of its addresses: '' at the root. */
  readonly prefix: string;
}

export interface EditionLocale {
  readonly code: string;
  readonly label: string;
  readonly dir: 'ltr' | 'rtl';
  /** First segment of its addresses: '' for the source locale. */
  readonly prefix: string;
  /** Whether notes are written in it. */
  readonly isSource: boolean;
}

export interface EditionPortal {
  readonly title: string;
  readonly description: string;
  /** The address as declared, without a slash at the end; null when none is declared. */
  readonly site: string | null;
  /** Scheme and host: `https://example.com`; null when no site is declared. */
  readonly origin: string | null;
  /** The path of the site without a slash at the end: '' or '/base'. */
  readonly base: string;
  readonly organisation: PortalData['organisation'] | null;
  readonly tagAuthority: string | null;
  /** All locales, the source first. */
  readonly locales: readonly EditionLocale[];
  /** This audience and the others that are offered in the switch, in declared order. */
  readonly audiences: readonly (EditionAudience & { readonly site: string | null })[];
  readonly tiers: readonly { tier: number; label: string; description: string | null }[];
  readonly home: PortalData['home'];
  readonly freezes: readonly { title: string; from: Day; to: Day; products: readonly string[] }[];
  readonly links: readonly { label: string; url: string }[];
}

/** Fields of releases and changes that are for release managers: no edition has them. */
export type InternalField =
  | 'owner'
  | 'approvals'
  | 'readiness'
  | 'decision'
  | 'risk'
  | 'retention'
  | 'draft'
  | 'embargoUntil'
  | 'audience';

/** A step of a migration guide. */
export type EditionStep = Omit<MigrationStep, 'audience'> & {
  /** Of the audiences that it names, those that this one reads; none when it names none. */
  readonly who: readonly string[];
};

/** What is left of an entry's data in an edition. A release's changes are in its `changes`. */
export type EditionData<K extends Kind> = Omit<
  KindData[K],
  K extends 'release'
    ? InternalField | 'changes'
    : K extends 'migration'
      ? InternalField | 'steps'
      : InternalField
> &
  (K extends 'migration' ? { readonly steps: readonly EditionStep[] } : unknown);

export interface EditionEntry<K extends Kind = Kind> extends Traced {
  readonly kind: K;
  readonly id: string;
  /** `<kind>:<id>` */
  readonly key: string;
  /** Path from the portal folder. For messages, never for output. */
  readonly file: string;
  /** The title to show: that of the data, or the product and version of a release without one. */
  readonly title: string;
  /** Prose of the locale laid over; parts that the audience may not read cut out; internal fields gone. */
  readonly data: EditionData<K>;
  /**
   * The first day on which this audience could read it, where its embargo says so; null without one.
   * Others may have read it before, which is why it is no earlier than `publishedAt` of `data`.
   */
  readonly opensOn: Day | null;
  /** The body, cut for the audience; null when there is none. */
  readonly body: Root | null;
  /** The language of the text: the edition's, or the source's for a fallback. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** Whether the source text is shown because there is no translation. */
  readonly isFallback: boolean;
  /** Whether the body alone is the source's, beneath translated front matter. */
  readonly isBodyFallback: boolean;
  /** Whether what this audience reads of the source changed after it was translated, as far as can be told. */
  readonly isStale: boolean;
  /** Codes of the locales that have it in their own language, the source first: for hreflang. */
  readonly translatedIn: readonly string[];
  /** Files beside the note, and pictures of public/, that this edition's text refers to. */
  readonly assets: readonly EditionAsset[];
}

export interface EditionAsset {
  /** As the note refers to it: `./diagram.png`. */
  readonly reference: string;
  /** Path from the portal folder. */
  readonly path: string;
  /** Absolute path of the file. */
  readonly source: string;
  /** What is known of it, where the text shows it as a picture. */
  readonly picture?: Picture;
}

export interface EditionProduct extends EditionEntry<'product'> {
  /** Its releases in this edition, newest version first. */
  readonly releases: readonly EditionRelease[];
}

export interface EditionRelease extends EditionEntry<'release'> {
  readonly product: string;
  readonly version: string;
  /** The id of the cycle that it belongs to; null when the product declares none for it. */
  readonly cycle: string | null;
  /** The day of the release, or on which its window begins; null while there is none. */
  readonly day: Day | null;
  /** Inline changes as authored, then those with files by id. */
  readonly changes: readonly EditionChange[];
}

export interface EditionChange extends EditionEntry<'change'> {
  readonly product: string;
  /** The version that it ships in; null for `next`. */
  readonly release: string | null;
  /** The anchor on the page of its release. */
  readonly anchor: string;
  /** Whether it has a file, and so an address of its own. */
  readonly hasFile: boolean;
}

export type EditionEntryOf<K extends Kind> = K extends 'product'
  ? EditionProduct
  : K extends 'release'
    ? EditionRelease
    : K extends 'change'
      ? EditionChange
      : EditionEntry<K>;
