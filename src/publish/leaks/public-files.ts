import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LeakScanner } from './leak-scanner.ts';

/** Files that hold text for readers. Scripts and stylesheets have words of their own, which hit by chance. */
const HAS_TEXT = /\.(?:html?|txt|md|json|xml|svg|csv|ics)$/i;

/**
 * Scans what an organisation publishes as it is, from its `public/`, for what an audience may not read:
 * names of all files, and the text of those that hold text for readers.
 *
 * @param files paths below `public/`, each with a slash in front
 */
export function scanPublicFiles(root: string, files: Iterable<string>, scanner: LeakScanner): void {
  if (!scanner.isNeeded) return;
  for (const path of files) {
    const hasText = HAS_TEXT.test(path);
    const text = hasText ? readFileSync(join(root, 'public', path), 'utf8') : '';
    scanner.scan(`public${path}`, text);
  }
}
