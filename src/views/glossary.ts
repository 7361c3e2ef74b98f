import type { ViewContext } from './context.ts';

/** Glossary: terms in the order of the locale's own alphabet. */
export interface GlossaryView {
  groups: {
    letter: string;
    terms: {
      id: string;
      term: string;
      definitionHtml: string;
      avoid: string[];
      keep: boolean;
      lang: string;
      dir: 'ltr' | 'rtl';
    }[];
  }[];
}

/** Terms in the locale's own order, grouped by their first letter. */
export function glossaryView(context: ViewContext): GlossaryView {
  const { edition, format } = context;
  const terms = edition.terms
    .map((entry) => ({
      id: entry.id,
      term: entry.data.doNotTranslate
        ? entry.title
        : (entry.data.terms[edition.locale.code] ?? entry.title),
      definitionHtml: context.markdown(entry.data.definition, entry),
      avoid: [...entry.data.avoid],
      keep: entry.data.doNotTranslate,
      lang: entry.lang,
      dir: entry.dir,
    }))
    .sort((a, b) => format.compare(a.term, b.term));
  const groups: GlossaryView['groups'] = [];
  for (const term of terms) {
    const letter = firstLetter(term.term, edition.locale.code);
    const group = groups.at(-1);
    if (group?.letter === letter) group.terms.push(term);
    else groups.push({ letter, terms: [term] });
  }
  return { groups: mergeGroups(groups) };
}

function firstLetter(term: string, locale: string): string {
  const base = term.normalize('NFD').replace(/\p{M}/gu, '');
  return (Array.from(base)[0] ?? '').toLocaleUpperCase(locale);
}

// A collator may put letters of two scripts between one another; each letter is one group all the same.
function mergeGroups(groups: GlossaryView['groups']): GlossaryView['groups'] {
  const merged = new Map<string, GlossaryView['groups'][number]>();
  for (const group of groups) {
    const existing = merged.get(group.letter);
    if (existing) existing.terms.push(...group.terms);
    else merged.set(group.letter, group);
  }
  return [...merged.values()];
}
