import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hugoFiles, writeSite } from '../../scripts/bench/generate.ts';
import { hugoVersion } from '../../scripts/bench/site-makers.ts';
import { removeFolder, run, temporaryFolder } from '../support/portal.ts';

/** What the bench compares Gazette with must be worth the comparison. */
describe.skipIf(hugoVersion() === null)('the Hugo site of a bench', () => {
  let root: string;
  let said: string;

  beforeAll(async () => {
    root = await temporaryFolder('hugo');
    await writeSite(root, hugoFiles({ notes: 24, locales: 2, audiences: 2 }, 'admin'));
    const ran = await run('hugo', [], { cwd: root });
    said = ran.stdout + ran.stderr;
    expect(said).toContain('Total in');
    expect(ran.code).toBe(0);
  });
  afterAll(() => removeFolder(root));

  const page = (file: string): Promise<string> => readFile(path.join(root, 'public', file), 'utf8');

  it('builds without a warning', () => {
    expect(said).not.toMatch(/WARN|ERROR/u);
  });

  it('has a page for each note and language, with a frame around it', async () => {
    for (const home of ['', 'de/']) {
      const text = await page(`${home}releases/borealis/1.0.2/index.html`);
      expect(text).toContain(`<a rel="prev" href="/${home}releases/borealis/1.0.1/">`);
      expect(text).toContain(`<a rel="next" href="/${home}releases/borealis/1.0.3/">`);
      expect(text).toContain('<nav id="TableOfContents">');
      expect(text).toContain('hreflang="de"');
      // Four products, of which each shows its newest alone.
      expect(text.match(/<details open>/gu)).toHaveLength(4);
      expect(text).toContain(`<li><a href="/${home}releases/atlas/1.1.1/">atlas 1.1.1`);
    }
  });

  it('has every component as HTML, and code in colours', async () => {
    const text = await page('releases/borealis/1.0.2/index.html');
    expect(text).not.toMatch(/\{\{|<[A-Z]|&lt;(?:Aside|Badge|Card|Steps|Tabs?)\b/u);
    expect(text.match(/<aside class="note \w+">/gu)).toHaveLength(3);
    expect(text.match(/<span class="badge \w+">/gu)).toHaveLength(2);
    expect(text.match(/<div class="(?:card|steps|tabs)">/gu)).toHaveLength(3);
    expect(text.match(/<pre tabindex="0" class="chroma">/gu)).toHaveLength(4);
    expect(text.match(/<span class="line hl">/gu)).toHaveLength(2);
    expect(text.match(/<table>/gu)).toHaveLength(2);
  });

  it('has feeds of bounded length', async () => {
    const feed = await page('releases/atlas/index.xml');
    expect(feed.match(/<item>/gu)).toHaveLength(6);
    expect(feed).toContain('<rss');
  });
});
