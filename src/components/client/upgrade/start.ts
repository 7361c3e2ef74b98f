import type { OwnProduct } from '../../../model/my-version.ts';
import { readPlanQuery, type PlanQuery } from '../../../views/upgrade/plan-query.ts';

/**
 * What the planner's form begins with: what the address says, and for the rest what the reader has said
 * to run. What runs of one product says nothing of another. An address with a version to come from is a
 * plan of its own: nothing is added, or a plan that was sent would lack steps for whoever opens it.
 */
export function startOf(search: string, own: readonly OwnProduct[]): PlanQuery {
  const asked = readPlanQuery(search);
  if (asked.from !== '') return asked;
  const mine = asked.product === '' ? own[0] : own.find(({ product }) => product === asked.product);
  if (mine === undefined) return asked;
  return {
    product: mine.product,
    from: mine.version ?? '',
    to: asked.to,
    modules: asked.modules.length > 0 ? asked.modules : [...mine.modules],
  };
}
