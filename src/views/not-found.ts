import type { ViewContext } from './context.ts';
import type { Link, Switch } from './page.ts';
import { homeAddress, sectionAddress } from '../model/address.ts';

export interface NotFoundView {
  links: Link[];
  /**
   * Other editions, audience by audience: many hosts answer with the page of the root for whatever is
   * missing, in whichever language and edition that was.
   */
  editions: { label: string; homes: Switch[] }[];
}

/** The page for an address that leads nowhere. */
export function notFoundView(
  context: ViewContext,
  editions: NotFoundView['editions'],
): NotFoundView {
  const { edition, t } = context;
  return {
    links: [
      { label: t('words.section.home'), href: context.url(homeAddress(edition)) },
      { label: t('words.nav.releases'), href: context.url(sectionAddress(edition, 'releases')) },
      ...(context.edition.docs.length > 0
        ? [
            {
              label: t('words.nav.guides'),
              href: context.url(sectionAddress(context.edition, 'docs')),
            },
          ]
        : []),
    ],
    editions: editions.map(({ label, homes }) => ({
      label: editions.length > 1 ? t('interface.masthead.editionOf', { audience: label }) : '',
      homes,
    })),
  };
}
