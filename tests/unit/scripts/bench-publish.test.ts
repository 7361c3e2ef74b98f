import { readFileSync } from 'node:fs';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { drawPlot } from '../../../scripts/bench/plot.ts';
import { benchPage, benchSvg, handbookPart, withResults } from '../../../scripts/bench/publish.ts';
import { benchReport } from '../../../scripts/bench/report.ts';
import { readClock } from '../../../src/model/clock.ts';
import { parseBody } from '../../../src/render/parse.ts';
import { repository } from '../../support/portal.ts';
import { build, sampleMachine, samplePlan, sampleResult } from './bench-sample.ts';

const clock = readClock({ today: '2026-06-01' });
const report = benchReport(clock, sampleMachine, samplePlan, sampleResult);
const page = readFileSync(`${repository}/${benchPage}`, 'utf8');

describe('a plot', () => {
  const svg = drawPlot({ title: 'A & B', description: 'c < d' }, [
    {
      heading: 'Sides',
      bars: [
        { label: 'Theirs', value: 200, text: '200 s', isOurs: false },
        { label: 'Ours', value: 50, text: '50.0 s', isOurs: true },
        { label: 'Nothing', value: 0, text: '0 s', isOurs: true },
      ],
    },
  ]);

  it('is an SVG with a title and a description', () => {
    expect(XMLValidator.validate(svg)).toBe(true);
    const parser = new XMLParser({ ignoreAttributes: false });
    const { svg: root } = parser.parse(svg) as { svg: Record<string, any> };
    expect(root['@_role']).toBe('img');
    expect(root['@_aria-labelledby']).toBe('title desc');
    expect(root['title']['#text']).toBe('A & B');
    expect(root['desc']['#text']).toBe('c < d');
  });

  it('draws bars as long as their values, and the least of them visibly', () => {
    const bars = [...svg.matchAll(/class="(ours|theirs)" .*? width="([\d.]+)"/gu)].map(
      ([, tone, length]) => [tone, Number(length)],
    );
    expect(bars).toEqual([
      ['theirs', 448],
      ['ours', 112],
      ['ours', 2],
    ]);
  });

  it('writes each number, and has colours for paper and for the dark', () => {
    for (const text of ['200 s', '50.0 s', '0 s']) expect(svg).toContain(`>${text}</text>`);
    expect(svg).toContain('prefers-color-scheme: dark');
  });
});

describe('the plot of a bench', () => {
  const svg = benchSvg(report);
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, text]) => text);

  it('sets sides, changes and growth apart, the slowest first', () => {
    expect(texts).toEqual([
      'From nothing, 6,000 pages',
      ...['stock Starlight, 2 builds', '200 s', 'Gazette', '60.0 s'],
      ...['Hugo + Pagefind, 2 builds', '30.0 s'],
      'Gazette after a change',
      ...['Everything new', '60.0 s', 'The template of releases', '44.0 s'],
      ...['Text of one note', '3.00 s', 'Nothing changed', '0.300 s'],
      'Gazette as a portal grows, notes new',
      ...['1,002 pages', '9.98 ms a page, 2.00 GB', '6,000 pages', '10.0 ms a page, 2.00 GB'],
      ...['24,000 pages', '10.0 ms a page, 1.20 GB'],
    ]);
  });

  it('leaves out what has nothing to be compared with', () => {
    const alone = benchReport(clock, sampleMachine, samplePlan, {
      ...sampleResult,
      gazette: { cold: build('Gazette, cold') },
      growth: [],
      hugo: null,
    });
    expect(benchSvg(alone)).not.toContain('grows');
    expect(benchSvg(alone)).not.toContain('after a change');
  });
});

describe('the page of the handbook', () => {
  const written = withResults(page, report);

  it('has marks, and what stands between them is replaced as a whole', () => {
    expect(written).toContain('**1,000 notes in 3 languages for 2 audiences: 6,000 pages.**');
    expect(written).toContain('| stock Starlight, 2 builds | 6,000 | 200 | 300 |');
    expect(written).toContain('| Install: engine and templates compiled once | – | 6.00 | 7.00 |');
    expect(withResults(written, report)).toBe(written);
    const other = benchReport(readClock({ today: '2027-01-01' }), sampleMachine, samplePlan, {
      ...sampleResult,
      stock: null,
    });
    const again = withResults(written, other);
    expect(again).not.toContain('| stock Starlight, 2 builds |');
    expect(again).not.toContain('2026-06-01');
    expect(again.split('## Run it again')[1]).toBe(page.split('## Run it again')[1]);
  });

  it('is valid MDX, whatever was measured', () => {
    const text = handbookPart({
      ...report,
      machine: { ...sampleMachine, processor: 'Some {fast} <Processor>' },
    });
    const parsed = parseBody({ format: 'mdx', text, file: benchPage, firstLine: 1 });
    expect(parsed.findings).toEqual([]);
  });

  it('names the machine, and says in words what the plot shows', () => {
    expect(written).toContain('Node v24.0.0');
    expect(written).toMatch(
      /!\[From nothing, 6,000 pages: stock Starlight, 2 builds 200 s, .+\]\(\.\/speed\.svg\)/u,
    );
  });

  it('is not written where the marks are lost', () => {
    expect(() => withResults('# Speed', report)).toThrow('has lost its marks');
  });
});
