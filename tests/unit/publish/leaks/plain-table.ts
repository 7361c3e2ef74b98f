import type { Catalog, CatalogEntry } from '../../../../src/catalog/catalog.ts';
import type { Edition } from '../../../../src/catalog/edition.ts';
import { cutForAudience } from '../../../../src/render/cut.ts';
import type { ParsedBody } from '../../../../src/render/body.ts';
import { blocksOf, textsOf } from '../../../../src/publish/leaks/texts.ts';
import { allEntries } from '../../../../src/views/links.ts';

/**
 * What an audience may not read, told in the plainest way: phrases as text, and every text compared with
 * every other. The table that builds use must have the same phrases.
 */
export function plainPhrases(
  catalog: Catalog,
  editions: readonly Edition[],
  shared: readonly string[],
): Map<string, string> {
  const allowed = [...new Set([...editions.flatMap(allowedTexts), ...shared])].map(wordsOf);
  const known = new Set(allowed.flat());
  const shown = allowed.map((words) => ` ${words.join(' ')} `);
  const isSecret = (phrase: string): boolean => {
    const words = phrase.split(' ');
    if (shown.some((text) => text.includes(` ${phrase} `))) return false;
    return words.length === 1 || words.length === 4 || !words.every((word) => known.has(word));
  };
  const phrases = new Map<string, string>();
  for (const { text, file } of authoredTexts(catalog, editions)) {
    for (const phrase of phrasesOf(text).filter(isSecret).slice(0, 12)) {
      if (!phrases.has(phrase)) phrases.set(phrase, file);
    }
  }
  return phrases;
}

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

export function allowedTexts(edition: Edition): string[] {
  const texts = textsOf(edition.portal);
  for (const entry of [...allEntries(edition), ...edition.changes]) {
    texts.push(...textsOf(entry.data), entry.title, entry.id, ...entry.assets.map((it) => it.path));
    if (entry.body !== null) texts.push(...blocksOf(entry.body));
  }
  return texts;
}

/**
 * Everything authored: fields, ids, and bodies as they are written and as each audience is shown them. Of
 * the bodies in these editions, not what is shown to those who read no more of them.
 */
export function authoredTexts(
  catalog: Catalog,
  editions: readonly Edition[],
): { text: string; file: string }[] {
  const { reads } = catalog.audiences;
  const own = reads[editions[0]?.audience.id ?? ''] ?? [];
  const bodyTexts = (body: ParsedBody, isIn: boolean): string[] => {
    const named = body.audiences.map(({ name }) => name);
    const forms = Object.values(reads).map((read) => named.filter((name) => read.includes(name)));
    const mayBeRead = (names: readonly string[]): boolean =>
      isIn && names.every((name) => own.includes(name));
    const textsOfForms = (readable: boolean): string[] => [
      ...(mayBeRead(named) === readable ? blocksOf(body.tree) : []),
      ...forms
        .filter((names) => mayBeRead(names) === readable)
        .flatMap((names) => blocksOf(cutForAudience(body.tree, new Set(names)))),
    ];
    const read = new Set(textsOfForms(true));
    return textsOfForms(false).filter((text) => !read.has(text));
  };
  return Object.values(catalog.entries).flatMap((entries) =>
    (entries as readonly CatalogEntry[]).flatMap((entry) =>
      [entry, ...Object.values(entry.translations)].flatMap(({ data, body, file }) => {
        const isIn = editions[0]?.byKey(entry.kind, entry.id) !== undefined;
        const blocks = body === null ? [] : bodyTexts(body, isIn);
        return [...textsOf(data), ...blocks, entry.id].map((text) => ({ text, file }));
      }),
    ),
  );
}

function phrasesOf(text: string): string[] {
  const words = wordsOf(text);
  const length = Math.min(4, words.length);
  const phrases = new Set<string>();
  for (let at = 0; at < words.length; at += length) {
    const start = Math.min(at, words.length - length);
    const phrase = words.slice(start, start + length).join(' ');
    if (phrase.replaceAll(' ', '').length >= 6) phrases.add(phrase);
  }
  return [...phrases];
}
