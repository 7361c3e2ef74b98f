import type { LocaleDeclaration } from './portal.ts';

/** A declared language of the portal. */
export interface Locale {
  /** The BCP 47 tag, as declared. */
  readonly code: string;
  /** Its name in itself. */
  readonly label: string;
  readonly dir: 'ltr' | 'rtl';
  /** Whether notes are written in it; its pages are at the root. */
  readonly isRoot: boolean;
}

/** True for a well-formed BCP 47 tag in its canonical form, such as `de`, `pt-BR` or `zh-Hans`. */
export function isLocaleCode(code: string): boolean {
  return canonicalLocale(code) === code;
}

/** The canonical form of a tag (`PT-br` → `pt-BR`); null when it is not well-formed. */
export function canonicalLocale(code: string): string | null {
  try {
    return new Intl.Locale(code).toString();
  } catch {
    return null;
  }
}

/** The locales of a portal, root first, with names and directions filled in. Codes must be checked. */
export function readLocales(
  declared: readonly LocaleDeclaration[],
  defaultLocale?: string,
): Locale[] {
  const root = defaultLocale ?? declared[0]?.code;
  return declared
    .map((locale) => ({
      code: locale.code,
      label: locale.label ?? nameOf(locale.code),
      dir: locale.dir ?? directionOf(locale.code),
      isRoot: locale.code === root,
    }))
    .sort((a, b) => Number(b.isRoot) - Number(a.isRoot));
}

/** The usual direction of writing of a language (CLDR, through Intl.Locale). */
export function directionOf(code: string): 'ltr' | 'rtl' {
  // getTextInfo is newer than the standard types; older engines had it as a property.
  const locale = new Intl.Locale(code) as Intl.Locale & {
    getTextInfo?: () => { direction?: string };
    textInfo?: { direction?: string };
  };
  const info = locale.getTextInfo?.() ?? locale.textInfo;
  return info?.direction === 'rtl' ? 'rtl' : 'ltr';
}

function nameOf(code: string): string {
  return new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
}
