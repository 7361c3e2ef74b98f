/** Pictures for tests, made when they are needed: real files of each format, large enough to gain. */
import sharp, { type Sharp } from 'sharp';

/** Something like a photo: soft colours with grain, which no encoder finds easy. */
export function photoPixels(width: number, height: number): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  let seed = 1;
  for (let at = 0; at < pixels.length; at += 3) {
    const x = (at / 3) % width;
    const y = Math.floor(at / 3 / width);
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const grain = (seed >> 16) % 24;
    pixels[at] = 60 + (x * 150) / width + grain;
    pixels[at + 1] = 40 + (y * 150) / height + grain;
    pixels[at + 2] = 90 + 60 * Math.sin((x + y) / 40) + grain;
  }
  return pixels;
}

/** A photo before it is coded. */
export function photo(width: number, height: number): Sharp {
  return sharp(photoPixels(width, height), { raw: { width, height, channels: 3 } });
}

/** A photo as a telephone writes it: where it was taken, by whom, and how the telephone was held. */
export function fromTelephone(width: number, height: number, orientation = 1): Sharp {
  return photo(width, height)
    .withMetadata({ orientation })
    .withExifMerge({
      IFD0: { Make: 'SECRET-maker', Artist: 'SECRET-artist' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET-xmp</x:xmpmeta>');
}

/** A screen as programs draw it: text and lines on one colour. */
export function screen(width: number, height: number): Sharp {
  const rows = Array.from(
    { length: 24 },
    (_, row) =>
      `<rect x="24" y="${row * 38 + 12}" width="${300 + ((row * 53) % 400)}" height="14" fill="#${row % 2 === 0 ? '345' : '89a'}"/><circle cx="${800 + ((row * 31) % 120)}" cy="${row * 38 + 18}" r="11" fill="#1f35c7"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 920" width="${width}" height="${height}" preserveAspectRatio="none"><rect width="1000" height="920" fill="#fcfaf5"/>${rows.join('')}</svg>`;
  return sharp(Buffer.from(svg));
}

/** Frames that move, as GIF or WebP. */
export async function moving(
  format: 'gif' | 'webp',
  width: number,
  height: number,
  frames = 4,
): Promise<Buffer> {
  const pages = Buffer.concat(
    Array.from({ length: frames }, (_, frame) => {
      const pixels = photoPixels(width, height);
      pixels.fill(frame * 40, 0, width * 30);
      return pixels;
    }),
  );
  const image = sharp(pages, {
    raw: { width, height: height * frames, channels: 3, pageHeight: height },
  });
  return format === 'gif'
    ? image.gif({ delay: 100 }).toBuffer()
    : image.webp({ quality: 95 }).toBuffer();
}
