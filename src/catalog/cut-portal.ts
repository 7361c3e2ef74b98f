import { mayRead } from '../model/audience.ts';
import type { Localised } from '../model/common.ts';
import type { Locale } from '../model/locale.ts';
import type { Catalog } from './catalog.ts';
import type { EditionAudience, EditionLocale, EditionPortal } from './edition.ts';
import type { Readable } from './readable.ts';
import { FACT, factOf } from './fact-kinds.ts';
import type { Trace } from './trace.ts';

/**
 * portal.yaml in one locale, for one audience. It is the same for all that is made of an edition, but for
 * what depends on which products are in it: that is noted when it is looked at.
 */
export function cutPortal(
  catalog: Catalog,
  locale: string,
  audience: string,
  readable: Readable,
  trace: Trace,
): EditionPortal {
  const { portal, audiences } = catalog;
  const say = (text: Localised): string => localise(text, locale, catalog);
  const shown = (named: readonly string[] | undefined): boolean =>
    mayRead(readable.reads, named, audiences.root);
  const address = siteAddress(portal.site);
  const has = (product: string): boolean => {
    trace.look(factOf(FACT.presence, `product:${product}`));
    return readable.entries.product.has(product);
  };
  return {
    title: say(portal.title),
    description: portal.description === undefined ? '' : say(portal.description),
    ...address,
    organisation: portal.organisation ?? null,
    tagAuthority: portal.tagAuthority ?? null,
    locales: catalog.locales.map(editionLocale),
    audiences: portal.audiences
      .filter(({ id, listed }) => listed || id === audience)
      .map(({ id, site }) => ({ ...editionAudience(catalog, id, locale), site: site ?? null })),
    tiers: portal.tiers.map(({ tier, label, description }) => ({
      tier,
      label: say(label),
      description: description === undefined ? null : say(description),
    })),
    home: portal.home,
    get freezes() {
      return portal.calendar.freezes
        .filter((freeze) => shown(freeze.audience))
        .map(({ title, from, to, products }) => ({
          freeze: { title: say(title), from, to },
          named: products.length > 0,
          products: products.filter(has),
        }))
        .filter(({ named, products }) => !named || products.length > 0)
        .map(({ freeze, products }) => ({ ...freeze, products }));
    },
    links: portal.links
      .filter((link) => shown(link.audience))
      .map(({ label, url }) => ({ label: say(label), url })),
  };
}

/** An audience as an edition shows it. Throws a RangeError when it is not declared. */
export function editionAudience(catalog: Catalog, id: string, locale: string): EditionAudience {
  const declared = catalog.portal.audiences.find((audience) => audience.id === id);
  if (declared === undefined) throw new RangeError(`the audience ${id} is not declared`);
  const isRoot = id === catalog.audiences.root;
  const label = localise(declared.label ?? id, locale, catalog);
  return { id, label, isRoot, prefix: isRoot ? '' : id };
}

/** A locale as an edition shows it. */
export function editionLocale(locale: Locale): EditionLocale {
  const { code, label, dir, isRoot } = locale;
  return { code, label, dir, prefix: isRoot ? '' : code, isSource: isRoot };
}

function localise(text: Localised, locale: string, catalog: Catalog): string {
  if (typeof text === 'string') return text;
  const root = catalog.locales[0]?.code ?? '';
  for (const code of [locale, root]) if (Object.hasOwn(text, code)) return text[code] ?? '';
  return Object.values(text)[0] ?? '';
}

function siteAddress(
  declared: string | undefined,
): Pick<EditionPortal, 'site' | 'origin' | 'base'> {
  if (declared === undefined) return { site: null, origin: null, base: '' };
  const url = new URL(declared);
  const base = url.pathname.replace(/\/+$/, '');
  return { site: url.origin + base, origin: url.origin, base };
}
