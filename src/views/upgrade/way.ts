import { cycleStatus } from '../cycle-status.ts';
import { planAddress } from './plan-address.ts';
import type { PlanChange, PlanCycle, PlanVersion, UpgradeChoice } from './plan.ts';
import type { UpgradeChange, UpgradeData } from './upgrade-document.ts';
import { firstOnWay } from './version-set.ts';

const PLANNED: ReadonlySet<string> = new Set(['scheduled', 'delayed']);
const TAKEN_BACK: ReadonlySet<string> = new Set(['rolled-back', 'withdrawn']);

/** The way from one version to another: which versions are on it, and what concerns the reader. */
export class Way {
  readonly data: UpgradeData;
  readonly from: number;
  readonly to: number;
  readonly today: string;
  /** The versions on the way, ascending. */
  readonly indexes: readonly number[];
  /** Those among them, before the target, that can't be skipped. */
  readonly stops: readonly number[];
  /** Changes of the versions on the way that concern the reader, by version, then as authored. */
  readonly changes: readonly UpgradeChange[];
  readonly #modules: ReadonlySet<string>;
  readonly #hasPrereleases: boolean;
  readonly #hasPlanned: boolean;

  constructor(data: UpgradeData, from: number, to: number, choice: UpgradeChoice) {
    this.data = data;
    this.from = from;
    this.to = to;
    this.today = choice.today ?? data.today;
    this.#modules = new Set(choice.modules);
    const either = (test: (index: number) => boolean): boolean => test(from) || test(to);
    this.#hasPrereleases = choice.prereleases ?? either((index) => this.#isPrerelease(index));
    this.#hasPlanned = choice.planned ?? either((index) => this.#isPlanned(index));
    this.indexes = data.versions.flatMap((_, index) => (this.#isOnWay(index) ? [index] : []));
    this.stops = this.indexes.filter(
      (index) => index < to && data.versions[index]?.stop === true && !this.isToAvoid(index),
    );
    this.changes = data.changes.filter(
      (change) => this.#isOnWay(change.at) && this.concerns(change),
    );
  }

  #isOnWay(index: number): boolean {
    if (index <= this.from || index > this.to) return false;
    return (
      (this.#hasPrereleases || !this.#isPrerelease(index)) &&
      (this.#hasPlanned || !this.#isPlanned(index))
    );
  }

  #isPrerelease(index: number): boolean {
    return this.data.versions[index]?.prerelease === true;
  }

  #isPlanned(index: number): boolean {
    return PLANNED.has(this.data.versions[index]?.state ?? 'released');
  }

  /** Whether nobody should stop at a version: it is not out, or was taken back. */
  isToAvoid(index: number): boolean {
    return this.#isPlanned(index) || TAKEN_BACK.has(this.data.versions[index]?.state ?? 'released');
  }

  /** Whether the way crosses one of these versions, be it a prerelease. */
  crosses(edges: readonly number[]): boolean {
    return firstOnWay(edges, this.from, this.to) !== null;
  }

  /** Whether an entry concerns the modules that were asked for. */
  readonly concerns = ({ modules }: { modules?: readonly string[] }): boolean =>
    this.#modules.size === 0 ||
    modules === undefined ||
    modules.length === 0 ||
    modules.some((id) => this.#modules.has(id));

  version(index: number): PlanVersion {
    const { version = '', day, state, cycle } = this.data.versions[index] ?? {};
    return {
      version,
      day: day ?? null,
      state: state ?? 'released',
      href: this.#release(version),
      cycle: cycle === undefined ? null : (this.data.cycles[cycle]?.cycle ?? null),
    };
  }

  change({ at, ...change }: UpgradeChange): PlanChange {
    const version = this.data.versions[at]?.version ?? '';
    return {
      ...change,
      version,
      href: `${this.#release(version)}#${encodeURIComponent(change.id)}`,
    };
  }

  /** Out on the day of the plan, and still meant to be used. */
  isOut(index: number): boolean {
    const { day, state, prerelease } = this.data.versions[index] ?? {};
    return state === undefined && prerelease !== true && (day === undefined || day <= this.today);
  }

  /** Whether a version of another cycle than the target's came out later than the target. */
  isAfterTarget(index: number): boolean {
    const [own, target] = [this.data.versions[index], this.data.versions[this.to]];
    if (own?.day === undefined || target?.day === undefined) return false;
    return own.day > target.day && (own.cycle === undefined || own.cycle !== target.cycle);
  }

  /** The cycles of the start, the versions on the way and the target, each once, in their order. */
  cycles(): PlanCycle[] {
    const { data, from, to, today } = this;
    const indexes = [from, ...this.indexes, to].flatMap((at) => data.versions[at]?.cycle ?? []);
    return [...new Set(indexes)].flatMap((index): PlanCycle[] => {
      const cycle = data.cycles[index];
      if (cycle === undefined) return [];
      const { status, endsOn } = cycleStatus(cycle as Parameters<typeof cycleStatus>[0], today);
      const extended = typeof cycle.eoesFrom === 'string' ? cycle.eoesFrom : undefined;
      const ended = extended ?? (typeof cycle.eolFrom === 'string' ? cycle.eolFrom : null);
      return [
        {
          name: cycle.cycle,
          codename: cycle.codename ?? null,
          status,
          day: status === 'ended' ? ended : endsOn,
          isTarget: data.versions[to]?.cycle === index,
          isStart: data.versions[from]?.cycle === index,
        },
      ];
    });
  }

  #release(version: string): string {
    return planAddress(this.data, `/releases/${this.data.product.id}/${version}/`);
  }
}
