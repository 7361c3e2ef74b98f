import { element } from './element.ts';
import type { Answer, Chosen } from './engine.ts';
import { facetNames, fill } from './strings.ts';
import type { FacetName, SearchStrings } from './strings.ts';

const FEW = 6;
/** More values than a reader will look through; the query narrows them down. */
const MOST = 60;

interface FacetsOptions {
  counts: Answer['counts'];
  chosen: Chosen;
  /** Facets that show all of their values. */
  opened: ReadonlySet<FacetName>;
  strings: SearchStrings;
  number: (value: number) => string;
  compare: (a: string, b: string) => number;
}

/** The facets as groups of checkboxes; a facet in which there is nothing to choose is left out. */
export function facetGroups(options: FacetsOptions): HTMLElement[] {
  const groups: HTMLElement[] = [];
  for (const name of facetNames) {
    const group = facetGroup(name, options);
    if (group) groups.push(group);
  }
  return groups;
}

function facetGroup(name: FacetName, options: FacetsOptions): HTMLElement | undefined {
  const { counts, chosen, opened, strings, number, compare } = options;
  const own = chosen.get(name) ?? new Set<string>();
  const values = [...(counts.get(name) ?? [])]
    .filter(([value, count]) => count > 0 || own.has(value))
    .sort(([a, countA], [b, countB]) =>
      // Newest version first; elsewhere what there is most of.
      name === 'version' ? compare(b, a) : countB - countA || compare(a, b),
    )
    .slice(0, MOST);
  if (values.length < 2 && own.size === 0) return undefined;

  const isOpen = opened.has(name) || values.length <= FEW + 1;
  const shown = isOpen ? values : values.filter(([value], at) => at < FEW || own.has(value));
  const group = element(
    'fieldset',
    { class: 'search-facet', 'data-facet': name },
    element('legend', {}, strings.facets[name] ?? name),
    ...shown.map(([value, count]) =>
      element(
        'label',
        {},
        element('input', {
          type: 'checkbox',
          name,
          value,
          checked: own.has(value),
          'data-keep': `${name}=${value}`,
        }),
        // Isolated, so that a Latin name in Arabic stays at the start of its line.
        element('span', {}, element('bdi', {}, value)),
        element('span', { class: 'search-number' }, number(count)),
      ),
    ),
  );
  if (values.length > FEW + 1) {
    const text = isOpen ? strings.fewer : fill(strings.all, { count: number(values.length) });
    group.append(
      element(
        'button',
        {
          type: 'button',
          class: 'search-link',
          'data-more-values': name,
          'data-keep': `${name}+`,
          'aria-expanded': String(isOpen),
        },
        text,
      ),
    );
  }
  return group;
}
