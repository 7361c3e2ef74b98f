import type { EditionEntry } from '../catalog/edition.ts';
import type { ViewContext } from './context.ts';
import type { Link } from './page.ts';

/** Guides, training and the like that an entry names; without those that lead nowhere here. */
export function resourceLinks(context: ViewContext, entry: EditionEntry): Link[] {
  return entry.data.resources.flatMap(({ title, url }) => {
    const href = context.address(url, entry);
    return href === null ? [] : [{ label: title, href }];
  });
}
