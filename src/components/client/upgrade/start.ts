import type { OwnProduct } from '../../../model/my-version.ts';
import { readPlanQuery, type PlanQuery } from '../../../views/upgrade/plan-query.ts';

/**
 * What the planner's form begins with: what the address says, and for the rest what the reader has said
 * to run. What runs of one product says nothing of another.
 */
export function startOf(search: string, own: readonly OwnProduct[]): PlanQuery {
  const asked = readPlanQuery(search);
  const mine = asked.product === '' ? own[0] : own.find(({ product }) => product === asked.product);
  if (mine === undefined) return asked;
  return {
    product: mine.product,
    from: asked.from || (mine.version ?? ''),
    to: asked.to,
    modules: asked.modules.length > 0 ? asked.modules : [...mine.modules],
  };
}
