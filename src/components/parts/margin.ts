import type { PageModel } from '../../views/page.ts';

/** Other forms of a page, as its head names them. */
export function alternates(page: PageModel): {
  markdown: string | null;
  feeds: { href: string; label: string; type: string }[];
} {
  const links = page.head.filter(
    ({ tag, attrs }) => tag === 'link' && attrs?.['rel'] === 'alternate',
  );
  const hrefOf = (type: string): string | undefined =>
    links.findLast(({ attrs }) => attrs?.['type'] === type)?.attrs?.['href'];
  const feeds = [
    ['RSS', 'application/rss+xml'],
    ['Atom', 'application/atom+xml'],
    ['JSON Feed', 'application/feed+json'],
  ].flatMap(([label = '', type = '']) => {
    const href = hrefOf(type);
    return href === undefined ? [] : [{ href, label, type }];
  });
  return { markdown: hrefOf('text/markdown') ?? null, feeds };
}

const WITH_MARGIN = new Set(['release', 'change', 'guide', 'migration', 'record', 'advisory']);

/** Whether a page has something beside its text. */
export function hasMargin(page: PageModel): boolean {
  return WITH_MARGIN.has(page.template);
}
