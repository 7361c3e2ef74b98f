import type { EditionEntry } from '../catalog/edition.ts';
import { recordAddress, type RecordKind } from '../model/address.ts';
import type { ViewContext } from './context.ts';
import type { Link } from './page.ts';

/** Link to the page of a deprecation, migration guide, known issue, advisory or announcement. */
export function entryLink(context: ViewContext, entry: EditionEntry<RecordKind>): Link {
  const address = recordAddress(context.edition, entry.kind, entry.id);
  return { label: entry.title, href: context.url(address) };
}
