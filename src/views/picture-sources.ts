import type { Edition } from '../catalog/edition.ts';
import type { Picture } from '../catalog/pictures/format.ts';
import { pageAddress } from '../model/address.ts';
import type { PictureSource } from '../render/context.ts';

/** One of the files that a picture is published as, beside the file that its writer made. */
export interface PictureVariant {
  readonly format: 'avif' | 'webp';
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
  readonly bytes: number;
}

/** All variants of a picture. */
export interface PictureVariants {
  /** Over the bytes of the picture and how variants are made: it stands in their addresses. */
  readonly key: string;
  /** Best format first, narrow before wide. */
  readonly variants: readonly PictureVariant[];
}

/** What is made of the pictures of a portal, by the hash of their bytes. */
export type PictureShelf = ReadonlyMap<string, PictureVariants>;

/** Pictures are set no wider than text: `--measure` in styles/tokens.css. */
export const COLUMN = 672;

/**
 * Where a variant is published: `/admin/files/sized/diagram.4f1d2c3b5a69-672.webp`. No collection is
 * called `sized`, and the bytes at such an address never change.
 */
export function variantAddress(
  edition: Edition,
  path: string,
  key: string,
  { format, width, isAnimated }: PictureVariant,
): string {
  const place = { locale: { prefix: '' }, audience: edition.audience };
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  const size = isAnimated ? `${width}-moving` : String(width);
  return pageAddress(place, `/files/sized/${stem}.${key.slice(0, 12)}-${size}.${format}`);
}

/**
 * The sources of a `<picture>`, of which a browser takes the first that suits it.
 *
 * @param urlOf the `href` of a variant
 */
export function pictureSources(
  picture: Picture,
  variants: readonly PictureVariant[],
  urlOf: (variant: PictureVariant) => string,
): PictureSource[] {
  const sizes = `min(${Math.min(picture.width, COLUMN)}px, 100vw - 2rem)`;
  const sources: PictureSource[] = [];
  for (const isAnimated of [false, true]) {
    const own = variants.filter((variant) => variant.isAnimated === isAnimated);
    for (const [format, list] of Map.groupBy(own, (variant) => variant.format)) {
      sources.push({
        type: `image/${format}`,
        srcset: list.map((variant) => `${urlOf(variant)} ${variant.width}w`).join(', '),
        sizes,
        // What moves stands still for whoever asked for that.
        ...(picture.isAnimated && !isAnimated ? { media: '(prefers-reduced-motion: reduce)' } : {}),
      });
    }
  }
  return sources;
}
