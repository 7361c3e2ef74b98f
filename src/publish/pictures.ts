import { hash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Catalog, CatalogEntry } from '../catalog/catalog.ts';
import { compareFindings, type Finding } from '../model/finding.ts';
import { makeStock, type PictureFailure, type StockProgress } from '../outputs/images/stock.ts';
import type { Portal } from './portal.ts';

/**
 * A portal whose pictures are made in the sizes and formats that its pages offer.
 *
 * @param folder where they are kept between builds
 */
export async function withPictures(
  portal: Portal,
  folder: string,
  progress: StockProgress,
): Promise<{ portal: Portal; findings: readonly Finding[] }> {
  const name = hash('sha256', resolve(portal.root), 'hex').slice(0, 16);
  const { stock, failures, reason } = await makeStock(portal.catalog, folder, name, progress);
  const findings = failures.map((failure) => findingOf(failure, portal.catalog));
  if (reason !== undefined) findings.push(noEncoder(reason));
  return {
    portal: { ...portal, pictures: stock ?? undefined },
    findings: findings.sort(compareFindings),
  };
}

function findingOf({ path, reason }: PictureFailure, catalog: Catalog): Finding {
  return {
    code: 'broken-picture',
    severity: 'error',
    ...whereShown(path, catalog),
    message: `The picture can't be decoded: ${reason.replace(/\s+/g, ' ').trim()}`,
    expected: 'a picture that is whole, as PNG, JPEG, WebP, AVIF, GIF or SVG',
    found: path,
    fix: 'Save the picture again from the program it was made with.',
  };
}

function noEncoder(reason: string): Finding {
  return {
    code: 'no-encoder',
    // Not without pictures in their sizes: what comes out depends on the folder, not on the machine.
    severity: 'error',
    file: 'content',
    message:
      'Notes show pictures, and on this machine there is nothing that could make their sizes.',
    expected: 'the package sharp, with its part for this machine',
    found: reason,
    fix: 'Run npm ci again, on the machine that builds.',
  };
}

/** The first note that shows a picture, with the line where a body does. */
function whereShown(path: string, catalog: Catalog): { file: string; line?: number } {
  for (const entries of Object.values(catalog.entries)) {
    for (const entry of entries as readonly CatalogEntry[]) {
      for (const { file, files, body } of [entry, ...Object.values(entry.translations)]) {
        const references = Object.keys(files).filter((reference) => files[reference] === path);
        if (references.length === 0) continue;
        const line = body?.assets.find((asset) => references.includes(asset.path))?.line;
        return line === undefined ? { file } : { file, line };
      }
    }
  }
  return { file: path };
}
