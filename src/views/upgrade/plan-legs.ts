import { compareText } from '../../model/finding.ts';
import { planAddress } from './plan-address.ts';
import type { PlanChange, PlanGuide, PlanLeg, PlanStep } from './plan.ts';
import type { UpgradeGuide, UpgradeStep } from './upgrade-document.ts';
import { firstOnWay } from './version-set.ts';
import type { Way } from './way.ts';

/**
 * What must be done, leg by leg: a version that can't be skipped ends a leg, as the work before the
 * next upgrade can only be done once one is there. In a leg: before, during and after, each in the
 * order in which guides are due, then as authored. A guide is in the leg that first crosses one of its
 * edges, so each of its steps is in a plan once; steps of several guides that say the same are one
 * within a leg.
 */
export function legsOf(way: Way): { legs: PlanLeg[]; guides: PlanGuide[] } {
  const guides = way.data.guides
    .flatMap((guide) => {
      const edge = way.concerns(guide) ? firstOnWay(guide.edges, way.from, way.to) : null;
      return edge === null ? [] : [{ guide, edge }];
    })
    .sort((a, b) => a.edge - b.edge || compareText(a.guide.id, b.guide.id));
  const ends = [...way.stops, way.to];
  const legs = ends.map((end, number): PlanLeg => {
    const start = ends[number - 1] ?? way.from;
    const due = guides.filter(({ edge }) => edge > start && edge <= end);
    const steps = stepsOf(
      way,
      due.map(({ guide }) => guide),
      start,
    );
    return {
      from: way.version(start),
      to: way.version(end),
      guides: due.flatMap(({ guide }) =>
        guide.steps.length === 0 ? [guideOf(way, guide, start)] : [],
      ),
      before: steps.filter(({ when }) => when === 'before'),
      during: steps.filter(({ when }) => when === 'during'),
      after: steps.filter(({ when }) => when === 'after'),
      actions: actionsOf(way, start, end),
    };
  });
  return {
    legs,
    guides: guides
      .filter(({ guide }) => guide.steps.length === 0 || legs.some((leg) => uses(leg, guide.id)))
      .map(({ guide, edge }) => guideOf(way, guide, startOf(way, ends, edge))),
  };
}

/** Where the leg begins that an edge is on. */
function startOf(way: Way, ends: readonly number[], edge: number): number {
  return ends.findLast((end) => end < edge) ?? way.from;
}

/** For which versions a guide is written, if it is for later ones than the leg begins at. */
function laterOnly({ first, writtenFor }: UpgradeGuide, start: number): { writtenFor?: string } {
  return start < first ? { writtenFor } : {};
}

function stepsOf(way: Way, guides: readonly UpgradeGuide[], start: number): PlanStep[] {
  const steps = new Map<number, PlanStep>();
  for (const guide of guides) {
    for (const { id, step: index, needed = 'required', modules = [] } of guide.steps) {
      const step = way.data.steps[index];
      if (step === undefined || !way.concerns({ modules })) continue;
      const page = planAddress(way.data, `/migrations/${guide.id}/`);
      const link = { id: guide.id, title: guide.title, href: `${page}#${encodeURIComponent(id)}` };
      const known = steps.get(index);
      if (known === undefined) {
        const own: Omit<PlanStep, keyof UpgradeStep> = {
          id: `${guide.id}/${id}`,
          needed,
          modules,
          guides: [link],
          ...laterOnly(guide, start),
        };
        steps.set(index, { ...step, ...own });
        continue;
      }
      known.guides.push(link);
      if (start >= guide.first) delete known.writtenFor;
      if (NEED.indexOf(needed) < NEED.indexOf(known.needed)) known.needed = needed;
      // A step that one guide asks of everybody is for everybody.
      const isForAll = known.modules.length === 0 || modules.length === 0;
      known.modules = isForAll ? [] : [...new Set([...known.modules, ...modules])];
    }
  }
  return [...steps.values()];
}

const NEED = ['required', 'recommended', 'optional'] as const;

function actionsOf(way: Way, start: number, end: number): PlanChange[] {
  return way.changes
    .filter(({ at, action }) => action !== undefined && at > start && at <= end)
    .map((change, order) => ({ change, order }))
    .sort(
      (a, b) =>
        compareText(a.change.action?.by ?? '~', b.change.action?.by ?? '~') || a.order - b.order,
    )
    .map(({ change }) => way.change(change));
}

function uses(leg: PlanLeg, guide: string): boolean {
  return [...leg.before, ...leg.during, ...leg.after].some(({ guides }) =>
    guides.some(({ id }) => id === guide),
  );
}

function guideOf(way: Way, guide: UpgradeGuide, start: number): PlanGuide {
  const { id, title, from, to, fromText, toText, effort = null, fallback } = guide;
  return {
    id,
    title,
    href: planAddress(way.data, `/migrations/${id}/`),
    from,
    to,
    fromText,
    toText,
    effort,
    ...laterOnly(guide, start),
    ...(fallback ? { fallback } : {}),
  };
}
