import type { Edition } from '../../catalog/edition.ts';
import { toFile } from '../../model/address.ts';
import { upgradeDataAddress } from '../../views/upgrade/plan-address.ts';
import { upgradeData } from '../../views/upgrade/upgrade-data.ts';
import { sizeFinding } from './size.ts';
import type { OutputFile, OutputRoom, RoomContext } from '../output.ts';

/** All that the upgrade planner asks for, one file for each product that has releases. */
export const room: OutputRoom = {
  name: 'upgrade',
  *emit(edition: Edition, { page }: RoomContext): Generator<OutputFile> {
    for (const product of edition.products) {
      if (product.releases.length === 0) continue;
      const bytes = `${JSON.stringify(upgradeData(page, product))}\n`;
      const path = toFile(upgradeDataAddress(edition, product.id));
      // In other languages it is about as large.
      const finding = edition.locale.isSource
        ? sizeFinding(product.id, edition.audience.id, bytes)
        : null;
      yield finding === null ? { path, bytes } : { path, bytes, finding };
    }
  },
};
