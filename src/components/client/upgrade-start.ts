import { readPlanQuery, type PlanQuery } from '../../views/upgrade/plan-query.ts';

/**
 * What the planner's form begins with: what the address says, and for the rest what the reader has said
 * before. This is the one place that asks: whoever remembers a reader's product, version and modules
 * gives them here, as `remembered`.
 */
export function startOf(
  search: string,
  remembered: Partial<PlanQuery> | null = rememberedChoice(),
): PlanQuery {
  const asked = readPlanQuery(search);
  if (remembered?.product === undefined) return asked;
  const product = asked.product || remembered.product;
  // What runs of one product says nothing of another.
  if (product !== remembered.product) return asked;
  return {
    product,
    from: asked.from || (remembered.from ?? ''),
    to: asked.to || (remembered.to ?? ''),
    modules: asked.modules.length > 0 ? asked.modules : (remembered.modules ?? []),
  };
}

/** The version that the reader runs, as remembered in this browser; null when nothing is. */
function rememberedChoice(): Partial<PlanQuery> | null {
  return null;
}
