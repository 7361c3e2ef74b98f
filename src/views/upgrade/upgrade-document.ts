import type { VersionScheme } from '../../model/product.ts';
import type { ReleaseState } from '../../model/release.ts';
import type { VersionSet } from './version-set.ts';

/**
 * All that the planner needs to know of a product in one edition: plain data, small enough to be
 * fetched. Versions are named by their place in `versions`. What is empty, false or unknown is left
 * out. Titles are inline HTML; addresses follow from ids (`planAddress`).
 */
export interface UpgradeData {
  /** Raised when a script of another build could misread it. */
  format: 1;
  product: { id: string; title: string };
  scheme: VersionScheme;
  /** The audience of the edition, as readers know it. */
  audience: string;
  /** The language of the edition, and that of entries which are not translated. */
  locale: string;
  source: { lang: string; dir: 'ltr' | 'rtl' };
  /** What all addresses begin with: origin and base path; then locale and audience. */
  base: string;
  root: string;
  /** The day of the build clock. */
  today: string;
  modules: { id: string; title: string }[];
  /** As declared by the product. */
  cycles: UpgradeCycle[];
  /** Oldest version first. Cancelled releases never came to be and are not among them. */
  versions: UpgradeVersion[];
  /** The version that a reader should be on. */
  latest?: number;
  changes: UpgradeChange[];
  guides: UpgradeGuide[];
  /** Steps of guides, those that say the same once. */
  steps: UpgradeStep[];
  deprecations: UpgradeDeprecation[];
  issues: UpgradeIssue[];
  advisories: UpgradeAdvisory[];
}

export interface UpgradeCycle {
  cycle: string;
  codename?: string;
  releaseDate?: string;
  eoasFrom?: string | boolean;
  eolFrom?: string | boolean;
  eoesFrom?: string | boolean;
}

export interface UpgradeVersion {
  version: string;
  day?: string;
  /** Absent for a version that is out as planned. */
  state?: Exclude<ReleaseState, 'released' | 'cancelled'>;
  prerelease?: true;
  /** An upgrade must stop here. */
  stop?: true;
  /** Index of its cycle. */
  cycle?: number;
  /** `text` is the range in words. */
  requires?: { product: string; title: string; range: string; text: string }[];
}

/** What entries of every kind have. */
export interface UpgradeEntry {
  /** Inline HTML. */
  title: string;
  /** Modules that it concerns; all of them when absent. */
  modules?: string[];
  /** Written in the source language, because there is no translation. */
  fallback?: true;
}

export interface UpgradeChange extends UpgradeEntry {
  /** The anchor on the page of its release. */
  id: string;
  /** The version that it ships in. */
  at: number;
  type: string;
  /** Where a plan tells of it, besides what it asks readers to do. */
  role?: 'behaviour' | 'gone' | 'going' | 'security';
  action?: {
    /** Recommended only. */
    recommended?: true;
    by?: string;
    /** Names of the audiences who must act. */
    who?: string[];
    /** HTML of each step. */
    steps?: string[];
    guide?: { label: string; href: string };
  };
}

export interface UpgradeGuide extends UpgradeEntry {
  id: string;
  from: string;
  to: string;
  /** The ranges in words. */
  fromText: string;
  toText: string;
  effort?: string;
  /** The first version that it is written for; and all of them, in words. */
  first: number;
  writtenFor: string;
  /** Versions at whose crossing its steps are due, ascending. */
  edges: number[];
  steps: UpgradeGuideStep[];
}

export interface UpgradeGuideStep {
  /** Its id in the guide. */
  id: string;
  /** Index in `steps`. */
  step: number;
  /** Absent for what is required. */
  needed?: 'recommended' | 'optional';
  modules?: string[];
}

export interface UpgradeStep {
  title: string;
  when: 'before' | 'during' | 'after';
  /** Happens by itself. */
  automated?: true;
  details?: string;
  command?: string;
  verify?: string;
  rollback?: string;
  fallback?: true;
}

export interface UpgradeDeprecation extends UpgradeEntry {
  id: string;
  announcedAt?: number;
  announcedOn: string;
  endOfSupport?: string;
  removedIn?: string;
  /** Absent while it is to be announced. */
  removalDate?: string;
  breaking?: true;
  /** HTML. */
  replacement?: string;
  /** Id of the guide. */
  guide?: string;
  /** Versions that are without it. */
  without: VersionSet;
  /** Versions at whose crossing it goes. */
  edges: number[];
}

export interface UpgradeIssue extends UpgradeEntry {
  id: string;
  state: string;
  severity: string;
  fixedIn?: string;
  /** HTML. */
  workaround?: string;
  affects: VersionSet;
}

export interface UpgradeAdvisory extends UpgradeEntry {
  id: string;
  severity: string;
  cve?: string[];
  fixedIn?: string[];
  affects: VersionSet;
  /** Releases that say they mend it. */
  mends: number[];
  /** Versions at whose crossing it is gained: those releases, and where affected versions end. */
  edges: number[];
}
