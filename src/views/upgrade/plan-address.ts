import { toUrl } from '../../model/address.ts';
import type { UpgradeData } from './upgrade-document.ts';

/** The `href` of a page of the edition that planner data is of; `page` begins with a slash. */
export function planAddress({ base, root }: UpgradeData, page: string): string {
  return toUrl(`${root}${page}`, base);
}
