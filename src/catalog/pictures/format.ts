/** What is known of a picture without decoding it. Plain data, made from its bytes and nothing else. */
export interface Picture {
  readonly format: PictureFormatName;
  /** In pixels, as it is shown: turned the way its camera says. */
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
  /** Hash of its bytes. */
  readonly hash: string;
  /** How many bytes of it are published: without what its camera wrote. */
  readonly size: number;
}

export type PictureFormatName = 'avif' | 'gif' | 'heic' | 'jpeg' | 'png' | 'svg' | 'webp';

/** What taking a picture apart gives. */
export interface OpenedPicture {
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
  /**
   * The same picture, bit for bit as it is shown, without what cameras and programs wrote into it:
   * places, names, times, programs, small copies of it, and whatever follows its end.
   */
  readonly clean: () => Uint8Array;
}

/** One format of pictures. A file beside this one for each, and a line in `read-picture.ts`. */
export interface PictureFormat {
  readonly name: PictureFormatName;
  /** Whether bytes begin as this format does. */
  begins: (bytes: Buffer) => boolean;
  /**
   * Takes a picture apart.
   *
   * @throws BrokenPicture when it isn't whole
   */
  open: (bytes: Buffer) => OpenedPicture;
}

/** Says in a sentence what is wrong with a picture. */
export class BrokenPicture extends Error {
  override readonly name = 'BrokenPicture';
  /** The code of the finding. */
  readonly code: string = 'broken-picture';
  readonly expected: string = 'a picture that is whole, as PNG, JPEG, WebP, AVIF, GIF or SVG';
  readonly fix: string = 'Save the picture again from the program it was made with.';
}

/** A picture that runs programs when somebody opens its address. */
export class UnsafePicture extends BrokenPicture {
  override readonly code = 'unsafe-picture';
  override readonly expected = 'an SVG that only draws: no scripts, handlers or pages inside';
  override readonly fix =
    'Export it again as plain SVG, or delete what is named here. Most programs have “plain” or “optimised” SVG.';
}

/** That a picture ends before it should. */
export function endsEarly(): BrokenPicture {
  return new BrokenPicture('The picture ends before it is complete.');
}
