import type { SiteFile } from './gazette-site.ts';
import type { BenchNote, NoteText } from './note.ts';
import { pageText, pageTitle } from './page-text.ts';

/** The files of a stock Starlight project that are no notes. Its packages are the repository's. */
export function* stockProject(locales: readonly string[]): Generator<SiteFile> {
  const [root = 'en', ...others] = locales;
  const declared = Object.fromEntries([
    ['root', { label: root, lang: root }],
    ...others.map((code) => [code, { label: code, lang: code }]),
  ]) as Record<string, object>;
  // What `npm create astro -- --template starlight` makes, with locales. Pagefind and code
  // highlighting are on by default, and the sidebar is made from the folder.
  yield [
    'astro.config.mjs',
    `import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  site: 'https://bench.example.com',
  integrations: [
    starlight({
      title: 'Bench',
      locales: ${JSON.stringify(declared)},
      sidebar: [{ label: 'Releases', items: [{ autogenerate: { directory: 'releases' } }] }],
    }),
  ],
});
`,
  ];
  yield [
    'src/content.config.ts',
    `import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';

export const collections = {
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }),
};
`,
  ];
  // Vite bundles what is an Astro package only when the project says that it depends on it.
  yield [
    'package.json',
    '{ "private": true, "type": "module", "dependencies": { "@astrojs/starlight": "*", "astro": "*" } }\n',
  ];
  yield ['tsconfig.json', '{ "extends": "astro/tsconfigs/strict" }\n'];
  for (const locale of locales) {
    yield [
      `src/content/docs/${locale === root ? '' : `${locale}/`}index.mdx`,
      '---\ntitle: Bench\n---\n\nRelease notes.\n',
    ];
  }
}

/**
 * A note as Starlight pages, one for each locale, with what one audience may read: stock Starlight
 * knows no audiences, so each has a project and a build of its own.
 */
export function* stockNote(note: BenchNote, audience: string): Generator<SiteFile> {
  const root = note.texts.keys().next().value;
  for (const [locale, text] of note.texts) {
    yield [stockFile(note, locale === root ? '' : `${locale}/`), stockPage(note, text, audience)];
  }
}

/** The file of a note, in the folder of a locale. */
export function stockFile({ product, version }: BenchNote, folder = ''): string {
  return `src/content/docs/${folder}releases/${product}/${slug(version)}.mdx`;
}

/** The address of a note's page in the first locale. */
export function stockAddress({ product, version }: BenchNote): string {
  return `/releases/${product}/${slug(version)}/`;
}

/** Astro makes slugs of file names, in which the dots of versions get lost. */
function slug(version: string): string {
  return `v${version.replaceAll('.', '-')}`;
}

function stockPage(note: BenchNote, text: NoteText, audience: string): string {
  const previous = `../${note.previous === null ? '' : slug(note.previous)}/`;
  return `---
title: ${JSON.stringify(pageTitle(note, text))}
description: ${JSON.stringify(text.summary)}
---

import { Aside, Badge, Card, Steps, TabItem, Tabs } from '@astrojs/starlight/components';

${pageText(note, text, { audience, previous })}`;
}
