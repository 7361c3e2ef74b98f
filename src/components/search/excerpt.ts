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

/** The pieces as text nodes and mark elements. */
export function excerptNodes(excerpt: string): Node[] {
  return excerptPieces(excerpt).map(({ text, isMarked }) => {
    if (!isMarked) return document.createTextNode(text);
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });
}
