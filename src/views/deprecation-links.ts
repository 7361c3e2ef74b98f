import type { Edition, EditionChange, EditionEntry } from '../catalog/edition.ts';
import { changeAnchorAddress, releaseAddress } from '../model/address.ts';
import { releaseOf } from './affected.ts';
import { actionLine, type ActionLine } from './action-line.ts';
import type { ViewContext } from './context.ts';
import { oncePer } from './once-per.ts';

type Deprecation = EditionEntry<'deprecation'>;

/** A version that a deprecation names, with its page where this edition has one. */
export interface VersionLink {
  version: string;
  href: string | null;
}

/** A version of the deprecation's product as a link; null for none. */
export function versionLink(
  context: ViewContext,
  product: string,
  version: string | undefined,
): VersionLink | null {
  if (version === undefined) return null;
  const known = releaseOf(context.edition, product, version);
  const address = known && releaseAddress(context.edition, product, known.version);
  return { version, href: address === undefined ? null : context.url(address) };
}

/** Changes of each deprecation by its id: those that name it, in the order of the edition. */
export const changesOfDeprecations = oncePer(
  'deprecation-links/changesOfDeprecations',
  (edition: Edition): ReadonlyMap<string, readonly EditionChange[]> => {
    const byId = new Map<string, EditionChange[]>();
    for (const change of edition.changes) {
      const id = change.data.deprecation;
      if (id === undefined) continue;
      const known = byId.get(id);
      if (known) known.push(change);
      else byId.set(id, [change]);
    }
    return byId;
  },
);

/**
 * Who must act on a deprecation, in declared order: whom the actions of its changes name. An audience
 * that this edition does not speak of keeps its name to itself.
 */
export function whoMustAct(
  context: ViewContext,
  entry: Deprecation,
): { id: string; label: string }[] {
  const changes = changesOfDeprecations(context.edition).get(entry.id) ?? [];
  const named = new Set(
    changes.flatMap(({ data }) => (data.action?.required === true ? data.action.who : [])),
  );
  return context.edition.portal.audiences
    .filter(({ id }) => named.has(id))
    .map(({ id, label }) => ({ id, label }));
}

/** What the changes of a deprecation ask of readers. */
export function actionsOf(context: ViewContext, entry: Deprecation): ActionLine[] {
  const changes = changesOfDeprecations(context.edition).get(entry.id) ?? [];
  return changes.flatMap((change) => actionLine(context, change) ?? []);
}

/** A change of a release that announces or carries out a deprecation. */
export interface DeprecationChange {
  titleHtml: string;
  href: string;
  type: string;
  typeLabel: string;
  release: VersionLink | null;
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** The changes that announce or carry out a deprecation, oldest version first. */
export function deprecationChanges(context: ViewContext, entry: Deprecation): DeprecationChange[] {
  const changes = changesOfDeprecations(context.edition).get(entry.id) ?? [];
  return changes
    .map((change) => ({
      titleHtml: context.inline(change.title),
      href: context.url(changeAnchorAddress(context.edition, change)),
      type: change.data.type,
      typeLabel: context.t(`words.type.${change.data.type}`),
      release: versionLink(context, change.product, change.release ?? undefined),
      lang: change.lang,
      dir: change.dir,
    }))
    .reverse();
}
