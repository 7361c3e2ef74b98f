/** What a plan's address holds, as written: `?product=atlas&from=3.7.2&to=4.2.1&module=billing`. */
export interface PlanQuery {
  product: string;
  from: string;
  to: string;
  modules: string[];
}

/** Reads the query of an address. What isn't there is empty; whether it means anything is not asked. */
export function readPlanQuery(search: string): PlanQuery {
  const params = new URLSearchParams(search);
  const text = (name: string): string => (params.get(name) ?? '').trim().slice(0, LONGEST);
  const modules = params.getAll('module').map((id) => id.trim().slice(0, LONGEST));
  return {
    product: text('product'),
    from: text('from'),
    to: text('to'),
    modules: [...new Set(modules)].filter((id) => id !== ''),
  };
}

/** The query for a choice, with what was not chosen left out; empty when nothing was. */
export function planQuery({ product, from, to, modules = [] }: Partial<PlanQuery>): string {
  const params = new URLSearchParams();
  if (product) params.set('product', product);
  if (from) params.set('from', from);
  if (to) params.set('to', to);
  for (const id of modules) params.append('module', id);
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}

/** Longer than any version or id is: what an address may bring into a message is bounded. */
const LONGEST = 80;
