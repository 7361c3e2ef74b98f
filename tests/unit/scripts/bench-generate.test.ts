import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gazetteFiles, names, stockFiles, writeSite } from '../../../scripts/bench/generate.ts';
import { benchNotes, benchToday } from '../../../scripts/bench/note.ts';
import { createRandom } from '../../../scripts/bench/random.ts';
import { benchLocales, phrase } from '../../../scripts/bench/words.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import type { Loaded } from '../../../src/catalog/load.ts';
import { readClock } from '../../../src/model/clock.ts';
import { releaseSchema } from '../../../src/model/release.ts';
import { parseBody } from '../../../src/render/parse.ts';

const size = { notes: 9, locales: 3, audiences: 3 };
const portal = new Map(gazetteFiles(size));
const notes = [...portal].filter(([path]) => /^content\/releases\/[a-z]{3,}\//u.test(path));

/** The front matter and body of a note. */
function split(text: string): [data: Record<string, unknown>, body: string] {
  const end = text.indexOf('\n---\n', 4);
  return [parse(text.slice(4, end)) as Record<string, unknown>, text.slice(end + 5)];
}

/** Everything between angle brackets or in a fence's first line; words are left out. */
function shape(body: string): string[] {
  return body.match(/^```\w+|<[A-Z]\w+/gmu) ?? [];
}

describe('generated notes', () => {
  it('are the same each time', () => {
    expect(new Map(gazetteFiles(size))).toEqual(portal);
  });

  it('are as many as asked for, in every locale', () => {
    expect(notes).toHaveLength(9);
    for (const locale of ['de', 'ja']) {
      const translated = [...portal.keys()].filter((path) =>
        path.startsWith(`content/releases/${locale}/`),
      );
      expect(translated).toHaveLength(9);
    }
  });

  it('fit the schema, and their bodies parse without a finding', () => {
    for (const [file, text] of notes) {
      const [data, body] = split(text);
      expect(releaseSchema.safeParse(data).error, file).toBeUndefined();
      const parsed = parseBody({ format: 'mdx', text: body, file, firstLine: 1 });
      expect(parsed.findings, file).toEqual([]);
    }
  });

  it('have the size of the notes that speed is spoken of', () => {
    for (const [file, text] of notes) {
      const body = split(text)[1];
      const shared = body.replace(/<Audience [^]*?<\/Audience>/gu, '');
      expect(
        shape(shared).filter((part) => part.startsWith('```')),
        file,
      ).toHaveLength(4);
      expect(
        shape(shared).filter((part) => part.startsWith('<')),
        file,
      ).toHaveLength(10);
      expect(text.match(/^\| --- /gmu), file).toHaveLength(1);
      const lines = text.split('\n').length;
      expect(lines, file).toBeGreaterThan(140);
      expect(lines, file).toBeLessThan(190);
    }
  });

  it('have as much in each language', () => {
    const path = notes[4]?.[0].replace('content/releases/', '') ?? '';
    const source = split(portal.get(`content/releases/${path}`) ?? '')[1];
    const japanese = split(portal.get(`content/releases/ja/${path}`) ?? '')[1];
    expect(shape(japanese)).toEqual(shape(source));
    expect(japanese).toMatch(/\p{Script=Katakana}{4}/u);
  });

  it('say different things', () => {
    expect(new Set(notes.map(([, text]) => text)).size).toBe(notes.length);
    const titles = [...benchNotes(200, ['en'], ['user'])].map(
      ({ texts }) => texts.get('en')?.title,
    );
    expect(new Set(titles).size).toBe(200);
  });
});

describe('the generated portal', () => {
  const root = mkdtempSync(join(tmpdir(), 'gazette-bench-'));
  let loaded: Loaded;
  beforeAll(async () => {
    await writeSite(root, portal);
    loaded = await loadCatalog(root, readClock({ today: benchToday }));
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('loads without a finding, translations and links included', () => {
    expect(loaded.findings).toEqual([]);
    expect(loaded.catalog?.entries.release).toHaveLength(9);
    expect(Object.keys(loaded.catalog?.entries.release[0]?.translations ?? {})).toEqual([
      'de',
      'ja',
    ]);
  });

  it('has for each further audience changes that are for it alone', () => {
    const audiences = loaded.catalog?.entries.change.map(({ data }) => data.audience?.join());
    expect(audiences?.filter((audience) => audience === 'admin')).toHaveLength(9);
    expect(audiences?.filter((audience) => audience === 'partner')).toHaveLength(9);
  });
});

describe('stock Starlight pages of the same notes', () => {
  const forUser = new Map(stockFiles(size, 'user'));
  const forAdmin = new Map(stockFiles(size, 'admin'));
  const pages = [...forUser.keys()].filter((path) => path.includes('/releases/'));

  it('are one for each note and locale', () => {
    expect(pages).toHaveLength(27);
    expect(pages).toContain('src/content/docs/ja/releases/delta/v1-0-1.mdx');
    expect(pages).toContain('src/content/docs/releases/atlas/v1-0-2.mdx');
  });

  it('say the same as the notes, in the same order', () => {
    for (const [path, text] of notes) {
      const [data, body] = split(text);
      const [product, version] = path.slice('content/releases/'.length, -4).split('/');
      const page = `src/content/docs/releases/${product}/v${version?.replaceAll('.', '-')}.mdx`;
      const stock = forAdmin.get(page) ?? '';
      const parts = body.match(/^.{30,}$/gmu)?.filter((line) => !line.includes('](./')) ?? [];
      const partner = /<Audience only="partner">([^]*?)<\/Audience>/u.exec(body)?.[1] ?? '';
      const said = parts.filter((line) => !partner.includes(line));
      expect(said.length).toBeGreaterThan(15);
      expect(said.filter((line) => !stock.includes(line))).toEqual([]);
      for (const field of ['title', 'summary', 'benefits']) {
        expect(stock).toContain(String(data[field]));
      }
    }
  });

  it('hold for an audience only what it may read', () => {
    const path = 'src/content/docs/releases/atlas/v1-0-1.mdx';
    const note = portal.get('content/releases/atlas/1.0.1.mdx') ?? '';
    const secret = /<Audience only="admin">\s+## (.+)/u.exec(note)?.[1] ?? 'nothing';
    expect(forAdmin.get(path)).toContain(secret);
    expect(forUser.get(path)).not.toContain(secret);
    expect(forAdmin.get(path)?.match(/^### /gmu)).toHaveLength(6);
    expect(forUser.get(path)?.match(/^### /gmu)).toHaveLength(5);
  });
});

describe('words', () => {
  it('of restricted text stand nowhere else by chance', () => {
    const random = createRandom('chance');
    const marked = new Set(
      Array.from({ length: 500 }, () => phrase(random, 'en', 4, 'marked').toLowerCase()),
    );
    const runs = Array.from({ length: 2_000 }, () => phrase(random, 'en', 40).toLowerCase())
      .map((text) => text.split(' '))
      .flatMap((words) => words.map((_, at) => words.slice(at, at + 4).join(' ')));
    expect(runs.filter((run) => marked.has(run))).toEqual([]);
  });

  it('exist for each locale, and for no other', () => {
    for (const locale of benchLocales) {
      expect(phrase(createRandom('a'), locale, 3)).not.toBe(phrase(createRandom('b'), locale, 3));
    }
    expect(() => phrase(createRandom('a'), 'xx', 3)).toThrow(RangeError);
    expect(() => names({ notes: 1, locales: benchLocales.length + 1, audiences: 1 })).toThrow(
      RangeError,
    );
  });
});
