import type { Edition } from '../../catalog/edition.ts';
import { tagAuthority, type TagSpace } from './ids.ts';
import { originOf } from './origin.ts';

/** Where an edition's ids live. */
export function tagSpace(edition: Edition): TagSpace {
  return {
    authority: tagAuthority(edition.portal.tagAuthority ?? undefined, originOf(edition)),
    audience: edition.audience.id,
    locale: edition.locale.code,
  };
}
