import type { SiteFile } from './gazette-site.ts';
import { hugoLayouts } from './hugo-layouts.ts';
import { benchToday, products } from './note.ts';
import type { BenchNote, NoteText } from './note.ts';
import { pageText, pageTitle } from './page-text.ts';

/** The files of a Hugo site that are no notes. Hugo is left as fast as it comes. */
export function* hugoProject(locales: readonly string[]): Generator<SiteFile> {
  const [root = 'en'] = locales;
  yield [
    'hugo.toml',
    `baseURL = 'https://bench.example.com/'
title = 'Bench'
defaultContentLanguage = '${root}'
# Taxonomies would be pages that nobody has asked for.
disableKinds = ['taxonomy', 'term']

[params]
day = '${benchToday}'

# The text of shortcodes is HTML.
[markup.goldmark.renderer]
unsafe = true

# Classes, as a site with a light and a dark scheme needs them; colours in each word take longer.
[markup.highlight]
noClasses = false

# Without a limit each feed would hold every page.
[services.rss]
limit = 50
${locales.map((code) => `\n[languages.${code}]\nlanguageName = '${code}'\ncontentDir = 'content/${code}'\n`).join('')}`,
  ];
  yield* hugoLayouts;
  for (const locale of locales) {
    yield [`content/${locale}/_index.md`, '---\ntitle: Bench\n---\n\nRelease notes.\n'];
    yield [`content/${locale}/releases/_index.md`, '---\ntitle: Releases\n---\n'];
    for (const product of products) {
      yield [`content/${locale}/releases/${product}/_index.md`, `---\ntitle: ${product}\n---\n`];
    }
  }
}

/** A note as Hugo pages, one for each locale, with what one audience may read. */
export function* hugoNote(note: BenchNote, audience: string): Generator<SiteFile> {
  for (const [locale, text] of note.texts) {
    yield [
      `content/${locale}/releases/${note.product}/${note.version}.md`,
      hugoPage(note, text, audience),
    ];
  }
}

function hugoPage(note: BenchNote, text: NoteText, audience: string): string {
  const body = pageText(note, text, { audience, previous: `../${note.previous ?? ''}/` });
  return `---
title: ${JSON.stringify(pageTitle(note, text))}
description: ${JSON.stringify(text.summary)}
date: ${note.date}
---

${withShortcodes(body)}`;
}

/** MDX components as shortcodes, and code as Hugo's Chroma is told of it. */
export function withShortcodes(text: string): string {
  return text
    .replace(/<Badge text="(.+?)" variant="(.+?)" \/>/gu, '{{< badge "$1" "$2" >}}')
    .replace(/<Aside type="(\w+)"(?: title="(.+?)")?>/gu, (_, type: string, title?: string) =>
      title === undefined ? `{{% aside "${type}" %}}` : `{{% aside "${type}" "${title}" %}}`,
    )
    .replaceAll('</Aside>', '{{% /aside %}}')
    .replace(/<Card title="(.+?)">/gu, '{{% card "$1" %}}')
    .replaceAll('</Card>', '{{% /card %}}')
    .replaceAll('<Steps>', '{{% steps %}}')
    .replaceAll('</Steps>', '{{% /steps %}}')
    .replace(/<Tabs\b[^>]*>/gu, '{{< tabs >}}')
    .replaceAll('</Tabs>', '{{< /tabs >}}')
    .replace(/<TabItem label="(.+?)">/gu, '{{< tab "$1" >}}')
    .replaceAll('</TabItem>', '{{< /tab >}}')
    .replace(
      /^```(\w+) title="(.+?)"(?: \{([\d-]+)\})?$/gmu,
      (_, language: string, file: string, lines?: string) =>
        `<p class="file">${file}</p>\n\n\`\`\`${language}${lines === undefined ? '' : ` {hl_lines=["${lines}"]}`}`,
    );
}
