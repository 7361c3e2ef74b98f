/** Signs that stand between the words of any language of programming, and in none of them. */
const BETWEEN = /[\s(){}[\]<>,;"'`|&*!?+^~\\]+/u;

/** Signs that belong to a word in its middle only: `--wait`, `client.pages`, `cache:`. */
const ENDS = /^[.:=/#$@%-]+|[.:=/#$@%-]+$/gu;

/**
 * The words of blocks of code, each once, in the order in which they first stand: what a reader looks for are
 * names, options, commands and numbers of errors. Signs, loose letters, small numbers and what
 * is there again are left out: they make most of code, and of the time that indexing it takes.
 *
 * @param known words that were given already, to which these are added
 */
export function codeWords(blocks: readonly string[], known = new Set<string>()): string {
  const words: string[] = [];
  for (const part of blocks.flatMap((block) => block.split(BETWEEN))) {
    const word = part.replace(ENDS, '');
    const name = word.toLowerCase();
    if (known.has(name) || !isName(word)) continue;
    known.add(name);
    words.push(word);
  }
  return words.join(' ');
}

function isName(word: string): boolean {
  return (
    /\p{L}[\p{L}\p{N}]|\p{Script=Han}/u.test(word) ||
    /\d{3}/.test(word) ||
    /^\p{L}?\d+\.\d/u.test(word)
  );
}
