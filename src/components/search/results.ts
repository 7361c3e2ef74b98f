import { element } from './element.ts';
import { excerptPieces, pieceNodes, withoutHeading } from './excerpt.ts';
import type { Piece } from './excerpt.ts';
import type { PagefindPage } from './indexes.ts';

const MOST_PARTS = 3;

/** One result: what it is, its title, the words around the match, and the parts of the page that match. */
export function resultItem(page: PagefindPage, day: (iso: string) => string): HTMLLIElement {
  const { meta } = page;
  const href = safeHref(page.url);
  const facts = [meta['kind'], meta['product'], meta['state']].filter(
    (fact): fact is string => Boolean(fact) && fact !== meta['title'],
  );
  const line = element('p', { class: 'search-facts' });
  for (const fact of facts) line.append(element('span', {}, fact));
  if (meta['date']) line.append(element('time', { datetime: meta['date'] }, day(meta['date'])));

  const item = element(
    'li',
    { class: 'search-result' },
    element(
      'p',
      { class: 'search-title' },
      element('a', { href, 'data-search-link': true }, meta['title'] ?? href),
    ),
    line,
  );
  // Pagefind marks words of the text; a match in the title alone leaves the excerpt without a mark.
  const parts = page.sub_results.filter((part) => part.anchor).slice(0, MOST_PARTS);
  if (parts.length === 0 || page.sub_results.some((part) => !part.anchor)) {
    item.append(excerpt(excerptPieces(page.excerpt)));
  }
  if (parts.length > 0) {
    item.append(element('ul', { class: 'search-parts' }, ...parts.map((part) => partItem(part))));
  }
  return item;
}

function partItem(part: PagefindPage['sub_results'][number]): HTMLLIElement {
  const { heading, text } = withoutHeading(part.excerpt, part.title);
  const link = element(
    'a',
    { href: safeHref(part.url), 'data-search-link': true },
    ...pieceNodes(heading),
  );
  return element('li', {}, link, excerpt(text));
}

function excerpt(pieces: readonly Piece[]): HTMLParagraphElement {
  return element('p', { class: 'search-excerpt' }, ...pieceNodes(pieces));
}

/** An index holds addresses on this host only; anything else would not be of our making. */
function safeHref(url: string): string {
  return /^\/(?![/\\])/.test(url) ? url : '#';
}
