import type { Sharp, SharpConstructor } from 'sharp';
import type { Picture } from '../../catalog/pictures/format.ts';
import { planVariants, recipe, worthPublishing, type PlannedVariant } from './recipe.ts';

/** A variant with its bytes. */
export interface Encoded extends PlannedVariant {
  readonly bytes: Uint8Array;
}

/** That a picture which looks whole could not be decoded. */
export class UndecodablePicture extends Error {
  override readonly name = 'UndecodablePicture';
}

/**
 * Makes the variants of a picture that are worth publishing. The same bytes give the same files, on
 * any number of cores. Nothing that the picture says of its maker or place is in them.
 *
 * @throws UndecodablePicture
 */
export async function encodePicture(picture: Picture, source: Uint8Array): Promise<Encoded[]> {
  const open = await loadEncoder();
  const plan = planVariants(picture);
  const made: (Uint8Array | null)[] = [];
  for (const variant of plan) {
    try {
      made.push(await encode(open, picture, source, variant));
    } catch (error) {
      if (!variant.isAnimated) throw new UndecodablePicture((error as Error).message);
      // Its stills could be made: it moves for too long, and the writer's own is shown.
      made.push(null);
    }
  }
  const sizes = made.map((bytes) => bytes?.length ?? Infinity);
  return worthPublishing(plan, sizes, picture.size).flatMap((index) => {
    const variant = plan[index];
    const bytes = made[index];
    return variant === undefined || !bytes ? [] : [{ ...variant, bytes }];
  });
}

/**
 * Loads what decodes and codes pictures: when the first of them has changed, and not before.
 *
 * @throws Error where there is none for this machine
 */
export async function loadEncoder(): Promise<SharpConstructor> {
  const { default: open } = await import('sharp');
  // One thread for a picture, pictures side by side: AVIF of two threads has other bytes.
  open.concurrency(1);
  open.cache(false);
  return open;
}

async function encode(
  open: SharpConstructor,
  picture: Picture,
  source: Uint8Array,
  { format, width, height, isAnimated }: PlannedVariant,
): Promise<Uint8Array> {
  const sized = (): Sharp => {
    const image = open(source, { animated: isAnimated, failOn: 'error' });
    // Only of JPEG do all browsers turn what says that it lies on its side.
    const turned = picture.format === 'jpeg' ? image.autoOrient() : image;
    return turned.resize({ width, height, fit: 'fill' });
  };
  if (isAnimated) return sized().webp(recipe.moving).toBuffer();
  const isDrawing = picture.format === 'png' || picture.format === 'gif';
  const options = isDrawing ? recipe.drawing : recipe.photo;
  if (format === 'avif') return sized().avif(options.avif).toBuffer();
  const lossy = await sized().webp(options.webp).toBuffer();
  if (!isDrawing) return lossy;
  // Few colours and large areas take less when nothing is lost.
  const lossless = await sized().webp({ lossless: true, effort: 4 }).toBuffer();
  return lossless.length <= lossy.length ? lossless : lossy;
}
