import { endoflife } from './endoflife.ts';
import type { Importer } from './importer.ts';
import { keepAChangelog } from './keep-a-changelog.ts';
import { markdown } from './markdown.ts';
import { reno } from './reno.ts';
import { securityPosts } from './security-posts.ts';
import { upgradeGuides } from './upgrade-guides.ts';

/** All source formats, in the order in which help names them. */
export const importers: readonly Importer[] = [
  markdown,
  keepAChangelog,
  endoflife,
  reno,
  securityPosts,
  upgradeGuides,
];

/** The importer of a format; undefined for a name that is none. */
export function findImporter(format: string): Importer | undefined {
  return importers.find((importer) => importer.format === format);
}
