import type { Edition, EditionProduct } from '../catalog/edition.ts';
import { productAddress, sectionAddress } from '../model/address.ts';
import type { ViewContext } from './context.ts';
import { entryLink } from './entry-link.ts';
import { latestRelease } from './latest.ts';
import { oncePer } from './once-per.ts';
import type { Link } from './page.ts';
import { planCommand, shellWord } from './upgrade/plan-command.ts';
import { planStrings, type PlanStrings } from './upgrade/plan-words.ts';
import { upgradeDataAddress } from './upgrade/plan-address.ts';
import { canPlan } from './upgrade/planner-link.ts';

/**
 * The page of the upgrade planner: a form, and what its script needs to make the plan of it. The plan
 * itself comes from the data of a product, which the script fetches once the product is chosen.
 */
export interface UpgradePageView {
  /** Where the form leads: the page itself. */
  action: string;
  /** Whose plan it is; part of the name under which ticks are kept. */
  audience: string;
  products: UpgradeProduct[];
  /** Words for the script, in the page's language. */
  strings: PlanStrings;
  /** A command that makes the same plan; null when no product has a version to recommend. */
  command: string | null;
  /** What the command needs for this edition besides the plan. */
  commandOptions: string;
}

export interface UpgradeProduct {
  id: string;
  title: string;
  href: string;
  dataHref: string;
  modules: { id: string; title: string }[];
  /** Its migration guides, for readers without the script. */
  guides: Link[];
}

/** The products of an edition that have a way to plan. */
export const plannedProducts = oncePer(
  'upgrade-page/plannedProducts',
  (edition: Edition): readonly EditionProduct[] => edition.products.filter(canPlan),
);

/** The upgrade planner of an edition. */
export function upgradePageView(context: ViewContext): UpgradePageView {
  const { edition, t } = context;
  const products = plannedProducts(edition);
  return {
    action: context.url(sectionAddress(edition, 'upgrade')),
    audience: edition.audience.id,
    products: products.map((product) => ({
      id: product.id,
      title: product.title,
      href: context.url(productAddress(edition, product.id)),
      dataHref: context.url(upgradeDataAddress(edition, product.id)),
      modules: product.data.modules.map(({ id, title }) => ({ id, title })),
      guides: edition.migrations
        .filter(({ data }) => data.product === product.id)
        .map((guide) => entryLink(context, guide)),
    })),
    strings: planStrings(t, edition.locale.code, scriptKeys),
    command: commandOf(edition, products),
    commandOptions: optionsOf(edition),
  };
}

/** What the script says beside the plan. */
const scriptKeys = [
  ...['chooseVersion', 'cycle', 'noCycle', 'latest', 'state', 'loading', 'failed', 'retry'],
  ...['noProduct', 'unknownProduct', 'noFrom', 'noTo', 'later', 'fromList', 'use'],
  ...['tools', 'copyLink', 'copyMarkdown', 'download', 'print', 'contents', 'done', 'kept'],
  'modulesHelp',
].map((name) => `upgrade.page.${name}`);

/**
 * From the oldest version to the one to be on: both are there, and anybody can change them. The script
 * puts the command for its own plan in the place of this one.
 */
function commandOf(edition: Edition, products: readonly EditionProduct[]): string | null {
  for (const product of products) {
    const to = latestRelease(product, edition.clock.today);
    const from = product.releases.findLast(({ data }) => data.state === 'released');
    if (to === null || from === undefined || from.key === to.key) continue;
    const plan = { product: product.id, from: from.version, to: to.version, modules: [] };
    return planCommand(plan, optionsOf(edition));
  }
  return null;
}

function optionsOf({ audience, locale }: Edition): string {
  const options = [];
  if (!audience.isRoot) options.push('--audience', shellWord(audience.id));
  if (!locale.isSource) options.push('--locale', shellWord(locale.code));
  return options.join(' ');
}
