import { pageAddress, toUrl, type Place } from '../../model/address.ts';
import type { UpgradeData } from './upgrade-document.ts';

/** The `href` of a page of the edition that planner data is of; `page` begins with a slash. */
export function planAddress({ base, root }: UpgradeData, page: string): string {
  return toUrl(`${root}${page}`, base);
}

/** Where the planner's data on a product is: `/de/admin/upgrade/atlas.json`. */
export function upgradeDataAddress(place: Place, product: string): string {
  return pageAddress(place, `/upgrade/${product}.json`);
}
