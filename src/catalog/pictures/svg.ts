import { imageSize } from 'image-size';
import { BrokenPicture, UnsafePicture, type PictureFormat } from './format.ts';

/**
 * SVG is published as it is written. As a picture on a page it can do nothing, but whoever opens its
 * address opens a document of the portal's own host: so it may hold nothing that runs there.
 */
export const svg: PictureFormat = {
  name: 'svg',
  begins: (bytes) => START.test(textOf(bytes.subarray(0, 64 * 1024))),
  open(bytes) {
    const text = textOf(bytes);
    // Comments too: what is one is a question that tricks are made of.
    const plain = text.replace(/&#(?:x([\da-f]+)|(\d+));?/gi, (_, hex?: string, digits?: string) =>
      characterOf(hex === undefined ? Number(digits) : parseInt(hex, 16)),
    );
    for (const [sign, name] of UNSAFE) {
      const found = sign.exec(plain);
      if (found !== null) {
        const what = found[0].replace(/\s+/g, ' ').trim().slice(0, 60);
        throw new UnsafePicture(`The SVG has ${name} in it: ${what}`);
      }
    }
    if (!isClosed(text)) {
      throw new BrokenPicture('The SVG ends before it is complete.');
    }
    return { ...sizeOf(bytes), isAnimated: false, clean: () => bytes };
  },
};

// Of each part there is one way to end: on text made for it, many would take for ever.
const START =
  /^(?:\s|<\?[^>]*\?>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>)*<(?:[\w-]+:)?svg[\s/>]/;

/** What a document of this kind could do beside drawing. */
const UNSAFE: readonly (readonly [sign: RegExp, name: string])[] = [
  [/<(?:[\w-]+:)?script\b[^>]*>?/i, 'a script'],
  [
    /<(?:[\w-]+:)?(?:iframe|object|embed|handler|listener|base|meta|link)\b[^>]*>?/i,
    'a page or a plugin',
  ],
  [/\son[a-z]+\s*=\s*["'][^"'>]*/i, 'a handler of events'],
  [/j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:[^"'>]*/i, 'an address that is a program'],
  [/<!(?:ENTITY|ATTLIST|ELEMENT|NOTATION)\b[^>]*/i, 'a declaration of its own'],
  [/<\?xml-stylesheet\b[^>]*/i, 'a style sheet of elsewhere'],
];

/** Whether the last tag is that of a root that is closed. */
function isClosed(text: string): boolean {
  let end = text.trimEnd();
  while (end.endsWith('-->')) end = end.slice(0, Math.max(0, end.lastIndexOf('<!--'))).trimEnd();
  const last = end.slice(Math.max(0, end.lastIndexOf('<')));
  return /^<\/(?:[\w-]+:)?svg\s*>$|^<(?:[\w-]+:)?svg\b[^>]*\/>$/.test(last);
}

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function sizeOf(bytes: Buffer): { width: number; height: number } {
  try {
    const { width, height } = imageSize(bytes);
    return { width: Math.round(width), height: Math.round(height) };
  } catch {
    // Without width, height and viewBox it has no size of its own.
    return { width: 0, height: 0 };
  }
}
