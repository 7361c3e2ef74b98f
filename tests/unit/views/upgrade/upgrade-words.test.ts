import { beforeAll, describe, expect, it } from 'vitest';
import { createFormat } from '../../../../src/language/format.ts';
import type { ViewContext } from '../../../../src/views/context.ts';
import { markdownOf } from '../../../../src/views/upgrade/html-markdown.ts';
import type { UpgradePlan } from '../../../../src/views/upgrade/plan.ts';
import { planKeys, planStrings, wordsOf } from '../../../../src/views/upgrade/plan-words.ts';
import { upgradeData } from '../../../../src/views/upgrade/upgrade-data.ts';
import {
  outlineMarkdown,
  upgradeMarkdown,
} from '../../../../src/views/upgrade/upgrade-markdown.ts';
import { upgradeOutline } from '../../../../src/views/upgrade/upgrade-outline.ts';
import { planUpgrade } from '../../../../src/views/upgrade/upgrade-plan.ts';
import { upgradeText } from '../../../../src/views/upgrade/upgrade-text.ts';
import { parseBody } from '../../../../src/render/parse.ts';
import { contextOf, editions } from './portal.ts';

let context: ViewContext;
let german: ViewContext;
let plan: UpgradePlan;
let adminPlan: UpgradePlan;

beforeAll(async () => {
  const edition = await editions();
  context = contextOf(edition('user'), true);
  german = contextOf(edition('user', 'de'));
  const product = context.edition.byKey('product', 'atlas')!;
  const answer = planUpgrade(upgradeData(context, product), { from: '3.10.0', to: '5.0.0' });
  if (answer.plan === null) throw new Error('no plan');
  ({ plan } = answer);
  const admin = contextOf(edition('admin'), true);
  const data = upgradeData(admin, admin.edition.byKey('product', 'atlas')!);
  adminPlan = planUpgrade(data, { from: '3.10.0', to: '5.0.0' }).plan!;
});

describe('a plan in words', () => {
  it('leaves out sections with nothing in them, but says that there is nothing to do', () => {
    const sections = upgradeOutline(plan, context).sections.map(({ id }) => id);
    expect(sections).toEqual([
      'warnings',
      'requires',
      'stops',
      'must',
      'guides',
      'behaviour',
      'gone',
      'going',
      'security',
      'met',
      'lost',
      'avoid',
      'cycles',
    ]);
    const product = context.edition.byKey('product', 'atlas')!;
    const none = planUpgrade(upgradeData(context, product), { from: '5.0.1', to: '5.1.0' });
    const text = upgradeText(none.plan!, context);
    expect(text).toContain('No guide and no change on the way asks you to act.');
    expect(text).not.toContain('Gone');
    expect(text).toContain('5.1.0 is not fully out yet: Scheduled');
  });

  it('asks to follow a guide that is not split into steps, and is not silent about it', () => {
    const product = context.edition.byKey('product', 'atlas')!;
    const data = upgradeData(context, product);
    const guides = data.guides.map((guide) => ({ ...guide, steps: [] }));
    const whole = planUpgrade({ ...data, guides }, { from: '4.1.1', to: '5.0.0' }).plan!;
    const must = upgradeOutline(whole, context).sections.find(({ id }) => id === 'must')!;
    expect(must.groups).toMatchObject([
      {
        heading: 'Read and follow',
        leg: 0,
        items: [
          { id: 'guide/four', check: true, title: 'From 4 to 5', facts: ['From: 4.x', 'To: 5.x'] },
        ],
      },
    ]);
    expect(upgradeText(whole, context)).toContain('  [ ] From 4 to 5: From: 4.x · To: 5.x\n');
    expect(upgradeMarkdown(whole, context)).toContain(
      '### Read and follow\n\n- [ ] [From 4 to 5](https://example.com/news/migrations/four/)',
    );
    expect(upgradeText(whole, context)).not.toContain('No guide and no change');
    expect(whole.legs.map((leg) => leg.guides.map(({ id }) => id))).toEqual([['four']]);
    // Each is asked for once, in the leg that crosses it first.
    const long = planUpgrade({ ...data, guides }, { from: '3.10.0', to: '5.0.0' }).plan!;
    expect(long.legs.map((leg) => leg.guides.map(({ id }) => id))).toEqual([['three'], ['four']]);
    expect(plan.legs.flatMap((leg) => leg.guides)).toEqual([]);
  });

  it('is a check list in Markdown', () => {
    const markdown = upgradeMarkdown(plan, context);
    expect(markdown).toContain('# Atlas: from 3.10.0 to 5.0.0\n');
    expect(markdown).toContain(
      `### From 3.10.0 to 4.1.0: Before the upgrade

- [ ] [Back up](https://example.com/news/migrations/three/#backup): Required

  \`\`\`
  backup --all
  \`\`\`

  How to check: \`list\` shows it

  How to undo: None
`,
    );
    expect(markdown).toContain(
      '- [It moves](https://example.com/news/migrations/three/#move): Happens by itself',
    );
    expect(markdown).toContain(
      '- [ ] [Rotate `keys` \\<now\\>](https://example.com/news/releases/atlas/4.0.0/#keys): Required · by Dec 1, 2026 · user and admin · Identity · in 4.0.0 · [From 3 to 4](https://example.com/news/migrations/three/)\n\n  1. Do *it*\n  2. Then this\n',
    );
    // It is Markdown that our own parser takes, and asks for nothing that it would refuse.
    const { findings } = parseBody({ format: 'md', text: markdown, file: 'x.md', firstLine: 1 });
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('says how long it takes, where steps come from, and what is done already', () => {
    const outline = upgradeOutline(plan, context);
    expect(outline.facts).toContain('Takes: a day');
    const markdown = outlineMarkdown(outline, new Set(['three/backup', 'three/move']));
    expect(markdown).toContain('- [x] [Back up](');
    // What happens by itself has no box.
    expect(markdown).toContain('- [It moves](');
    expect(markdown).toContain('- [ ] [Rotate');
    const admin = upgradeOutline(adminPlan, context);
    const steps = admin.sections.find(({ id }) => id === 'must')!.groups[0]!.items;
    expect(steps.map(({ title, facts }) => [title, ...facts])).toEqual([
      ['Back up', 'Required'],
      ['Make keys', 'Required'],
    ]);
    expect(steps[0]!.links).toEqual([
      { html: 'From 3 to 4', href: 'https://example.com/news/admin/migrations/three/#backup' },
    ]);
  });

  it('says ranges of versions in words', () => {
    const { sections } = upgradeOutline(plan, context);
    const itemsOf = (name: string) => sections.find(({ id }) => id === name)!.groups[0]!.items;
    expect(itemsOf('requires').map(({ title }) => title)).toEqual([
      'Beam 1 and later',
      'Beam 2 and later',
    ]);
    expect(itemsOf('guides')[0]!.facts).toEqual(['From: 3.x', 'To: 4.x', 'Takes: a day']);
  });

  it('is plain text for a terminal', () => {
    const text = upgradeText(plan, context);
    expect(text).toContain(
      '  [ ] Back up: Required\n      $ backup --all\n      How to check: list shows it\n',
    );
    expect(text).not.toMatch(/<\/?(?!now)[a-z]|&lt;|\]\(/);
  });

  it('uses no words but those that a page hands to its script, and gives the same with them', () => {
    for (const { t, format, edition } of [context, german]) {
      const used = new Set<string>();
      const recording = (key: string, values?: Readonly<Record<string, unknown>>): string => {
        used.add(key);
        return t(key, values);
      };
      const locale = edition.locale.code;
      const whole = upgradeMarkdown(plan, { t: recording, format });
      const strings = planStrings(t, locale);
      const handed = JSON.parse(JSON.stringify(strings)) as typeof strings;
      const words = wordsOf(handed, locale, createFormat(locale));
      expect(upgradeMarkdown(plan, words)).toBe(whole);
      expect([...used].filter((key) => !(key in handed))).toEqual([]);
      expect(planKeys.filter((key) => t(key) === key)).toEqual([]);
    }
  });
});

describe('HTML as Markdown', () => {
  it.each([
    ['<p>A <strong>b</strong> <em>c</em></p><p>d</p>', 'A **b** *c*\n\nd'],
    ['<p>1 * 2 &lt;x&gt; &amp;amp; [y]</p>', '1 \\* 2 \\<x\\> &amp; \\[y\\]'],
    ['<ul><li>a</li><li><p>b</p><ol><li>c</li></ol></li></ul><p>d</p>', '- a\n- b\n   1. c\n\nd'],
    ['<p><a href="/a(b)?x=1&amp;y=2">z</a></p>', '[z](/a%28b%29?x=1&y=2)'],
    ['<p><code>a`b</code></p>', '``a`b``'],
    ['<pre><code>a\n  b &lt;c&gt;\n</code></pre>', '```\na\n  b <c>\n```'],
    [
      '<figure><pre><code><span style="x">```</span></code></pre><button>Copy</button></figure>',
      '````\n```\n````',
    ],
    ['a<br>b', 'a\nb'],
    ['', ''],
    ['<p title="a>b">x</p>', 'x'],
    ['a < b', 'a \\< b'],
  ])('%s', (html, markdown) => {
    expect(markdownOf(html)).toBe(markdown);
  });
});
