import type { ViewContext } from './context.ts';
import { moduleTitles } from './modules.ts';

/** A way to narrow a list by one of its choices, with how many each leaves. */
export interface Facet<Name extends string = string> {
  name: Name;
  options: { value: string; label: string; count: number }[];
}

/** The values by which an item is found, by facet. */
export type FacetValues<Name extends string> = Readonly<Record<Name, readonly string[]>>;

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Facets in the order given; choices that nothing has are left out, and so are facets without a choice. */
export function facetsOf<Name extends string>(
  items: readonly FacetValues<Name>[],
  choices: readonly (readonly [name: Name, choices: readonly Choice[]])[],
): Facet<Name>[] {
  return countedFacets(items, choices).filter(({ options }) => options.length > 1);
}

/** As `facetsOf`, with those that leave no choice. */
export function countedFacets<Name extends string>(
  items: readonly FacetValues<Name>[],
  choices: readonly (readonly [name: Name, choices: readonly Choice[]])[],
): Facet<Name>[] {
  return choices.map(([name, all]) => {
    const counts = new Map<string, number>();
    for (const values of items) {
      for (const value of new Set(values[name])) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const options = all.flatMap(({ value, label }) => {
      const count = counts.get(value);
      return count === undefined ? [] : [{ value, label, count }];
    });
    return { name, options };
  });
}

/** Every product of an edition as a choice. */
export function productChoices({ edition }: ViewContext): Choice[] {
  return edition.products.map(({ id, title }) => ({ value: id, label: title }));
}

/** Every module as a choice, `<product>/<module>`; with its product's name where there are several. */
export function moduleChoices(context: ViewContext): Choice[] {
  const { products } = context.edition;
  return products.flatMap(({ id, title, data }) =>
    moduleTitles(
      context,
      id,
      data.modules.map((module) => module.id),
    ).map((module) => ({
      value: `${id}/${module.id}`,
      label: products.length > 1 ? `${title}: ${module.title}` : module.title,
    })),
  );
}

/** Versions that a list offers to choose from: a select of thousands helps nobody. */
const MOST_VERSIONS = 60;

/** The newest versions of each product as choices, `<product>/<version>`. */
export function versionChoices({ edition }: ViewContext, products: readonly string[]): Choice[] {
  const shown = edition.products.filter(({ id }) => products.includes(id));
  const each = Math.ceil(MOST_VERSIONS / Math.max(1, shown.length));
  return shown.flatMap(({ id, title, releases }) =>
    releases.slice(0, each).map(({ version }) => ({
      value: `${id}/${version}`,
      label: shown.length > 1 ? `${title} ${version}` : version,
    })),
  );
}
