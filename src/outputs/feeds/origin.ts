import type { Edition } from '../../catalog/edition.ts';

/**
 * Scheme and host of every address in a feed. A portal that declares no `site` can only be read on
 * the machine that previews it, and its feeds say so.
 */
export function originOf(edition: Edition): string {
  return edition.portal.origin ?? 'http://localhost:4321';
}
