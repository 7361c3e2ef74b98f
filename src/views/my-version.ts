import type { EditionProduct } from '../catalog/edition.ts';
import { pluralForms } from '../language/plural-forms.ts';
import { pageAddress, type Place } from '../model/address.ts';
import type { KnownProduct } from '../model/own-versions.ts';
import type { ViewContext } from './context.ts';

/**
 * What a reader of an edition can say to run, and the words to ask for it. Fetched when somebody says
 * so, so that other pages carry none of it.
 */
export interface MyVersionData {
  readonly products: readonly KnownProduct[];
  readonly words: MyVersionWords;
}

/** Names of the strings in `mine.json` that scripts say. */
const spoken = [
  'title',
  'intro',
  'private',
  'version',
  'notUsed',
  'anyVersion',
  'modules',
  'modulesHint',
  'save',
  'forget',
  'copy',
  'copied',
  'copyFailed',
  'close',
  'none',
  'shown',
  'run',
  'have',
  'notFor',
  'search',
  'searchAll',
] as const;

export type MyVersionWords = Readonly<Record<(typeof spoken)[number], string>> & {
  /** By plural category, with `{count}`. */
  readonly hidden: Readonly<Record<string, string>>;
};

/** Where the data is: `/de/admin/my-version.json`. */
export function myVersionAddress(place: Place): string {
  return pageAddress(place, '/my-version.json');
}

/** The products of an edition with the versions that can be run. */
export function myVersionData(context: ViewContext): MyVersionData {
  const { edition, t } = context;
  return {
    products: edition.products.filter(({ releases }) => releases.length > 0).map(knownProduct),
    words: {
      ...(Object.fromEntries(
        spoken.map((name) => [name, t(`mine.${name}`, { what: '{what}', product: '{product}' })]),
      ) as Record<(typeof spoken)[number], string>),
      hidden: pluralForms(t, edition.locale.code, 'mine.hidden'),
    },
  };
}

/** Nobody runs what has not come to be. What was taken back may well run somewhere. */
const neverOut: readonly string[] = ['scheduled', 'cancelled', 'delayed'];

function knownProduct(product: EditionProduct): KnownProduct {
  const versions: { cycle: string; versions: string[] }[] = [];
  for (const { version, cycle, data } of product.releases) {
    if (neverOut.includes(data.state)) continue;
    const last = versions.at(-1);
    if (last !== undefined && last.cycle === (cycle ?? '')) last.versions.push(version);
    else versions.push({ cycle: cycle ?? '', versions: [version] });
  }
  return {
    id: product.id,
    title: product.title,
    scheme: product.data.versioning,
    modules: product.data.modules.map(({ id, title }) => ({ id, title })),
    versions,
  };
}
