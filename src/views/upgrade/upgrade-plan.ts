import { compareText } from '../../model/finding.ts';
import { chooseVersion, nearestVersion } from './choose-version.ts';
import { planAddress } from './plan-address.ts';
import { legsOf } from './plan-legs.ts';
import type {
  PlanAdvisory,
  PlanChange,
  PlanDeprecation,
  PlanIssue,
  PlanRequirement,
  PlanSecurityRelease,
  UpgradeAnswer,
  UpgradeChoice,
  UpgradePlan,
  UpgradeProblem,
} from './plan.ts';
import { suggest } from '../../render/suggest.ts';
import type { UpgradeChange, UpgradeData, UpgradeDeprecation } from './upgrade-document.ts';
import { firstOnWay, isIn } from './version-set.ts';
import { Way } from './way.ts';

/**
 * Everything between two versions of a product.
 *
 * On the way are the versions after `from`, up to and with `to`, in the order of versions: security
 * releases of other cycles too, since what they mended and changed came into later cycles as well.
 * Prereleases are on the way only if it begins or ends at one (or `prereleases` says so), and so are
 * versions that are not out, scheduled or delayed (`planned`). What was taken back is on the way, since
 * later versions have its changes, but nobody is made to stop there. An entry without modules concerns
 * all of them.
 *
 * Ways add up: a plan from A to C has exactly the steps, actions, changes, security releases,
 * requirements and cycles of the plans from A to B and from B to C together (with the same
 * `prereleases` and `planned`, which must count if B is one). Lists by version are those two, one after the other.
 * Of what is told of the target, C's counts: known issues met, open advisories, what will go. Of
 * both plans' removals it has those that C is without; of the advisories left behind, those that
 * don't affect C; of the known issues lost, those that A has and C has not. B is a stop of the
 * whole way if its release says so and is out.
 *
 * Small and pure: it runs in the browser on what `upgradeData` has made, and in the command.
 */
export function planUpgrade(data: UpgradeData, choice: UpgradeChoice): UpgradeAnswer {
  const from = chooseVersion(data, choice.from, 'from');
  const to = chooseVersion(data, choice.to, 'to');
  const problems = problemsOf(data, choice, from, to);
  if (from === null || to === null || problems.length > 0) return { plan: null, problems };
  const way = new Way(data, from, to, choice);
  const { product, audience, locale, source } = data;
  const plan: UpgradePlan = {
    product: { ...product, href: planAddress(data, `/releases/${product.id}/`) },
    audience,
    locale,
    source,
    from: way.version(from),
    to: way.version(to),
    modules: data.modules.filter(({ id }) => choice.modules?.includes(id)),
    moduleTitles: Object.fromEntries(data.modules.map(({ id, title }) => [id, title])),
    today: way.today,
    versions: way.indexes.map((index) => way.version(index)),
    stops: way.stops.map((index) => way.version(index)),
    avoid: way.indexes.filter((index) => way.isToAvoid(index)).map((index) => way.version(index)),
    ...legsOf(way),
    requires: requiresOf(way),
    behaviour: changesOf(way, 'behaviour'),
    gone: {
      deprecations: way.data.deprecations
        .filter(
          (entry) => way.concerns(entry) && way.crosses(entry.edges) && isIn(entry.without, to),
        )
        .sort((a, b) => firstEdge(way, a) - firstEdge(way, b) || compareText(a.id, b.id))
        .map((entry) => deprecationOf(way, entry)),
      changes: changesOf(way, 'gone'),
    },
    going: {
      deprecations: way.data.deprecations
        .filter((entry) => way.concerns(entry) && !isIn(entry.without, to))
        .sort((a, b) => compareText(lastDay(a), lastDay(b)) || compareText(a.id, b.id))
        .map((entry) => deprecationOf(way, entry)),
      changes: changesOf(way, 'going'),
    },
    security: securityOf(way),
    issues: issuesOf(way),
    cycles: way.cycles(),
  };
  return { plan, problems: [] };
}

function problemsOf(
  data: UpgradeData,
  choice: UpgradeChoice,
  from: number | null,
  to: number | null,
): UpgradeProblem[] {
  const problems: UpgradeProblem[] = [];
  for (const [field, index] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (index !== null) continue;
    const found = choice[field];
    const suggestion = nearestVersion(data, found);
    problems.push({ code: 'unknown-version', field, found, suggestion });
  }
  if (from !== null && to !== null && from > to) {
    const found = data.versions[to]?.version ?? choice.to;
    const suggestion = data.versions[from]?.version ?? null;
    problems.push({ code: 'backwards', field: 'to', found, suggestion });
  }
  if (from !== null && from === to) {
    const found = data.versions[to]?.version ?? choice.to;
    problems.push({ code: 'same', field: 'to', found, suggestion: null });
  }
  const modules = data.modules.map(({ id }) => id);
  for (const found of choice.modules ?? []) {
    if (modules.includes(found)) continue;
    const suggestion = suggest(found, modules) ?? null;
    problems.push({ code: 'unknown-module', field: 'modules', found, suggestion });
  }
  return problems;
}

function changesOf(way: Way, role: UpgradeChange['role']): PlanChange[] {
  return way.changes.filter((change) => change.role === role).map((change) => way.change(change));
}

function requiresOf(way: Way): PlanRequirement[] {
  const found = new Map<string, PlanRequirement>();
  for (const index of way.indexes) {
    const { version = '', requires = [] } = way.data.versions[index] ?? {};
    for (const { product, title, range, text } of requires) {
      const key = `${product}\0${range}`;
      const known = found.get(key) ?? {
        product,
        title,
        href: planAddress(way.data, `/releases/${product}/`),
        range,
        text,
        versions: [],
        isDue: false,
      };
      known.versions.push(version);
      known.isDue ||= index === way.to || way.stops.includes(index);
      found.set(key, known);
    }
  }
  return [...found.values()];
}

function securityOf(way: Way): UpgradePlan['security'] {
  const { data, from, to } = way;
  const concerned = data.advisories.filter((advisory) => way.concerns(advisory));
  const mendedAt = (index: number): string[] =>
    concerned.filter(({ mends }) => mends.includes(index)).map(({ id }) => id);
  const security = data.changes.filter(
    (change) => change.role === 'security' && way.concerns(change),
  );
  const releaseAt = (index: number): PlanSecurityRelease | [] => {
    const changes = security.filter(({ at }) => at === index).map((change) => way.change(change));
    const advisories = mendedAt(index);
    if (changes.length === 0 && advisories.length === 0) return [];
    return { ...way.version(index), changes, advisories, isAfterTarget: way.isAfterTarget(index) };
  };
  const told = (advisory: UpgradeData['advisories'][number]): PlanAdvisory => {
    const { affects, mends: _mends, edges: _edges, ...rest } = advisory;
    const href = planAddress(data, `/advisories/${rest.id}/`);
    return { ...rest, href, affectsFrom: isIn(affects, from) };
  };
  const cycle = data.versions[to]?.cycle;
  const later = data.versions.flatMap((version, index) =>
    cycle !== undefined && index > to && version.cycle === cycle && way.isOut(index) ? [index] : [],
  );
  return {
    releases: way.indexes.flatMap(releaseAt),
    advisories: concerned
      .filter(({ edges, affects }) => way.crosses(edges) && !isIn(affects, to))
      .sort((a, b) => firstEdge(way, a) - firstEdge(way, b) || compareText(a.id, b.id))
      .map(told),
    open: concerned.filter(({ affects }) => isIn(affects, to)).map(told),
    newer: later.flatMap(releaseAt).map(({ version, day, state, href, cycle: name }) => ({
      version,
      day,
      state,
      href,
      cycle: name,
    })),
  };
}

const OPEN: ReadonlySet<string> = new Set(['open', 'investigating', 'workaround']);

function issuesOf({ data, from, to, concerns }: Way): UpgradePlan['issues'] {
  const issues = data.issues
    .filter(concerns)
    .sort(
      (a, b) => Number(OPEN.has(b.state)) - Number(OPEN.has(a.state)) || compareText(a.id, b.id),
    );
  const told = ({ affects, ...rest }: (typeof issues)[number]): PlanIssue => ({
    ...rest,
    href: planAddress(data, `/known-issues/${rest.id}/`),
    affectsFrom: isIn(affects, from),
  });
  return {
    met: issues.filter(({ affects }) => isIn(affects, to)).map(told),
    lost: issues.filter(({ affects }) => isIn(affects, from) && !isIn(affects, to)).map(told),
  };
}

function deprecationOf(way: Way, entry: UpgradeDeprecation): PlanDeprecation {
  const { without: _without, edges: _edges, announcedAt, guide, ...rest } = entry;
  const known = guide !== undefined;
  return {
    ...rest,
    href: planAddress(way.data, `/deprecations/${rest.id}/`),
    isNew: announcedAt !== undefined && way.crosses([announcedAt]),
    guideHref: known ? planAddress(way.data, `/migrations/${guide}/`) : null,
  };
}

function firstEdge({ from, to }: Way, { edges }: { edges: readonly number[] }): number {
  return firstOnWay(edges, from, to) ?? Infinity;
}

/** Days to be announced come after all that are known. */
function lastDay({ removalDate }: UpgradeDeprecation): string {
  return removalDate ?? '~';
}
