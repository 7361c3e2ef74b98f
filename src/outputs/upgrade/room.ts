import type { Edition } from '../../catalog/edition.ts';
import { pageAddress, toFile, type Place } from '../../model/address.ts';
import { upgradeData } from '../../views/upgrade/upgrade-data.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../output.ts';

/** Where the planner's data on a product is: `/de/admin/upgrade/atlas.json`. */
export function upgradeDataAddress(place: Place, product: string): string {
  return pageAddress(place, `/upgrade/${product}.json`);
}

/** All that the upgrade planner asks for, one file for each product that has releases. */
export const room: OutputRoom = {
  name: 'upgrade',
  *emit(edition: Edition, { page }: RoomContext): Generator<OutputFile> {
    for (const product of edition.products) {
      if (product.releases.length === 0) continue;
      const bytes = `${JSON.stringify(upgradeData(page, product))}\n`;
      yield { path: toFile(upgradeDataAddress(edition, product.id)), bytes };
    }
  },
};
