import type { Edition, EditionLocale } from '../../catalog/edition.ts';
import { FACT, factOf } from '../../catalog/fact-kinds.ts';
import { TRACE } from '../../catalog/trace.ts';
import { pageAddress, toUrl } from '../../model/address.ts';
import type { Switch } from '../../views/page.ts';

/** The edition of another audience, as far as this one may know of it. */
export interface Counterpart {
  /**
   * Addresses of its pages without prefixes; null where knowing them would tell this audience what
   * it may not read: then the switch leads to the front page.
   */
  readonly pages: ReadonlySet<string> | null;
}

/** Languages to switch to: every edition of an audience has the same pages in every locale. */
export function localeSwitches(edition: Edition, page: string): Switch[] {
  return edition.portal.locales.map((locale) => ({
    id: locale.code,
    label: locale.label,
    href: toUrl(pageAddress({ locale, audience: edition.audience }, page), edition.portal.base),
    current: locale.code === edition.locale.code,
    lang: locale.code,
    dir: locale.dir,
  }));
}

/** Audiences to switch to; the same entry where the other edition has it, else its front page. */
export function audienceSwitches(
  edition: Edition,
  page: string,
  counterparts: ReadonlyMap<string, Counterpart>,
): Switch[] {
  return edition.portal.audiences.map((audience) => {
    const current = audience.id === edition.audience.id;
    if (!current) edition[TRACE]?.look(factOf(FACT.counterpart, `${audience.id} ${page}`));
    const known = current || counterparts.get(audience.id)?.pages?.has(page) === true;
    return {
      id: audience.id,
      label: audience.label,
      href: hrefOf(edition, edition.locale, audience, known ? page : '/'),
      current,
      lang: edition.locale.code,
      dir: edition.locale.dir,
    };
  });
}

/** The front pages of all editions that this one may name: audience by audience, in every language. */
export function editionHomes(edition: Edition): { label: string; homes: Switch[] }[] {
  return edition.portal.audiences.map((audience) => ({
    label: audience.label,
    homes: edition.portal.locales.map((locale) => ({
      id: locale.code,
      label: locale.label,
      href: hrefOf(edition, locale, audience, '/'),
      current: locale.code === edition.locale.code && audience.id === edition.audience.id,
      lang: locale.code,
      dir: locale.dir,
    })),
  }));
}

/** A page of an audience, which may be on a host of its own. */
function hrefOf(
  { portal, audience: own }: Edition,
  locale: EditionLocale,
  audience: Edition['portal']['audiences'][number],
  page: string,
): string {
  const url = toUrl(pageAddress({ locale, audience }, page), portal.base);
  return audience.site === null || audience.id === own.id ? url : new URL(url, audience.site).href;
}
