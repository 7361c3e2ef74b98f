import { hash } from 'node:crypto';
import { avif, heic } from './avif.ts';
import { BrokenPicture, type OpenedPicture, type Picture, type PictureFormat } from './format.ts';
import { gif } from './gif.ts';
import { jpeg } from './jpeg.ts';
import { png } from './png.ts';
import { svg } from './svg.ts';
import { webp } from './webp.ts';

const formats: readonly PictureFormat[] = [png, jpeg, webp, avif, heic, gif, svg];

/** What is wrong with a picture, in the words of a finding. */
export interface PictureProblem {
  readonly code: string;
  readonly message: string;
  readonly expected: string;
  readonly fix: string;
}

/** Whether a path is that of a picture that notes can show. */
export function isPicturePath(path: string): boolean {
  return /\.(?:png|apng|jpe?g|jfif|gif|webp|avif|svg)$/i.test(path);
}

/** Reads what is known of a picture without decoding it, or what is wrong with it. */
export function readPicture(bytes: Uint8Array): Picture | PictureProblem {
  try {
    const { format, opened } = open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    const { width, height, isAnimated } = opened;
    if (format.name === 'heic') {
      throw new BrokenPicture('The picture is HEIC, which few browsers show.');
    }
    if (format.name !== 'svg' && (width === 0 || height === 0)) {
      throw new BrokenPicture('The picture has no width or no height.');
    }
    const size = opened.clean().length;
    return {
      ...{ format: format.name, width, height, isAnimated, size },
      hash: hash('sha256', bytes, 'hex'),
    };
  } catch (error) {
    return problemOf(error);
  }
}

/**
 * A file without what cameras and programs wrote into pictures, such as the place where a photo was
 * taken. What is no picture, and what is no whole one, stays as it is.
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array {
  try {
    return open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).opened.clean();
  } catch {
    return bytes;
  }
}

function open(bytes: Buffer): { format: PictureFormat; opened: OpenedPicture } {
  const format = formats.find(({ begins }) => begins(bytes));
  if (format === undefined) throw new BrokenPicture('The file is no picture that browsers show.');
  return { format, opened: format.open(bytes) };
}

function problemOf(error: unknown): PictureProblem {
  // A number that is read behind the end throws a RangeError: the file is shorter than it says.
  if (error instanceof RangeError) return problemOf(new BrokenPicture('The picture is damaged.'));
  if (!(error instanceof BrokenPicture)) throw error;
  const { code, message, expected, fix } = error;
  return { code, message, expected, fix };
}
