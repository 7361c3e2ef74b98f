import { describe, expect, it } from 'vitest';
import { hugoFiles, stockFiles } from '../../../scripts/bench/generate.ts';
import { withShortcodes } from '../../../scripts/bench/hugo-site.ts';

const size = { notes: 9, locales: 3, audiences: 2 };

describe('a Hugo site of the same notes', () => {
  const forAdmin = new Map(hugoFiles(size, 'admin'));
  const pages = [...forAdmin.keys()].filter((path) => /releases\/\w+\/\d/u.test(path));

  it('has a page for each note and locale', () => {
    expect(pages).toHaveLength(27);
    expect(pages).toContain('content/ja/releases/delta/1.0.1.md');
  });

  it('says what stock Starlight’s pages say, in the same order', () => {
    const stock = new Map(stockFiles(size, 'admin'));
    for (const locale of ['', 'de/', 'ja/']) {
      const theirs = stock.get(`src/content/docs/${locale}releases/atlas/v1-0-2.mdx`) ?? '';
      const ours = forAdmin.get(`content/${locale || 'en/'}releases/atlas/1.0.2.md`) ?? '';
      const said = theirs
        .match(/^.{20,}$/gmu)
        ?.filter((line) => !/^(?:import \{ A|<|```|description)|<Badge|\]\(\.\.\//u.test(line));
      expect(said?.length).toBeGreaterThan(30);
      expect(said?.filter((line) => !ours.includes(line))).toEqual([]);
    }
  });

  it('holds for an audience only what it may read', () => {
    const path = 'content/en/releases/atlas/1.0.1.md';
    const forUser = new Map(hugoFiles(size, 'user')).get(path) ?? '';
    expect(forAdmin.get(path)?.match(/^### /gmu)).toHaveLength(6);
    expect(forUser.match(/^### /gmu)).toHaveLength(5);
  });

  it('has no component of MDX left, and a template for each shortcode', () => {
    const used = new Set<string>();
    for (const path of pages) {
      const text = forAdmin.get(path) ?? '';
      expect(text, path).not.toMatch(/<\/?[A-Z]|^```\w+ title|^import \{ Aside/mu);
      for (const [, name] of text.matchAll(/\{\{[<%] (\w+)/gu)) used.add(name ?? '');
    }
    expect([...used].sort()).toEqual(['aside', 'badge', 'card', 'steps', 'tab', 'tabs']);
    for (const name of used) expect(forAdmin.has(`layouts/shortcodes/${name}.html`)).toBe(true);
  });
});

describe('components as shortcodes', () => {
  it('keep their attributes and texts', () => {
    expect(withShortcodes('a <Badge text="Big words" variant="tip" /> b')).toBe(
      'a {{< badge "Big words" "tip" >}} b',
    );
    expect(withShortcodes('<Aside type="note">\nHello.\n</Aside>')).toBe(
      '{{% aside "note" %}}\nHello.\n{{% /aside %}}',
    );
    expect(withShortcodes('<Aside type="caution" title="Take care">')).toBe(
      '{{% aside "caution" "Take care" %}}',
    );
    expect(withShortcodes('```ts title="src/a.ts" {3-4}\ncode\n```')).toBe(
      '<p class="file">src/a.ts</p>\n\n```ts {hl_lines=["3-4"]}\ncode\n```',
    );
  });
});
