import { cutEdition, type Edition } from '../../catalog/edition.ts';
import { editionAudience, editionLocale } from '../../catalog/cut-portal.ts';
import { homeAddress } from '../../model/address.ts';
import { planPages } from '../../outputs/pages/plan.ts';
import { counterpartsOf, type Portal } from '../../publish/portal.ts';
import { DevEdition } from './dev-edition.ts';
import { editsOfTexts, renew } from './text-edits.ts';

/** The editions of a portal, each cut when somebody looks at one of its addresses. */
export class DevEditions {
  readonly portal: Portal;
  readonly #made = new Map<string, DevEdition>();
  readonly #cut = new Map<string, Edition>();
  /** Addresses of the pages of each audience, as far as somebody wanted to know them. */
  readonly #pages: Map<string, ReadonlySet<string>>;
  readonly #codeCache: Map<string, string>;
  /** Where each begins, the longest address first. */
  readonly #homes: readonly { home: string; audience: string; locale: string }[];

  /**
   * @param codeCache highlighted code, which outlives edits
   * @param before the editions before the last edit
   */
  constructor(portal: Portal, codeCache: Map<string, string>, before: DevEditions | null = null) {
    this.portal = portal;
    this.#codeCache = codeCache;
    const edits = before && editsOfTexts(portal.catalog, before.portal.catalog);
    this.#pages = new Map(before !== null && edits !== null ? before.#pages : []);
    if (before !== null && edits !== null) {
      for (const [key, edition] of before.#cut) {
        if (renew(edition, edits)) this.#cut.set(key, edition);
      }
    }
    const { audiences, locales } = portal.catalog;
    this.#homes = audiences.ids
      .flatMap((audience) =>
        locales.map((locale) => ({
          home: homeAddress({
            locale: editionLocale(locale),
            audience: editionAudience(portal.catalog, audience, locale.code),
          }),
          audience,
          locale: locale.code,
        })),
      )
      .sort((a, b) => b.home.length - a.home.length);
  }

  /** Editions that may have an address, the likeliest first. */
  *at(path: string): Generator<DevEdition> {
    for (const { home, audience, locale } of this.#homes) {
      if (path.startsWith(home) || `${path}/` === home) yield this.#of(audience, locale);
    }
  }

  /** The edition whose front page is that of the portal. */
  get root(): DevEdition | undefined {
    const last = this.#homes.at(-1);
    return last === undefined ? undefined : this.#of(last.audience, last.locale);
  }

  #of(audience: string, locale: string): DevEdition {
    const key = `${audience} ${locale}`;
    let made = this.#made.get(key);
    if (made === undefined) {
      const counterparts = counterpartsOf(this.portal, audience, (other) => this.#pagesOf(other));
      const edition = this.#edition(audience, locale);
      made = new DevEdition(this.portal, edition, counterparts, this.#codeCache);
      this.#made.set(key, made);
    }
    return made;
  }

  #edition(audience: string, locale: string): Edition {
    const key = `${audience} ${locale}`;
    const { catalog, clock } = this.portal;
    const edition = this.#cut.get(key) ?? cutEdition(catalog, audience, locale, clock);
    this.#cut.set(key, edition);
    return edition;
  }

  /** Addresses of an audience's pages: every locale has the same. */
  #pagesOf(audience: string): ReadonlySet<string> {
    let pages = this.#pages.get(audience);
    if (pages === undefined) {
      const any = this.portal.catalog.locales.find(({ code }) =>
        this.#cut.has(`${audience} ${code}`),
      );
      const locale = (any ?? this.portal.catalog.locales[0])?.code ?? '';
      pages = new Set(planPages(this.#edition(audience, locale)).map(({ path }) => path));
      this.#pages.set(audience, pages);
    }
    return pages;
  }
}
