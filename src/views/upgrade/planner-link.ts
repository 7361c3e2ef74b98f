import type { EditionProduct, EditionRelease } from '../../catalog/edition.ts';
import { sectionAddress } from '../../model/address.ts';
import type { ViewContext } from '../context.ts';
import { oncePer } from '../once-per.ts';
import type { Link } from '../page.ts';
import { planQuery } from './plan-query.ts';

/** The versions of a product that a plan can begin or end at, newest first. */
const versionsOf = oncePer(
  'planner-link/versionsOf',
  (product: EditionProduct): readonly EditionRelease[] =>
    product.releases.filter(({ data }) => data.state !== 'cancelled'),
);

/** Whether there is anything to plan: a version to come from, and one to go to. */
export function canPlan(product: EditionProduct): boolean {
  return versionsOf(product).length > 1;
}

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
  const versions = product === undefined ? [] : versionsOf(product);
  const place = versions.indexOf(release);
  if (place < 0 || place === versions.length - 1) return null;
  return {
    label: context.t('upgrade.page.toVersion', { version }),
    href: addressOf(context) + planQuery({ product: id, to: version }),
  };
}

function addressOf(context: ViewContext): string {
  return context.url(sectionAddress(context.edition, 'upgrade'));
}
