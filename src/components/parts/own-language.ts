import type { PageModel } from '../../views/page.ts';

interface Said {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

/** `lang` and `dir` of a text that is in another language than the interface; nothing otherwise. */
export function said(page: PageModel, text: Said): Partial<Said> {
  if (text.lang === page.locale.code) return {};
  return { lang: text.lang, dir: text.dir };
}

/** As `said`, for the text of the page's own entry. */
export function own(page: PageModel): Partial<Said> {
  return said(page, page.content);
}
