/**
 * Lighthouse over the largest page of each template, as on a phone and as on a desktop computer; a release in
 * Arabic and one for administrators as well. It takes minutes, so it is no part of `npm test`: `npm run lighthouse`.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { templates, useSite } from '../browser/site.ts';
import { categories, forms, openLighthouse } from '../support/lighthouse.ts';
import type { Audited, Category, Form, Lighthouse } from '../support/lighthouse.ts';
import type { PageFacts } from '../support/pages.ts';

/** The least that each score is to be. */
const wanted: Readonly<Record<Category, number>> = {
  performance: 98,
  accessibility: 100,
  'best-practices': 100,
  seo: 100,
};
/** How often a page is loaded before its performance is too low. */
const RUNS = 3;

const cases: readonly { name: string; template: string; lang?: string; audience?: string }[] = [
  ...templates.map((template) => ({ name: template, template })),
  { name: 'release, Arabic', template: 'release', lang: 'ar' },
  { name: 'release, administrators', template: 'release', audience: 'admin' },
];

const site = useSite({ gzip: true });
let lighthouse: Lighthouse;
const rows: string[][] = [];

beforeAll(async () => {
  lighthouse = await openLighthouse();
});
afterAll(async () => {
  await lighthouse?.close();
  process.stdout.write(`\n${table(rows)}\n`);
});

async function isHidden({ file }: PageFacts): Promise<boolean> {
  const html = await readFile(path.join(inject('referenceDist'), file), 'utf8');
  return html.includes('<meta name="robots" content="noindex');
}

/**
 * A machine that does something else at the same time makes a page slower and never faster. So one load that is
 * fast enough is enough, and otherwise the median of three counts.
 */
async function judge(url: string, form: Form, hidden: boolean): Promise<Audited> {
  const runs: Audited[] = [];
  while (runs.length < RUNS) {
    const audited = await lighthouse.audit(url, { form, isHidden: hidden });
    if ((audited.scores.performance ?? 0) >= wanted.performance) return audited;
    runs.push(audited);
  }
  runs.sort((a, b) => (a.scores.performance ?? 0) - (b.scores.performance ?? 0));
  return runs[Math.floor(RUNS / 2)]!;
}

describe.each(cases)('$name', ({ name, template, lang = 'en', audience }) => {
  it.each(forms)('has the scores that are wanted: %s', async (form) => {
    const page = site.sample(template, lang, audience);
    if (page === undefined) throw new Error(`no page of the template ${template}`);
    const hidden = await isHidden(page);
    const { scores, faults, metrics } = await judge(
      site.served.origin + page.address,
      form,
      hidden,
    );
    const seo = `${scores.seo}${hidden ? ' *' : ''}`;
    const values = categories.map((id) => (id === 'seo' ? seo : String(scores[id])));
    rows.push([name, form, ...values, metrics]);
    const low = categories.filter((id) => (scores[id] ?? 0) < wanted[id]);
    expect(low.length === 0 ? [] : [page.address, ...low, ...faults]).toEqual([]);
  });
});

/** The scores in a table, aligned. */
function table(lines: readonly (readonly string[])[]): string {
  const head = ['template', 'as on', 'performance', 'accessibility', 'best practices', 'SEO', ''];
  const all = [head, ...lines];
  const widths = head.map((_, at) => Math.max(...all.map((line) => (line[at] ?? '').length)));
  const text = all.map((line) => line.map((cell, at) => cell.padEnd(widths[at]!)).join('  '));
  return `${text.join('\n')}\n* kept from search engines, as it is to be: an edition for some readers, or no page`;
}
