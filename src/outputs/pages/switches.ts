import type { Edition } from '../../catalog/edition.ts';
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
    const address = pageAddress({ locale: edition.locale, audience }, known ? page : '/');
    const url = toUrl(address, edition.portal.base);
    return {
      id: audience.id,
      label: audience.label,
      href: audience.site === null || current ? url : new URL(url, audience.site).href,
      current,
      lang: edition.locale.code,
      dir: edition.locale.dir,
    };
  });
}
