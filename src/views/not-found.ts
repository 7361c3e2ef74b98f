import type { ViewContext } from './context.ts';
import type { Link } from './page.ts';
import { homeAddress, sectionAddress } from '../model/address.ts';

export interface NotFoundView {
  links: Link[];
}

/** The page for an address that leads nowhere. */
export function notFoundView(context: ViewContext): NotFoundView {
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
  };
}
