/** A piece of an excerpt: marked where it answers the query. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

/**
 * Reads Pagefind's excerpt, in which `<mark>` is markup and every other angle bracket is escaped,
 * into plain text. Zero-width spaces, with which Pagefind parts Chinese and Japanese words, go, and
 * marks that touch become one.
 */
export function excerptPieces(excerpt: string): Piece[] {
  const pieces: Piece[] = [];
  let isMarked = false;
  for (const part of excerpt.split(/(<\/?mark>)/)) {
    if (part === '<mark>' || part === '</mark>') {
      isMarked = part === '<mark>';
      continue;
    }
    const text = part.replaceAll('\u200B', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    if (text === '') continue;
    const last = pieces.at(-1);
    if (last?.isMarked === isMarked) last.text += text;
    else pieces.push({ text, isMarked });
  }
  return pieces;
}

/**
 * Parts the heading, with which the excerpt of a part of a page begins (Pagefind puts a full stop
 * after it), from the text. A heading that the excerpt does not begin with stays as it is.
 */
export function withoutHeading(
  excerpt: string,
  heading: string,
): { heading: Piece[]; text: Piece[] } {
  const pieces = excerptPieces(excerpt);
  const plain = heading.replaceAll('\u200B', '').trim();
  const whole = pieces.map(({ text }) => text).join('');
  const unmarked = [{ text: plain, isMarked: false }];
  if (plain === '' || !whole.startsWith(plain)) return { heading: unmarked, text: pieces };
  const end = plain.length + (/^[.。]?\s*/.exec(whole.slice(plain.length))?.[0].length ?? 0);
  return { heading: cut(pieces, 0, plain.length), text: cut(pieces, end, whole.length) };
}

/** The pieces between two offsets of their joined text. */
function cut(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const kept: Piece[] = [];
  let at = 0;
  for (const { text, isMarked } of pieces) {
    const part = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (part !== '') kept.push({ text: part, isMarked });
    at += text.length;
  }
  return kept;
}

/** The pieces as text nodes and mark elements. */
export function pieceNodes(pieces: readonly Piece[]): Node[] {
  return pieces.map(({ text, isMarked }) => {
    if (!isMarked) return document.createTextNode(text);
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });
}
