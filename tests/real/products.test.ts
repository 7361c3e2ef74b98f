/** The products of endoflife.date, imported into one portal and built: every cycle and its days. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { attribute, find, findAll, hasClass, readPage, textOf } from '../support/pages.ts';
import { corpora, hasCorpus, importAndBuild } from './imported.ts';
import type { Imported } from './imported.ts';

const folder = path.join(corpora, 'endoflife');
type Cycle = Readonly<Record<string, unknown>>;

describe.skipIf(!hasCorpus('endoflife'))('endoflife.date, imported and built', () => {
  let portal: Imported;
  let products: { id: string; title: string; cycles: Cycle[] }[];

  beforeAll(async () => {
    products = readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => {
        const text = readFileSync(path.join(folder, name), 'utf8');
        const data = parseYaml(text.slice(4, text.indexOf('\n---\n') + 1)) as Cycle;
        return {
          id: name.slice(0, -3),
          title: String(data['title']),
          cycles: data['releases'] as Cycle[],
        };
      });
    portal = await importAndBuild(
      products.map(({ id }) => ['endoflife', path.join(folder, `${id}.md`), id] as const),
    );
  });
  afterAll(() => portal?.remove());

  it('tells of each product', () => {
    expect(products.length).toBeGreaterThanOrEqual(37);
    expect(portal.report.findings).toEqual([]);
    expect(portal.report.editions).toMatchObject([
      { entries: { product: products.length }, searchRecords: products.length },
    ]);
  });

  it('shows each cycle of each product with its days', async () => {
    let cycles = 0;
    for (const product of products) {
      const page = await readPage(portal.dist, `releases/${product.id}/index.html`, '');
      const main = find(page.root, ({ tagName }) => tagName === 'main')!;
      expect(textOf(find(main, ({ tagName }) => tagName === 'h1')!)).toBe(product.title);
      const table = find(main, (element) => hasClass(element, 'cycles'))!;
      const body = find(table, ({ tagName }) => tagName === 'tbody')!;
      const rows = findAll(body, ({ tagName }) => tagName === 'tr');
      expect(rows.length, product.id).toBe(product.cycles.length);
      for (const [at, row] of rows.entries()) {
        const source = product.cycles[at]!;
        const name = textOf(find(row, (element) => hasClass(element, 'v'))!);
        expect(name, product.id).toBe(source['releaseCycle']);
        const days = findAll(row, ({ tagName }) => tagName === 'time').map((time) =>
          attribute(time, 'datetime'),
        );
        for (const key of ['releaseDate', 'lts', 'eoas', 'eol', 'eoes']) {
          const day = source[key];
          if (typeof day === 'string') expect(days, `${product.id} ${name}: ${key}`).toContain(day);
        }
        cycles += 1;
      }
    }
    expect(cycles).toBeGreaterThan(400);
  });
});
