/**
 * Keystone: 376 notes of reno, taken over by `gazette import reno` and built. What readers find on
 * release pages, on the timeline and in the planner is held against the notes, read here by
 * themselves. The notes don't say which release they are of and the corpus has no `reno.cache`, so
 * one is made that spreads them over four releases by their names.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { UpgradeData } from '../../src/views/upgrade/upgrade-document.ts';
import { planUpgrade } from '../../src/views/upgrade/upgrade-plan.ts';
import { attribute, find, findAll, hasClass, readPage, textOf } from '../support/pages.ts';
import type { BuiltPage, Element } from '../support/pages.ts';
import { removeFolder, temporaryFolder } from '../support/portal.ts';
import { corpora, hasCorpus, importAndBuild } from './imported.ts';
import type { Imported } from './imported.ts';

const source = path.join(corpora, 'keystone/releasenotes');
const releases = [
  { version: '26.0.0', day: '2024-10-02' },
  { version: '27.0.0', day: '2025-04-02' },
  { version: '28.0.0', day: '2025-10-01' },
  { version: '29.0.0', day: '2026-04-01' },
];
/** What an operator comes from, older than every note. */
const before = '25.0.0';
/** Sections that are misspelt, and what is meant. */
const typos: Readonly<Record<string, string>> = { feature: 'features', upgrades: 'upgrade' };

/** Where readers of a release find the texts of a section: the list of changes of a type. */
const lists: Readonly<Record<string, string | null>> = {
  // It introduces the release.
  prelude: null,
  features: '_feature',
  // Of type other, with an action.
  upgrade: '_other',
  deprecations: '_deprecation',
  // Of critical impact.
  critical: '_fix',
  security: '_security',
  fixes: '_fix',
  other: '_other',
};

interface Text {
  readonly stem: string;
  readonly section: string;
  readonly version: string;
  readonly text: string;
  readonly misspelt: boolean;
}

describe.skipIf(!hasCorpus('keystone'))('Keystone, imported and built', () => {
  let folder: string;
  let portal: Imported;
  let texts: Text[];
  let data: UpgradeData;
  const pages = new Map<string, BuiltPage>();
  const of = (section: string): Text[] => texts.filter((text) => text.section === section);

  beforeAll(async () => {
    folder = await temporaryFolder('keystone');
    const notes = readdirSync(path.join(source, 'notes'))
      .filter((name) => name.endsWith('.yaml'))
      .sort();
    expect(notes).toHaveLength(376);
    const versions = notes.map((_, index) => releases[index % releases.length]!.version);
    texts = notes.flatMap((name, index) => textsOf(name, versions[index]!));
    await cp(path.join(source, 'notes'), path.join(folder, 'notes'), { recursive: true });
    await writeFile(path.join(folder, 'reno.cache'), cacheOf(notes, versions));
    portal = await importAndBuild([['reno', folder, 'keystone']], {
      [`content/releases/keystone/${before}.md`]: `---\nversion: '${before}'\ndate: 2024-04-03\nrollback: none\nknownIssues: none\n---\n`,
    });
    const file = path.join(portal.dist, 'upgrade/keystone.json');
    data = JSON.parse(readFileSync(file, 'utf8')) as UpgradeData;
    for (const { version } of releases) {
      const file = `releases/keystone/${version}/index.html`;
      pages.set(version, await readPage(portal.dist, file, ''));
    }
  });
  afterAll(async () => {
    await portal?.remove();
    await removeFolder(folder);
  });

  it('tells of each text of each section, and of nothing else', () => {
    expect(texts.length).toBeGreaterThan(600);
    const changes = texts.length - of('prelude').length;
    expect(portal.report.findings).toEqual([]);
    expect(portal.report.editions).toMatchObject([
      {
        entries: {
          product: 1,
          release: releases.length + 1,
          change: changes,
          deprecation: of('deprecations').length,
        },
        left: { search: {}, feeds: {} },
      },
    ]);
    // What the import printed has the same counts.
    for (const section of new Set(texts.map((text) => text.section))) {
      expect(portal.log).toContain(`${of(section).length} × text of ${section}:`);
    }
  });

  it('has them on the page of their release, by type, as often as in the source', () => {
    const count = (version: string, section: string): number =>
      of(section).filter((text) => text.version === version).length;
    const counted = Object.entries(lists).filter(([, list]) => list !== null);
    for (const { version } of releases) {
      const tally = find(pages.get(version)!.root, (element) => hasClass(element, 'tally'))!;
      const shown = findAll(tally, ({ tagName }) => tagName === 'a').map((link) => [
        attribute(link, 'href'),
        Number(textOf(find(link, (element) => hasClass(element, 'num'))!)),
      ]);
      const expected: Record<string, number> = { '#_actions': count(version, 'upgrade') };
      for (const [section, list] of counted) {
        expected[`#${list}`] = (expected[`#${list}`] ?? 0) + count(version, section);
      }
      expect(Object.fromEntries(shown)).toEqual(expected);
    }
  });

  it('keeps the words of each text, in the list of its type', () => {
    const shownOn = new Map(
      releases.map(({ version }) => [version, changesOn(pages.get(version)!)] as const),
    );
    const lost: string[] = [];
    for (const { stem, section, version, text } of texts) {
      const words = shownOn
        .get(version)!
        .filter((each) => each.list === lists[section] && isOf(each.id, stem, section))
        .map((each) => each.text)
        .join(' ');
      const shown = section === 'prelude' ? textOf(mainOf(pages.get(version)!)) : words;
      const missing = wordsOf(text).filter((word) => !shown.includes(word));
      if (missing.length > 0) lost.push(`${stem} ${section}: ${missing.slice(0, 5).join(', ')}`);
    }
    expect(lost).toEqual([]);
  });

  it('keeps the addresses that the texts lead to', () => {
    const shown = new Map(
      [...pages].map(([version, page]) => {
        const links = findAll(mainOf(page), ({ tagName }) => tagName === 'a');
        return [version, new Set(links.map((link) => attribute(link, 'href')))] as const;
      }),
    );
    const lost: string[] = [];
    for (const { stem, version, text } of texts) {
      for (const [, address = ''] of text.matchAll(/<(https?:[^<>\s]+)>`/g)) {
        if (!shown.get(version)!.has(address)) lost.push(`${stem}: ${address}`);
      }
    }
    expect(lost).toEqual([]);
  });

  it('asks for action with every upgrade note, and with nothing else', () => {
    for (const { version } of releases) {
      const must = find(mainOf(pages.get(version)!), (element) => hasClass(element, 'must'))!;
      const headings = findAll(must, ({ tagName }) => tagName === 'h3');
      const asked = headings.map((heading) => {
        const link = find(heading, ({ tagName }) => tagName === 'a')!;
        return stemOf(attribute(link, 'href')!.split('#')[1]!);
      });
      const upgrade = of('upgrade').filter((text) => text.version === version);
      expect(asked.sort()).toEqual(upgrade.map(({ stem }) => stem).sort());
    }
  });

  it('names the four sections that are misspelt, and what they are taken for', () => {
    const misspelt = new Map(
      texts.filter((text) => text.misspelt).map(({ stem, section }) => [stem, section]),
    );
    expect(misspelt.size).toBe(4);
    for (const [stem, section] of misspelt) {
      const found = Object.keys(typos).find((key) => typos[key] === section)!;
      expect(portal.log).toMatch(
        new RegExp(`warning notes/${stem}\\.yaml:\\d+ ${found}: .* taken as ${section}`),
      );
    }
    // Of which nothing is lost: that is the test of all words.
    expect([...new Set(misspelt.values())].sort()).toEqual(['features', 'upgrade']);
  });

  it('has each deprecation on the timeline once, from the day of its release on and with no end', async () => {
    const page = await readPage(portal.dist, 'deprecations/index.html', '');
    const items = findAll(mainOf(page), (element) => attribute(element, 'data-item') !== undefined);
    const idOf = (item: Element): string => attribute(item, 'data-item')!;
    const days = new Map(releases.map(({ version, day }) => [version, day]));
    const expected = of('deprecations').map(
      ({ stem, version }) => `${stem}: ${version}, ${days.get(version)}`,
    );
    const rows = items.filter(({ tagName }) => tagName === 'tr');
    const shown = rows.map((row) => {
      const times = findAll(row, ({ tagName }) => tagName === 'time');
      const version = textOf(find(row, (element) => hasClass(element, 'v'))!);
      // One day only: that of the announcement. What is to be announced is not today.
      expect(times).toHaveLength(1);
      expect(textOf(row)).toContain('To be announced');
      return `${stemOf(idOf(row))}: ${version}, ${attribute(times[0]!, 'datetime')}`;
    });
    expect(shown.sort()).toEqual(expected.sort());
    const bars = items.filter((element) => hasClass(element, 'tl-row'));
    expect(bars.map(idOf).sort()).toEqual(rows.map(idOf).sort());
    const undated = find(mainOf(page), (element) => attribute(element, 'data-part') === 'undated')!;
    expect(findAll(undated, (element) => hasClass(element, 'tl-row'))).toHaveLength(bars.length);
  });

  it.each([
    [before, '29.0.0'],
    ['26.0.0', '28.0.0'],
    ['28.0.0', '29.0.0'],
  ])('plans %s to %s with the upgrade notes of the way', (from, to) => {
    const onWay = releases
      .map(({ version }) => version)
      .filter((each) => each > from && each <= to);
    const { plan } = planUpgrade(data, { from, to });
    expect(plan?.versions.map(({ version }) => version)).toEqual(onWay);
    const idsOf = (list: readonly { id: string }[]): string[] =>
      list.map(({ id }) => stemOf(id)).sort();
    const inSource = (section: string, versions: readonly string[]): string[] =>
      of(section)
        .filter(({ version }) => versions.includes(version))
        .map(({ stem }) => stem)
        .sort();
    const actions = plan!.legs.flatMap((leg) => leg.actions);
    expect(idsOf(actions)).toEqual(inSource('upgrade', onWay));
    // Nothing is removed yet. What will go is told as it is known today, not as of the target.
    const all = releases.map(({ version }) => version);
    expect(idsOf(plan!.going.deprecations)).toEqual(inSource('deprecations', all));
    // Each deprecation is told of once: by its entry, not by the change that announced it.
    expect(plan!.going.changes).toEqual([]);
    expect(plan!.gone).toEqual({ deprecations: [], changes: [] });
    const security = plan!.security.releases.flatMap(({ changes }) => changes);
    expect(idsOf(security)).toEqual(inSource('security', onWay));
  });
});

function textsOf(name: string, version: string): Text[] {
  const note = parse(readFileSync(path.join(source, 'notes', name), 'utf8')) as object;
  return Object.entries(note).flatMap(([key, value]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).map((text) => ({
      stem: name.replace('.yaml', ''),
      section: typos[key] ?? key,
      version,
      text: String(text),
      misspelt: key in typos,
    })),
  );
}

/** What `reno cache` would write if git tags spread the notes so. */
function cacheOf(notes: readonly string[], versions: readonly string[]): string {
  return stringify({
    notes: releases.map(({ version }) => ({
      version,
      files: notes
        .filter((_, index) => versions[index] === version)
        .map((name) => [`releasenotes/notes/${name}`, '0'.repeat(40)]),
    })),
    dates: releases.map(({ version, day }) => ({ version, date: Date.parse(day) / 1000 })),
  });
}

/** Words of a text that every way of writing it keeps: long ones, outside of addresses and markup. */
function wordsOf(text: string): string[] {
  const plain = text
    // Bugs and blueprints in front of a text are its issues, named by their numbers.
    .replace(/\[\s*`[^`<]*<[^`>]*>`__?\s*\]/g, ' ')
    .replace(/<?https?:\S+/g, ' ')
    .replace(/\.\. [a-z-]+::/g, ' ')
    .replace(/:[a-z:]+:(?=`)/g, ' ');
  return [...new Set(plain.match(/(?<![\w\\])[A-Za-z]{5,}(?![\w\\])/g) ?? [])];
}

/** The changes on the page of a release, with the list that each stands in. */
function changesOn(page: BuiltPage): { list: string; id: string; text: string }[] {
  return findAll(mainOf(page), ({ tagName }) => tagName === 'section').flatMap((section) =>
    findAll(section, (element) => hasClass(element, 'change')).map((change) => ({
      list: attribute(section, 'aria-labelledby') ?? '',
      id: attribute(change, 'aria-labelledby') ?? '',
      text: textOf(change),
    })),
  );
}

function isOf(id: string | undefined, stem: string, section: string): boolean {
  return id !== undefined && new RegExp(`-${section}(?:-\\d+)?$`).test(id) && stemOf(id) === stem;
}

/** The name of the note that an entry came of: what its id begins with. */
function stemOf(id: string): string {
  return id.replace(/-[a-z]+(?:-\d+)?$/, '');
}

function mainOf(page: BuiltPage): Element {
  return find(page.root, ({ tagName }) => tagName === 'main')!;
}
