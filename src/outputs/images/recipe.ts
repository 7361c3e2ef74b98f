import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Picture } from '../../catalog/pictures/format.ts';
import { COLUMN, type PictureVariant } from '../../views/picture-sources.ts';
import { codeDigest } from '../code-digest.ts';

/** A file that may be made of a picture: whether it is worth it is known when it is made. */
export type PlannedVariant = Omit<PictureVariant, 'bytes'>;

/**
 * How pictures are coded. Whatever changes in this file or in `encode.ts` has all made again, under new
 * addresses: see `keyOf`.
 */
export const recipe = {
  /** A telephone of one pixel a point, and the column of text at one and at two. */
  widths: [360, COLUMN, COLUMN * 2],
  /**
   * A file is worth its address when it is at most such a part of what would be loaded without it, and
   * by so many bytes less: the address itself is loaded with every page.
   */
  worth: { part: 0.95, bytes: 256 },
  photo: {
    avif: { quality: 55, effort: 2 },
    webp: { quality: 80, effort: 4, smartSubsample: true },
  },
  /** Screens and charts: colours meet at sharp edges, and letters must stay clear. */
  drawing: {
    avif: { quality: 63, effort: 2, chromaSubsampling: '4:4:4' },
    webp: { quality: 88, effort: 4, smartSubsample: true },
  },
  moving: { quality: 75, effort: 3, mixed: true },
} as const;

/** WebP knows no picture that is higher or wider. */
const MOST_PIXELS = 16_383;

/** What may be made of a picture: stills of it, and where it moves, those that move. */
export function planVariants(picture: Picture): PlannedVariant[] {
  const { format, isAnimated } = picture;
  // SVG fits every screen as it is; rows of pictures in AVIF are small, and nothing here reads them.
  if (format === 'svg' || format === 'heic' || (format === 'avif' && isAnimated)) return [];
  const sizes = widthsFor(picture.width).flatMap((width) => {
    const height = Math.max(1, Math.round((picture.height * width) / picture.width));
    return height > MOST_PIXELS ? [] : [{ width, height }];
  });
  const stills = (['avif', 'webp'] as const).flatMap((name) =>
    sizes.map((size) => ({ format: name, ...size, isAnimated: false })),
  );
  // No encoder here makes a PNG move; browsers get the writer's own.
  if (!isAnimated || format === 'png') return stills;
  const moving = sizes.map((size) => ({ format: 'webp' as const, ...size, isAnimated: true }));
  return [...stills, ...moving];
}

/** Widths that the layout needs of a picture, never more than it has. */
export function widthsFor(width: number): number[] {
  const most = recipe.widths.at(-1) ?? width;
  const last = Math.min(width, most);
  // One that is hardly narrower than the next costs an address and saves nothing.
  return [...recipe.widths.filter((one) => one < last * 0.9), last];
}

/** Of the sizes of what was made, which are worth publishing: indices into the plan. */
export function worthPublishing(
  plan: readonly PlannedVariant[],
  sizes: readonly number[],
  original: number,
): number[] {
  const kept: number[] = [];
  const row = (format: string, isAnimated: boolean, instead: number): number => {
    const indices = plan.flatMap((variant, index) =>
      variant.format === format && variant.isAnimated === isAnimated ? [index] : [],
    );
    let least = instead;
    let widest = 0;
    const found: number[] = [];
    for (const index of indices.toReversed()) {
      const size = sizes[index] ?? Infinity;
      if (size > least * recipe.worth.part || size > least - recipe.worth.bytes) {
        // Where the widest is no gain, a screen that wants it would lose by what is narrower.
        if (found.length === 0) return instead;
        continue;
      }
      if (found.length === 0) widest = size;
      least = size;
      found.unshift(index);
    }
    kept.push(...found);
    return found.length === 0 ? instead : widest;
  };
  // A still of a picture that moves is for whoever asked for one: any is better than none.
  const moves = plan.some(({ isAnimated }) => isAnimated);
  row('avif', false, row('webp', false, moves ? Infinity : original));
  row('webp', true, original);
  return kept.sort((a, b) => a - b);
}

/** What a picture's variants are kept and published under: its bytes, and all that codes them. */
export function keyOf(picture: Picture, coding: string): string {
  return hash('sha256', JSON.stringify([picture.hash, coding]), 'hex').slice(0, 32);
}

/**
 * All that decides what is made of the bytes of a picture: the code, and the encoder.
 *
 * @param folder of that code
 */
export function codingOf(encoder: string, folder = import.meta.dirname): string {
  return `${encoder} ${codeDigest(folder, ['encode.ts', 'recipe.ts'])}`;
}

/** The version of the encoder that is installed; null when there is none. It isn't loaded for that. */
export function encoderVersion(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve('sharp');
    const text = readFileSync(join(dirname(entry), '../package.json'), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  } catch {
    return null;
  }
}
