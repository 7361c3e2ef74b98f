import type { CycleState } from '../cycle-status.ts';
import type {
  UpgradeAdvisory,
  UpgradeChange,
  UpgradeDeprecation,
  UpgradeIssue,
  UpgradeStep,
} from './upgrade-document.ts';

/** What a reader asks the planner. */
export interface UpgradeChoice {
  /** A version, the beginning of one (`3.7`: the highest of them that is out), or `latest`. */
  from: string;
  to: string;
  /** Modules in use; none means all. */
  modules?: readonly string[];
  /** The day to plan on; the build clock's by default. */
  today?: string;
  /** Whether prereleases on the way count; by default when the way begins or ends at one. */
  prereleases?: boolean;
  /** The same of versions that are not out: scheduled or delayed. */
  planned?: boolean;
}

/** Why there is no plan. */
export interface UpgradeProblem {
  code: 'unknown-version' | 'backwards' | 'same' | 'unknown-module';
  field: 'from' | 'to' | 'modules';
  found: string;
  /** What was probably meant. */
  suggestion: string | null;
}

export type UpgradeAnswer =
  { plan: UpgradePlan; problems: [] } | { plan: null; problems: UpgradeProblem[] };

/** Everything that stands between two versions of a product, for the audience of an edition. */
export interface UpgradePlan {
  product: { id: string; title: string; href: string };
  audience: string;
  locale: string;
  /** The language of items marked as `fallback`. */
  source: { lang: string; dir: 'ltr' | 'rtl' };
  from: PlanVersion;
  to: PlanVersion;
  /** Those asked for, with titles; empty for all. */
  modules: { id: string; title: string }[];
  /** Titles of all modules, by id. */
  moduleTitles: Record<string, string>;
  today: string;
  /** Versions on the way, the target among them, oldest first. */
  versions: PlanVersion[];
  /** Versions on the way, before the target, that can't be skipped; none of `avoid`. Each ends a leg. */
  stops: PlanVersion[];
  /** Versions on the way that nobody should stop at: rolled back, withdrawn, or not out yet. */
  avoid: PlanVersion[];
  /** What must be done, leg by leg; a single leg where there are no stops. */
  legs: PlanLeg[];
  /** Guides on the way, in the order in which they are due. */
  guides: PlanGuide[];
  /** Other products that must move first. */
  requires: PlanRequirement[];
  behaviour: PlanChange[];
  gone: { deprecations: PlanDeprecation[]; changes: PlanChange[] };
  /** What still works at the target, and will go; soonest removal first. */
  going: { deprecations: PlanDeprecation[]; changes: PlanChange[] };
  security: {
    /** Each release on the way that mends a weakness, oldest first. */
    releases: PlanSecurityRelease[];
    /** Advisories that the way leaves behind, in the order in which it does. */
    advisories: PlanAdvisory[];
    /** Advisories that affect the target. */
    open: PlanAdvisory[];
    /** Security releases of the target's own cycle that are newer than the target, and out. */
    newer: PlanVersion[];
  };
  /** Known issues of the target, and those of the start which the target doesn't have. */
  issues: { met: PlanIssue[]; lost: PlanIssue[] };
  /** Cycles of the start, the versions on the way and the target, in that order. */
  cycles: PlanCycle[];
}

export interface PlanVersion {
  version: string;
  day: string | null;
  state: string;
  href: string;
  cycle: string | null;
}

export interface PlanLeg {
  from: PlanVersion;
  to: PlanVersion;
  /** Guides that are not split into steps: each is to be followed as a whole. */
  guides: PlanGuide[];
  before: PlanStep[];
  during: PlanStep[];
  after: PlanStep[];
  /** What changes on this leg ask for: soonest day first, then by version. */
  actions: PlanChange[];
}

/** A step of one guide, or the same step of several. */
export interface PlanStep extends UpgradeStep {
  /** `<guide>/<step>` of the first: stays the same from build to build, for check lists. */
  id: string;
  needed: 'required' | 'recommended' | 'optional';
  modules: string[];
  guides: { id: string; title: string; href: string }[];
  /** Set when all of its guides are written for later versions than its leg begins at: for these. */
  writtenFor?: string;
}

export interface PlanGuide {
  id: string;
  title: string;
  href: string;
  from: string;
  to: string;
  /** The ranges in words. */
  fromText: string;
  toText: string;
  effort: string | null;
  /** Set when it is written for later versions than its leg begins at: for these. */
  writtenFor?: string;
  fallback?: true;
}

export interface PlanChange extends Omit<UpgradeChange, 'at'> {
  version: string;
  href: string;
}

export interface PlanDeprecation extends Omit<
  UpgradeDeprecation,
  'without' | 'edges' | 'announcedAt' | 'guide'
> {
  href: string;
  /** Announced on the way: news to this reader. */
  isNew: boolean;
  guideHref: string | null;
}

export interface PlanSecurityRelease extends PlanVersion {
  changes: PlanChange[];
  /** Ids of the advisories that it mends. */
  advisories: string[];
  /** Out later than the target and of another cycle: the target may lack what it mends. */
  isAfterTarget: boolean;
}

export interface PlanAdvisory extends Omit<UpgradeAdvisory, 'affects' | 'mends' | 'edges'> {
  href: string;
  /** Whether the version that the reader comes from is affected. */
  affectsFrom: boolean;
}

export interface PlanIssue extends Omit<UpgradeIssue, 'affects'> {
  href: string;
  /** Whether the version that the reader comes from has it too. */
  affectsFrom: boolean;
}

export interface PlanCycle {
  name: string;
  codename: string | null;
  status: CycleState;
  /** The day on which support ended or the present status ends, where one is known. */
  day: string | null;
  isTarget: boolean;
  isStart: boolean;
}

export interface PlanRequirement {
  product: string;
  title: string;
  href: string;
  range: string;
  /** The range in words. */
  text: string;
  /** Versions on the way that need it, oldest first. */
  versions: string[];
  /** Whether readers must have it: a version that they stop at says so, or the target. */
  isDue: boolean;
}
