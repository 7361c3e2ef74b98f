import type { FacetIndex } from './facet-index.ts';
import type { IndexPart, Indexes } from './indexes.ts';

/** A page that matches, by its place in the facets. */
export interface Match {
  readonly place: number;
  readonly score: number;
  /** What of it is shown: the best of the parts that have every word, or those that have them together. */
  readonly parts: readonly IndexPart[];
}

type Search = (text: string) => Promise<Match[]>;
type Ask = (text: string) => Promise<readonly IndexPart[]>;

/** No word of an index has it, and a word that ends in it comes right after the word without. */
const NOWHERE = '\u0001';

/** Where several searches tell what one would not, so many words of a long one are looked at. */
const MOST_WORDS = 8;

/**
 * Searches the indexes of an edition as if they were one, and each is a part of it. Pagefind takes each by itself, and goes wrong
 * where an index lacks a word that another has: it leaves the word out of the search there, or takes a
 * shorter one in its place. It weighs a word by how rare it is in each. And a page whose parts are in two
 * indexes must be found by words of both.
 */
export function searchMatches(indexes: Indexes, facets: FacetIndex, lang: string): Search {
  const isCut = /^(?:ja|zh|th)\b/.test(lang);

  const toMatches = (
    parts: readonly IndexPart[],
    weightOf: (part: IndexPart) => number = () => 1,
  ): Match[] => {
    const matches = new Map<number, Match>();
    parts.forEach((part) => {
      const place = facets.placeOf(part);
      if (place === undefined) return;
      const score = part.score * weightOf(part);
      const known = matches.get(place);
      if (known === undefined || score > known.score) {
        matches.set(place, { place, score, parts: [part] });
      }
    });
    return [...matches.values()].sort((a, b) => b.score - a.score);
  };

  /** The parts in which a word is; those of indexes that took another word for it are left out. */
  const partsWith = async (ask: Ask, word: string): Promise<readonly IndexPart[]> => {
    const [all, exact] = await Promise.all([ask(word), ask(`"${word}"`)]);
    const found = groupByIndex(all);
    const sure = groupByIndex(exact);
    const doubtful = [...found.keys()].filter((index) => !sure.has(index));
    if (doubtful.length === 0) return all;
    // What an index finds for a word that it can't have is what it takes in the place of a shorter one. Words that
    // begin with this one are found otherwise; in languages that are cut into words, each is there by itself.
    const instead = isCut ? found : groupByIndex(await ask(word + NOWHERE));
    const wrong = new Set(
      doubtful.filter((index) => haveSameIds(found.get(index), instead.get(index))),
    );
    const right = all.filter(({ index }) => !wrong.has(index));
    return right.length > 0 ? right : all;
  };

  return async (text) => {
    const words = facets.indexes > 1 ? wordsOf(text, isCut ? lang : null) : [];
    const ask = asking(indexes);
    if (words.length === 0) return toMatches(await ask(text));
    // What Pagefind takes for a word that it lacks is one of those that it has loaded: all searches are to have the same.
    await Promise.all(
      words.flatMap((word) => [indexes.preload(word), indexes.preload(word + NOWHERE)]),
    );
    const [whole, ...each] = await Promise.all([
      ask(text),
      ...words.map((word) => partsWith(ask, word)),
    ]);
    // Pagefind leaves out a word that is nowhere.
    const known = each.filter((parts) => parts.length > 0);
    const inAll = known.map((parts) => new Set(parts.map(({ key }) => key)));
    const shown = toMatches(
      whole.filter(({ key }) => inAll.every((keys) => keys.has(key))),
      weights(known, facets),
    );
    const places = new Set(shown.map(({ place }) => place));
    if (known.length < 2) return shown;
    const byWord = known.map(
      (parts) => new Map(toMatches(parts).map((match) => [match.place, match])),
    );
    const hasAll = ({ place }: Match): boolean => byWord.every((pages) => pages.has(place));
    const across = [...(byWord[0]?.values() ?? [])]
      .filter((match) => !places.has(match.place) && hasAll(match))
      .map(({ place }): Match => {
        const all = byWord.flatMap((pages) => pages.get(place) ?? []);
        const parts = new Map(all.flatMap((match) => match.parts).map((part) => [part.key, part]));
        const score = all.reduce((sum, match) => sum + match.score, 0);
        return { place, score, parts: [...parts.values()] };
      });
    return [...shown, ...across.sort((a, b) => b.score - a.score)];
  };
}

/** Asks the indexes, and once for each text: a search for one word asks for that word only. */
function asking(indexes: Indexes): Ask {
  const asked = new Map<string, ReturnType<Ask>>();
  return (text) => {
    const found = asked.get(text) ?? indexes.search(text);
    asked.set(text, found);
    return found;
  };
}

/**
 * How much a part's score counts, so that a word weighs the same in every index: Pagefind multiplies with how
 * rare it is in its own.
 */
function weights(
  words: readonly (readonly IndexPart[])[],
  facets: FacetIndex,
): (part: IndexPart) => number {
  const all = facets.sizes.reduce((sum, size) => sum + size, 0);
  const total = words.reduce((sum, parts) => sum + rarity(all, parts.length), 0);
  const factors = facets.sizes.map((size, index) => {
    const own = words.reduce((sum, parts) => {
      const count = parts.filter((part) => part.index === index).length;
      return count === 0 ? sum : sum + rarity(size, count);
    }, 0);
    return own > 0 ? total / own : 1;
  });
  return ({ index }) => factors[index] ?? 1;
}

/** The inverse document frequency of BM25, as Pagefind has it. */
function rarity(pages: number, having: number): number {
  return Math.log(1 + (Math.max(0, pages - having) + 0.5) / (having + 0.5));
}

/** The ids of parts by their index. */
function groupByIndex(parts: readonly IndexPart[]): Map<number, Set<string>> {
  const groups = new Map<number, Set<string>>();
  for (const { index, id } of parts) {
    groups.set(index, (groups.get(index) ?? new Set()).add(id));
  }
  return groups;
}

function haveSameIds(one: Set<string> | undefined, other: Set<string> | undefined): boolean {
  if (one === undefined || one.size !== other?.size) return false;
  return [...one].every((id) => other.has(id));
}

/**
 * The words of a search as Pagefind parts them; none of a phrase in quotation marks, which is found as it stands.
 *
 * @param cut the language, where words are not parted by spaces
 */
function wordsOf(text: string, cut: string | null): string[] {
  if (/^\s*".+"\s*$/.test(text)) return [];
  const words =
    cut === null
      ? text.split(/\s+/)
      : Array.from(new Intl.Segmenter(cut, { granularity: 'word' }).segment(text)).map(
          ({ segment }) => segment,
        );
  const real = words.filter((word) => /[\p{L}\p{N}]/u.test(word));
  return [...new Set(real)].slice(0, MOST_WORDS);
}
