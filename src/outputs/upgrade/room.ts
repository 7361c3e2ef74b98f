import type { Edition } from '../../catalog/edition.ts';
import { toFile } from '../../model/address.ts';
import { upgradeDataAddress } from '../../views/upgrade/plan-address.ts';
import { upgradeData } from '../../views/upgrade/upgrade-data.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../output.ts';

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
