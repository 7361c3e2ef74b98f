import type { Edition, EditionEntry } from '../catalog/edition.ts';
import { compareVersions } from '../model/version.ts';
import type { ViewContext } from './context.ts';
import { whoMustAct } from './deprecation-links.ts';
import { deprecationState, type DeprecationState } from './deprecation-state.ts';
import {
  countedFacets,
  moduleChoices,
  productChoices,
  type Facet,
  type FacetValues,
} from './facets.ts';
import { oncePer } from './once-per.ts';

export type FacetName = 'product' | 'module' | 'state' | 'breaking' | 'year' | 'version' | 'who';

type Deprecation = EditionEntry<'deprecation'>;
const states: readonly DeprecationState[] = [
  'announced',
  'deprecated',
  'unsupported',
  'overdue',
  'removed',
];

/**
 * The values by which a deprecation is found, by facet; none where it has none. A deprecation that names
 * no module concerns all of its product, and is found by each.
 */
export function facetValues(context: ViewContext, entry: Deprecation): FacetValues<FacetName> {
  const { edition } = context;
  const { data } = entry;
  const declared = edition.byKey('product', data.product)?.data.modules ?? [];
  const modules = data.modules.length > 0 ? data.modules : declared.map(({ id }) => id);
  return {
    product: [data.product],
    module: modules.map((id) => `${data.product}/${id}`),
    state: [deprecationState(edition, entry)],
    breaking: [data.breaking ? 'yes' : 'no'],
    year: [data.removalDate === 'tba' ? 'tba' : data.removalDate.slice(0, 4)],
    version: data.removedIn === undefined ? [] : [`${data.product}/${data.removedIn}`],
    who: whoMustAct(context, entry).map(({ id }) => id),
  };
}

/** The facets of an edition's deprecations, over all pages of the list. */
export const timelineFacets = oncePer(
  'timeline-facets/timelineFacets',
  (context: ViewContext): Facet<FacetName>[] => {
    const { edition, t } = context;
    return countedFacets(
      edition.deprecations.map((entry) => facetValues(context, entry)),
      [
        ['product', productChoices(context)],
        ['module', moduleChoices(context)],
        [
          'state',
          states.map((state) => ({ value: state, label: t(`words.deprecation.${state}`) })),
        ],
        [
          'breaking',
          [
            { value: 'yes', label: t('lifecycle.breaking.yes') },
            { value: 'no', label: t('lifecycle.breaking.no') },
          ],
        ],
        ['year', yearsOf(edition, t('words.tba'))],
        ['version', versionsOf(edition, edition.products.length > 1)],
        ['who', edition.portal.audiences.map(({ id, label }) => ({ value: id, label }))],
      ],
    ).filter(
      // One choice narrows too, where it leaves some out.
      ({ options }) =>
        options.length > 1 || (options[0]?.count ?? 0) % edition.deprecations.length > 0,
    );
  },
);

function yearsOf(edition: Edition, tba: string): { value: string; label: string }[] {
  const years = edition.deprecations.flatMap(({ data }) =>
    data.removalDate === 'tba' ? [] : [data.removalDate.slice(0, 4)],
  );
  const dated = [...new Set(years)].sort().reverse();
  return [...dated.map((year) => ({ value: year, label: year })), { value: 'tba', label: tba }];
}

/** The versions that remove something, newest first in each product. */
function versionsOf(edition: Edition, several: boolean): { value: string; label: string }[] {
  return edition.products.flatMap(({ id, title, data: { versioning } }) => {
    const named = edition.deprecations.flatMap(({ data }) =>
      data.product === id && data.removedIn !== undefined ? [data.removedIn] : [],
    );
    return [...new Set(named)]
      .sort((a, b) => compareVersions(b, a, versioning) || (a < b ? 1 : -1))
      .map((version) => ({
        value: `${id}/${version}`,
        label: several ? `${title} ${version}` : version,
      }));
  });
}
