import type { EditionProduct, EditionRelease } from '../../catalog/edition.ts';
import { sectionAddress } from '../../model/address.ts';
import type { ViewContext } from '../context.ts';
import { oncePer } from '../once-per.ts';
import type { Link } from '../page.ts';
import { planQuery } from './plan-query.ts';

/**
 * The oldest version of a product that a plan can begin at. It stays what it is when a version is added, and
 * with it the pages of all versions.
 */
const oldestVersion = oncePer(
  'planner-link/oldestVersion',
  (product: EditionProduct): EditionRelease | null => product.releases.findLast(isPlanned) ?? null,
);

/** Whether there is anything to plan: a version to come from, and one to go to. */
export const canPlan = oncePer(
  'planner-link/canPlan',
  (product: EditionProduct): boolean =>
    (product.releases.find(isPlanned) ?? null) !== oldestVersion(product),
);

/** A link to the planner with the product chosen; null when there is nothing to plan. */
export function plannerLink(
  context: ViewContext,
  product: EditionProduct | undefined,
): Link | null {
  if (product === undefined || !canPlan(product)) return null;
  return {
    label: context.t('upgrade.page.forProduct'),
    href: addressOf(context) + planQuery({ product: product.id }),
  };
}

/** A link to the planner with a release as the target; null when no version leads up to it. */
export function plannerLinkTo(context: ViewContext, release: EditionRelease): Link | null {
  const { product: id, version } = release;
  const product = context.edition.byKey('product', id);
  const oldest = product === undefined ? null : oldestVersion(product);
  if (oldest === null || oldest === release || !isPlanned(release)) return null;
  return {
    label: context.t('upgrade.page.toVersion', { version }),
    href: addressOf(context) + planQuery({ product: id, to: version }),
  };
}

function isPlanned({ data }: EditionRelease): boolean {
  return data.state !== 'cancelled';
}

function addressOf(context: ViewContext): string {
  return context.url(sectionAddress(context.edition, 'upgrade'));
}
