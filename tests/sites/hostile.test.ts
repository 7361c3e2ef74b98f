import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parseFeed } from 'feedsmith';
import { parse, parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import RssParser from 'rss-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildClean,
  buildFixture,
  lineOf,
  type Built,
  type PortalFiles,
} from '../support/build.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { pixel } from '../support/role-portal.ts';
import { unpack } from '../support/scan.ts';
import { serve } from '../support/serve.ts';

/** Texts that break out of what they are put into, unless they are escaped there. */
const attacks: readonly string[] = [
  '</script><script>window.pwned=1</script>',
  '</title><script>window.pwned=2</script>',
  '"><img src=/x.svg onerror=window.pwned=3>',
  "' onmouseover='window.pwned=4",
  ']]><script>window.pwned=5</script>',
  '<!--<script>window.pwned=6',
  '--><svg onload=window.pwned=7>',
  '</style><style>*{display:none}</style>',
  '\u2028window.pwned=8\u2029',
  '\u202egpj.exe\u2066',
  '&lt;script&gt;window.pwned=9&lt;/script&gt;',
  '&#60;img src=/x.svg onerror=window.pwned=10&#62;',
  '{{constructor.constructor("window.pwned=11")()}}',
  '${window.pwned=12}',
  '</textarea><iframe srcdoc="<script>parent.pwned=13</script>">',
  '</noscript><math><mtext></mtext><style><img src=/x.svg onerror=window.pwned=14>',
  '\\"-window.pwned=15-"\\',
  '%3Cscript%3Ewindow.pwned=16%3C/script%3E',
];

/** A portal with these texts wherever plain text may stand; the same with harmless ones. */
function portal(texts: readonly string[]): PortalFiles {
  let at = 0;
  const next = (): string => texts[at++ % texts.length] ?? '';
  /** The next text, as a YAML scalar. */
  const y = (): string =>
    JSON.stringify(`Words ${next()} end`)
      .replaceAll('\u2028', '\\u2028')
      .replaceAll('\u2029', '\\u2029');
  /** All texts, one for each entry. */
  const each = (make: (index: number) => [string, string]): Record<string, string> =>
    Object.fromEntries(texts.map((_, index) => make(index)));
  /** The next text as Markdown that means it literally. */
  const escaped = (): string => next().replaceAll(/[\\`*_{}[\]<>()#+.!|&$"'~:=-]/g, '\\$&');
  return {
    'public/x.svg': '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    'content/portal.yaml': `title: ${y()}\ndescription: ${y()}\nsite: https://acme.example/\norganisation: { name: ${y()} }\nlocales: [{ code: en }, { code: de, label: ${y()} }]\naudiences:\n  - { id: user, label: ${y()} }\n  - { id: admin, label: ${y()} }\ntiers: [{ tier: 1, label: ${y()}, description: ${y()} }]\ncalendar: { freezes: [{ title: ${y()}, from: 2026-12-01, to: 2026-12-02 }] }\nlinks: [{ label: ${y()}, url: "https://acme.example/?a='b&c=\`" }]\n`,
    'content/products/atlas.yaml': `title: ${y()}\nsummary: ${y()}\nmodules: [{ id: m, title: ${y()}, summary: ${y()} }]\ncycles: [{ cycle: "1", codename: ${y()}, releaseDate: 2026-01-01, eolFrom: 2027-01-01 }]\ncontacts: [{ title: ${y()}, url: "mailto:a@b.example" }]\nidentifiers: [{ other: ${y()} }]\n`,
    ...each((index) => [
      `content/releases/atlas/1.${index}.0.md`,
      `---\nversion: "1.${index}.0"\ntitle: ${y()}\ndate: 2026-11-${String(index + 1).padStart(2, '0')}\nsummary: ${y()}\nbenefits: ${y()}\nstate: ${index === 1 ? 'rolled-back' : 'released'}\nstateNote: ${y()}\nmodules: [m]\nrollback: { supported: true, procedure: ${y()}, dataLoss: ${y()} }\ndowntime: { description: ${y()} }\nknownIssues: [i${index}]\nrollout: [{ ring: ${y()}, region: ${y()}, date: 2026-11-20, outcome: succeeded, note: ${y()} }]\nartifacts: [{ name: ${y()}, url: "https://acme.example/a" }]\nresources: [{ kind: guide, title: ${y()}, url: "https://acme.example/b" }]\nrevisions: [{ date: 2026-11-20, summary: ${y()}, material: true }]\nchanges:\n  - id: c\n    type: feature\n    title: ${y()}\n    summary: ${y()}\n    area: ${y()}\n    flag: ${y()}\n    issues: [${y()}]\n    action: { steps: [${y()}], guide: "https://acme.example/c" }\n    body: ${y()}\n---\n${next().replaceAll('\u2028', ' ')}\n\nText ${next()} goes on.\n\n- ${next()}\n\n> ${next()}\n\n## ${next()}\n\n[${escaped()}](https://acme.example/ "${next().replaceAll('"', '&quot;')}")\n\n\`${next().replaceAll('`', '')}\`\n\n![${escaped()}](./dot.png)\n`,
    ]),
    'content/releases/atlas/dot.png': pixel,
    ...each((index) => [
      `content/known-issues/i${index}.mdx`,
      `---\ntitle: ${y()}\nproduct: atlas\naffects: ["*"]\nseverity: low\nworkaround: ${y()}\npublishedAt: 2026-11-01\n---\n## ${escaped()}\n\n${escaped()}\n\n<Aside title="${attribute(next())}">\n\n${escaped()}\n\n</Aside>\n\n<Badge text="${attribute(next())}" /> <Since version="${attribute(next())}" /> <Kbd>${escaped()}</Kbd>\n\n\`\`\`js title="${attribute(next()).replaceAll('`', '')}"\n${next()}\n\`\`\`\n\n<Details summary="${attribute(next())}">\n\nText\n\n</Details>\n`,
    ]),
    'content/deprecations/d.md': `---\ntitle: ${y()}\nproduct: atlas\nsubject: { kind: ${y()}, name: ${y()} }\nannouncedOn: 2026-01-01\nremovalDate: 2026-12-01\nreplacement: ${y()}\n---\nText.\n`,
    'content/advisories/a.md': `---\ntitle: ${y()}\nsummary: ${y()}\nseverity: high\naffected: [{ product: atlas, range: "*" }]\nworkarounds: [{ id: w, text: ${y()} }]\ncredits: [{ name: ${y()} }]\npublishedAt: 2026-11-01\n---\nText.\n`,
    'content/announcements/n.md': `---\ntitle: ${y()}\nsummary: ${y()}\nfrom: 2026-11-01\nuntil: 2026-12-01\nlink: "https://acme.example/?q='x"\n---\nText.\n`,
    'content/migrations/m.md': `---\ntitle: ${y()}\nproduct: atlas\nfrom: "<1"\nto: "1.0.0"\neffort: ${y()}\nsteps: [{ id: s, title: ${y()}, details: ${y()}, command: ${y()}, verify: ${y()}, rollback: ${y()}, when: before }]\n---\nText.\n`,
    ...each((index) => [
      `content/glossary/t${index}.yaml`,
      `title: ${y()}\ndefinition: ${y()}\navoid: [${y()}]\nterms: { de: ${y()} }\n`,
    ]),
    ...each((index) => [
      `content/docs/g${index}.md`,
      `---\ntitle: ${y()}\nsummary: ${y()}\nsidebar: { label: ${y()} }\n---\n## ${next()}\n\nText.\n`,
    ]),
    'content/docs/de/g0.md': `---\ntitle: ${y()}\n---\n${next()}\n`,
  };
}

function attribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('{', '&#123;');
}

const harmless = attacks.map((_, index) => `number ${index}`);

describe('text that tries to break out', () => {
  let built: Built;
  let plain: Built;
  /** What our own pages have: inline scripts, and the names of elements. */
  const own = { scripts: new Set<string>(), elements: new Set<string>() };
  beforeAll(async () => {
    plain = await buildClean(portal(harmless));
    for (const [file, bytes] of plain.files) {
      if (!file.endsWith('.html')) continue;
      for (const element of elementsOf(parse(bytes.toString('utf8')))) {
        own.elements.add(element.tagName);
        if (isInlineScript(element)) own.scripts.add(textOf(element));
      }
    }
    built = await buildFixture(portal(attacks));
  });

  it('is taken as text: nothing is an error', () => {
    const errors = built.problems.filter(({ severity }) => severity === 'error');
    expect(errors.map(lineOf)).toEqual([]);
    expect(built.files.size).toBeGreaterThan(200);
  });

  it('runs in no page: no script, handler, address or element that is not ours', () => {
    const strange: string[] = [];
    let pages = 0;
    for (const [file, bytes] of built.files) {
      if (!file.endsWith('.html')) continue;
      pages += 1;
      for (const problem of problemsOf(parse(bytes.toString('utf8')), own)) {
        strange.push(`${file}: ${problem}`);
      }
    }
    expect(pages).toBeGreaterThan(120);
    expect(strange.slice(0, 20)).toEqual([]);
  });

  it('shows as it was written', () => {
    const home = parse(built.read('index.html'));
    const title = [...elementsOf(home)].find(({ tagName }) => tagName === 'title');
    expect(title && textOf(title)).toBe(`Words ${attacks[0]} end`);
    const shown = [...built.files]
      .filter(([file]) => file.startsWith('docs/') || file.startsWith('known-issues/'))
      .map(([, bytes]) => textOf(parse(bytes.toString('utf8'))))
      .join('\n');
    // Direction overrides are left out, and line separators are white space.
    const lost = attacks.filter(
      (attack) => !/[\u2028\u202e]/.test(attack) && !shown.includes(`Words ${attack} end`),
    );
    expect(lost).toEqual([]);
  });

  it('leaves JSON-LD and every other JSON whole', () => {
    let found = 0;
    for (const [file, bytes] of built.files) {
      if (file.endsWith('.json')) {
        expect(() => JSON.parse(bytes.toString('utf8')) as unknown, file).not.toThrow();
      }
      if (!file.endsWith('.html')) continue;
      for (const element of elementsOf(parse(bytes.toString('utf8')))) {
        if (attributeOf(element, 'type') !== 'application/ld+json') continue;
        found += 1;
        expect(JSON.parse(textOf(element))).toMatchObject({ '@context': 'https://schema.org' });
      }
    }
    expect(found).toBeGreaterThan(100);
  });

  it('leaves every feed and sitemap whole, with its words and without what XML forbids', async () => {
    const xml = [...built.files].filter(([file]) => file.endsWith('.xml'));
    expect(xml.length).toBeGreaterThan(10);
    const reader = new XMLParser({ ignoreAttributes: false, processEntities: true });
    const rss = new RssParser();
    for (const [file, bytes] of xml) {
      const text = bytes.toString('utf8');
      expect([file, XMLValidator.validate(text)]).toEqual([file, true]);

      expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
      reader.parse(text);
      if (!/^(?:de\/)?feeds\/all\./.test(file)) continue;
      const feed = await rss.parseString(text);
      expect(feed.items.length).toBeGreaterThan(attacks.length);
      const titles = feed.items.map(({ title }) => title ?? '').join('\n');
      expect(titles).toContain('</script><script>window.pwned=1</script>');
      expect(titles).toContain(']]><script>window.pwned=5</script>');
      expect(parseFeed(text).format).toBe(file.includes('.rss.') ? 'rss' : 'atom');
      for (const item of feed.items) {
        const html =
          (item as { 'content:encoded'?: string })['content:encoded'] ?? item.content ?? '';
        expect(html.length).toBeGreaterThan(10);
        expect([file, problemsOf(parseFragment(html), own)]).toEqual([file, []]);
      }
    }
    const json = JSON.parse(built.read('feeds/all.json')) as { items: { content_html: string }[] };
    for (const { content_html } of json.items) {
      expect(problemsOf(parseFragment(content_html), own)).toEqual([]);
    }
  });

  it('has no characters that turn text around, in pages, feeds and search', () => {
    const turned = [...built.files].flatMap(([file, bytes]) => {
      const text = (unpack(bytes) ?? bytes).toString('utf8');
      // Our own strings set names apart in pairs of isolates, which turn nothing around.
      const rest = text.replaceAll(/[\u2066-\u2068][^<\u2066-\u2069]*\u2069/g, '');
      const at = rest.search(/[\u202a-\u202e\u2066-\u2069]/);
      return at < 0
        ? []
        : [`${file}: ${JSON.stringify(rest.slice(Math.max(0, at - 60), at + 20))}`];
    });
    expect(turned.slice(0, 20)).toEqual([]);
  });

  it('puts no text of writers into scripts or styles', () => {
    for (const [file, bytes] of built.files) {
      if (/^_gazette\//.test(file)) expect(plain.files.get(file)?.equals(bytes)).toBe(true);
    }
  });

  it.skipIf(findChromium() === undefined)(
    'runs in no browser, on pages and in search',
    async () => {
      const server = await serve(built.dist);
      const browser = await launchChromium();
      try {
        const page = await browser.newPage();
        const dialogs: string[] = [];
        page.on('dialog', (dialog) => {
          dialogs.push(dialog.message());
          void dialog.dismiss();
        });
        for (const address of [
          '/',
          '/releases/',
          '/releases/atlas/',
          '/releases/atlas/1.1.0/',
          '/releases/atlas/1.4.0/',
          '/known-issues/i2/',
          '/known-issues/i7/',
          '/glossary/',
          '/docs/g0/',
          '/de/docs/g0/',
          '/feeds/',
        ]) {
          await page.goto(server.origin + address);
          expect([address, await page.evaluate('window.pwned')]).toEqual([address, undefined]);
        }
        await page.keyboard.press('/');
        const input = page.locator('dialog input[type=search], dialog input').first();
        await input.fill('pwned');
        await page.waitForFunction("document.querySelectorAll('dialog a[href]').length > 3");
        await page.waitForTimeout(200);
        expect(await page.evaluate('window.pwned')).toBeUndefined();
        const strange = page.locator(
          'dialog img, dialog script:not([type="application/json"]), dialog iframe, dialog svg[onload], dialog [onerror]',
        );
        const found = await strange.evaluateAll((elements) => elements.map((one) => one.outerHTML));
        expect(found).toEqual([]);
        expect(dialogs).toEqual([]);
      } finally {
        await browser.close();
        await server.close();
      }
    },
  );
});

describe('addresses that are programs', () => {
  const links = [
    'javascript:window.pwned=1',
    'JaVaScRiPt:window.pwned=1',
    'java\tscript:window.pwned=1',
    '&#106;avascript:window.pwned=1',
    '&#x6A;&#x61;vascript:window.pwned=1',
    'javascript&colon;window.pwned=1',
    '\u0001javascript:window.pwned=1',
    'vbscript:window.pwned=1',
    'data:text/html,<script>window.pwned=1</script>',
    'data:text/html;base64,PHNjcmlwdD4=',
    'javascript%3Awindow.pwned=1',
    '//evil.example/x',
    '\\\\evil.example/x',
    'feed:javascript:window.pwned=1',
    'blob:https://acme.example/1',
    'file:///etc/passwd',
  ];
  const base = {
    'content/portal.yaml': 'title: Acme\nsite: https://acme.example/\n',
    'content/products/atlas.yaml': 'title: Atlas\n',
  };

  it('are refused, removed or harmless in Markdown, MDX and raw HTML', async () => {
    const files: Record<string, string> = { ...base };
    links.forEach((link, index) => {
      files[`content/docs/md${index}.md`] =
        `---\ntitle: A\n---\n[x](<${link}>)\n\n![x](<${link}>)\n\n<${link}>\n\n<a href="${link}">x</a> <img src="${link}"> <form action="${link}"><button formaction="${link}">x</button></form>\n\n[y]: ${link}\n\n[y]\n`;
      files[`content/docs/mdx${index}.mdx`] =
        `---\ntitle: A\n---\n[x](<${link}>)\n\n<LinkCard title="x" href="${link.replaceAll('"', '')}" />\n\n<LinkButton href="${link}">x</LinkButton>\n\n<a href="${link}">x</a>\n`;
    });
    files['content/docs/raw.md'] =
      '---\ntitle: A\n---\n<div onclick="window.pwned=1" style="background:url(javascript:window.pwned=1)">x</div>\n<svg><script>window.pwned=1</script><a xlink:href="javascript:window.pwned=1"><text>x</text></a></svg>\n<iframe src="javascript:window.pwned=1"></iframe><object data="x"></object><embed src="x"><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=javascript:window.pwned=1"><link rel="stylesheet" href="https://evil.example/x.css"><style>*{color:red}</style>\n<math><maction actiontype="statusline" xlink:href="javascript:window.pwned=1">x</maction></math>\n<img src=x onerror=window.pwned=1><details open ontoggle=window.pwned=1>x</details>\n<input autofocus onfocus=window.pwned=1><video><source onerror=window.pwned=1></video>\n<noscript><p title="</noscript><img src=x onerror=window.pwned=1>"></noscript>\n<template><script>window.pwned=1</script></template>\n';
    // One build for each kind, since errors keep everything from being published.
    const all = await buildFixture(files);
    const refused = new Set(
      all.problems.filter(({ severity }) => severity === 'error').map(({ file }) => file),
    );
    // A link that leads nowhere shows only while pages are made.
    const drop = (): void => {
      for (const file of refused) Reflect.deleteProperty(files, file);
    };
    drop();
    for (const { file, code } of (await buildFixture(files)).problems) {
      expect(code).toBe('link/dead');
      refused.add(file);
    }
    drop();
    // Everything but harmless oddities is refused by name, with a line.
    expect(refused.size).toBeGreaterThan(links.length);
    for (const finding of all.problems) expect(finding.line, finding.message).toBeGreaterThan(0);
    const built = await buildFixture(files);
    expect(built.findings.map(lineOf)).toEqual([]);
    for (const [file, bytes] of built.files) {
      if (!file.endsWith('.html')) continue;
      expect([file, problemsOf(parse(bytes.toString('utf8')), null)]).toEqual([file, []]);
    }
  });

  it('are refused in every field that holds an address', async () => {
    for (const link of links
      .slice(0, 1)
      .concat(
        'JAVASCRIPT:x',
        '\u0001javascript:x',
        'data:text/html,x',
        '//evil.example',
        '/\\evil.example',
      )) {
      const url = JSON.stringify(link);
      const built = await buildFixture({
        'content/portal.yaml': `title: Acme\nsite: ${url}\norganisation: { name: A, url: ${url} }\nlinks: [{ label: A, url: ${url} }]\naudiences: [{ id: user, site: ${url} }]\n`,
      });
      const own = new Set(built.problems.map(({ line }) => line));
      expect([link, built.code, own.size]).toEqual([link, 1, 4]);
      const entries = await buildFixture({
        ...base,
        'content/products/beam.yaml': `title: Beam\ncontacts: [{ title: A, url: ${url} }]\nresources: [{ kind: guide, title: A, url: ${url} }]\n`,
        'content/releases/beam/1.0.0.md': `---\nversion: "1.0.0"\ndate: 2026-11-01\nrollback: none\nknownIssues: none\nartifacts: [{ name: A, url: ${url} }]\nfeedback: { url: ${url} }\n---\n`,
        'content/releases/atlas/1.0.0.md': `---\nversion: "1.0.0"\ndate: 2026-11-01\nrollback: none\nknownIssues: none\nchanges: [{ id: a, type: fix, title: A, action: { guide: ${url} } }]\n---\n`,
        'content/announcements/a.md': `---\ntitle: A\nfrom: 2026-11-01\nuntil: 2026-12-01\nlink: ${url}\n---\n`,
        'content/advisories/a.md': `---\ntitle: A\nseverity: low\naffected: [{ product: atlas, range: "*" }]\ncredits: [{ name: A, url: ${url} }]\n---\n`,
        'content/deprecations/a.md': `---\ntitle: A\nproduct: atlas\nsubject: { kind: API, name: A }\nannouncedOn: 2026-01-01\nremovalDate: tba\ncontact: ${url}\n---\n`,
      });
      expect([link, entries.code]).toEqual([link, 1]);
      const fields = new Set(entries.problems.map(({ file, field }) => `${file} ${field ?? ''}`));
      // A control character is told of once for each file.
      expect([link, fields.size]).toEqual([link, link.includes('\u0001') ? 6 : 8]);
    }
  });
});

type Parent = Tree.ParentNode;

function* elementsOf(node: Parent): Generator<Tree.Element> {
  for (const child of node.childNodes) {
    if ('tagName' in child) yield child;
    if ('childNodes' in child) yield* elementsOf(child);
    if ('content' in child) yield* elementsOf(child.content);
  }
}

function textOf(node: Parent): string {
  return node.childNodes
    .map((child) => ('value' in child ? child.value : 'childNodes' in child ? textOf(child) : ''))
    .join('');
}

function attributeOf(element: Tree.Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}

function isInlineScript(element: Tree.Element): boolean {
  return (
    element.tagName === 'script' &&
    attributeOf(element, 'src') === undefined &&
    !/^application\/(?:ld\+)?json$/.test(attributeOf(element, 'type') ?? '')
  );
}

/** Elements that Markdown has, beside those of our own pages. */
const markdown = new Set(
  'html head body p a em strong del code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 table thead tbody tr th td hr br img b i u s sub sup kbd details summary div span time figure figcaption button svg path input section'.split(
    ' ',
  ),
);
const loading = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'xlink:href',
  'data',
  'poster',
  'srcset',
  'content',
  'style',
  'background',
  'cite',
  'ping',
]);

/** Everything in a tree that could run, load or hide: what no text of a writer may bring about. */
function problemsOf(
  tree: Parent,
  own: { scripts: ReadonlySet<string>; elements: ReadonlySet<string> } | null,
): string[] {
  const problems: string[] = [];
  for (const element of elementsOf(tree)) {
    const { tagName } = element;
    if (own !== null && !own.elements.has(tagName) && !markdown.has(tagName)) {
      problems.push(`<${tagName}>`);
    }
    if (/^(?:iframe|object|embed|base|frame|frameset|applet|portal|maction)$/.test(tagName)) {
      problems.push(`<${tagName}>`);
    }
    if (
      isInlineScript(element) &&
      (own === null ? /pwned/.test(textOf(element)) : !own.scripts.has(textOf(element)))
    ) {
      problems.push(`script ${textOf(element).slice(0, 80)}`);
    }
    // Data that a script of ours reads: nothing in it may look like an end of it.
    if (tagName === 'script' && /json$/.test(attributeOf(element, 'type') ?? '')) {
      if (textOf(element).includes('<'))
        problems.push(`< in data: ${textOf(element).slice(0, 80)}`);
    }
    if (tagName === 'style' && textOf(element) !== '') problems.push('<style>');
    for (const { name, value } of element.attrs) {
      if (/^on/i.test(name)) problems.push(`${tagName} ${name}=${value}`);
      if (name === 'srcdoc') problems.push(`${tagName} srcdoc`);
      // The icon of a portal that has none: no request for /favicon.ico.
      if (tagName === 'link' && value === 'data:,') continue;
      if (!loading.has(name)) continue;
      // As browsers read it: control characters and white space in the scheme are nothing.

      const address = value.replaceAll(/[\u0000-\u0020]/g, '').toLowerCase();
      if (
        /(?:javascript|vbscript|data|blob|file):/.test(
          name === 'content'
            ? (/url=.*/.exec(address)?.[0] ?? '')
            : name === 'style'
              ? address
              : (/^[a-z-]*:/.exec(address)?.[0] ?? ''),
        )
      ) {
        problems.push(`${tagName} ${name}=${value}`);
      }
      if (name !== 'content' && /^(?:\/\/|\\\\|\/\\)/.test(address))
        problems.push(`${tagName} ${name}=${value}`);
      if (name === 'src' && tagName === 'script' && !address.startsWith('/_gazette/')) {
        problems.push(`script src=${value}`);
      }
    }
  }
  return problems;
}
