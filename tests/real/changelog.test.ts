/** keepachangelog.com's own changelog, imported and built: every version and every bullet. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formats, readWholeFeed } from '../support/feeds.ts';
import { attribute, find, findAll, hasClass, readPage, textOf } from '../support/pages.ts';
import type { Element } from '../support/pages.ts';
import { corpora, hasCorpus, importAndBuild } from './imported.ts';
import type { Imported } from './imported.ts';

const source = path.join(corpora, 'keep-a-changelog/CHANGELOG.md');

interface Version {
  version: string;
  day: string;
  /** The words of each bullet, without its marks. */
  bullets: string[][];
}

describe.skipIf(!hasCorpus('keep-a-changelog'))('Keep a Changelog, imported and built', () => {
  let portal: Imported;
  let versions: Version[];

  beforeAll(async () => {
    versions = readVersions(readFileSync(source, 'utf8'));
    portal = await importAndBuild([['keep-a-changelog', source, 'kac']]);
  });
  afterAll(() => portal?.remove());

  it('tells of every version', () => {
    expect(versions).toHaveLength(16);
    expect(portal.report.findings).toEqual([]);
    expect(portal.report.editions).toMatchObject([
      { entries: { release: 16, product: 1 }, feedEntries: 16, searchRecords: 17 },
    ]);
  });

  it('has each version on a page with its day and all of its bullets', async () => {
    let bullets = 0;
    for (const { version, day, bullets: expected } of versions) {
      const page = await readPage(portal.dist, `releases/kac/${version}/index.html`, '');
      const main = find(page.root, ({ tagName }) => tagName === 'main')!;
      const time = find(main, ({ tagName }) => tagName === 'time')!;
      expect(attribute(time, 'datetime')).toBe(day);
      const shown = findAll(main, (element) => hasClass(element, 'change')).map(wordsOf);
      expect(shown, version).toHaveLength(expected.length);
      const lost = expected.filter(
        (words) => !shown.some((change) => words.every((word) => change.has(word))),
      );
      expect(lost, version).toEqual([]);
      bullets += shown.length;
    }
    expect(bullets).toBe(122);
  });

  it('lists the versions in order on the page of the product', async () => {
    const page = await readPage(portal.dist, 'releases/kac/index.html', '');
    const main = find(page.root, ({ tagName }) => tagName === 'main')!;
    const rows = findAll(main, (element) => hasClass(element, 'row-name')).map(textOf);
    expect(rows).toEqual(versions.map(({ version }) => version));
  });

  it.each(formats)('tells of each version once in the %s feed', async (format) => {
    const file = `feeds/product/kac.${format === 'json' ? 'json' : `${format}.xml`}`;
    const { entries } = await readWholeFeed(portal.dist, file);
    const told = entries.map(({ url, published }) => [
      url.split('/').at(-2),
      published.slice(0, 10),
    ]);
    expect(told.map(String).sort()).toEqual(
      versions.map(({ version, day }) => `${version},${day}`).sort(),
    );
  });
});

/** Versions with their bullets, read without any of the importer's code. */
function readVersions(text: string): Version[] {
  return text.split(/^## /m).flatMap((part): Version[] => {
    const [, version, day] = /^\[(\d[^\]]*)\] - (\d{4}-\d\d-\d\d)/.exec(part) ?? [];
    if (version === undefined || day === undefined) return [];
    const [, ...bullets] = part.split(/^- /m);
    return [
      {
        version,
        day,
        bullets: bullets.map((bullet) => words(bullet.split(/^###? |^\[[^\]]+\]: /m)[0]!)),
      },
    ];
  });
}

function words(markdown: string): string[] {
  const text = markdown
    .replace(/\*\*Breaking:\*\*/g, ' ')
    .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, ' $1 ')
    .replace(/<[^>]*>/g, ' ');
  return [...new Set(text.match(/[\p{L}\p{N}]{3,}/gu) ?? [])];
}

function wordsOf(element: Element): Set<string> {
  return new Set(textOf(element).match(/[\p{L}\p{N}]{3,}/gu));
}
