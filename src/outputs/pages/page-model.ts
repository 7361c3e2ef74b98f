import type { Edition, EditionEntry } from '../../catalog/edition.ts';
import { pageAddress, toUrl } from '../../model/address.ts';
import { allEntries } from '../../views/links.ts';
import { oncePer } from '../../views/once-per.ts';
import { canonicalGuide } from '../../views/snapshot.ts';
import { myVersionAddress } from '../../views/my-version.ts';
import type { PageModel } from '../../views/page.ts';
import type { PageContext } from './contents/content.ts';
import { contentOf } from './contents/index.ts';
import { headTags } from './head.ts';
import { guidePath, type PlannedPage } from './plan.ts';
import { breadcrumbsOf, sectionLinks, sectionOf, hasVersions } from './sections.ts';
import { audienceSwitches, localeSwitches } from './switches.ts';

/** The model of one planned page. */
export function pageModel(context: PageContext, planned: PlannedPage): PageModel {
  const { edition, t, format } = context;
  const content = contentOf(context, planned);
  const section = sectionOf(planned);
  const { entry } = content;
  const breadcrumbs = breadcrumbsOf(context, section, content.between ?? []);
  const source = edition.portal.locales.find(({ isSource }) => isSource) ?? edition.locale;
  return {
    template: planned.template,
    address: toUrl(pageAddress(edition, planned.path), edition.portal.base),
    locale: {
      code: edition.locale.code,
      dir: edition.locale.dir,
      label: edition.locale.label,
      prefix: edition.locale.prefix,
    },
    audience: {
      id: edition.audience.id,
      label: edition.audience.label,
      isRoot: edition.audience.isRoot,
    },
    portal: {
      title: edition.portal.title,
      homeHref: context.url(pageAddress(edition, '/')),
      brandStylesheet: context.brandStylesheet,
      icon: context.icon,
      base: edition.portal.base,
      links: edition.portal.links.map(({ label, url }) => ({
        label,
        href: url.startsWith('/') ? toUrl(url, edition.portal.base) : url,
      })),
    },
    content: {
      lang: entry?.lang ?? edition.locale.code,
      dir: entry?.dir ?? edition.locale.dir,
      isFallback: entry?.isFallback ?? false,
      isStale: entry?.isStale ?? false,
      sourceLang: source.code,
      sourceName: format.language(source.code) ?? source.label,
    },
    title: content.title,
    description: content.description,
    head: headTags(edition, {
      path: planned.path,
      title: content.title,
      description: content.description,
      translatedIn: entry?.translatedIn ?? null,
      isFallback: entry?.isFallback ?? false,
      canonical: canonicalOf(edition, entry),
      feeds: [{ key: 'all', title: t('words.feed.all') }, ...(content.feeds ?? [])],
      published: content.published ?? null,
      modified: content.modified ?? null,
      kind: planned.template === 'home' ? 'website' : 'article',
      breadcrumbs,
      findable: planned.template !== 'not-found',
    }),
    sections: sectionLinks(context, section),
    breadcrumbs,
    sidebar: content.sidebar ?? [],
    toc: content.toc ?? [],
    older: content.older ?? null,
    newer: content.newer ?? null,
    locales: localeSwitches(edition, planned.path),
    audiences: audienceSwitches(edition, planned.path, context.counterparts),
    searchHref:
      context.hasSearch && hasOwnText(edition)
        ? context.url(pageAddress(edition, '/pagefind/'))
        : '',
    mineHref: hasVersions(edition) ? context.url(myVersionAddress(edition)) : '',
    builtOn: edition.clock.today,
    view: content.view,
  } as PageModel;
}

// A locale into which nothing has been translated has an index of nothing, which none can open.
const hasOwnText = oncePer('page-model/hasOwnText', (edition: Edition): boolean =>
  [...allEntries(edition)].some((entry) => !entry.isFallback),
);

/** The page by which others are to find this one, where that is another: the newest of a kept guide. */
function canonicalOf(
  edition: PageContext['edition'],
  entry: EditionEntry | null,
): { path: string; isFallback: boolean } | null {
  const guide = entry?.kind === 'doc' ? canonicalGuide(edition, entry.id) : null;
  return guide && { path: guidePath(guide.id), isFallback: guide.isFallback };
}
