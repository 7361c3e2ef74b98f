import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Chance } from './random.ts';
import { addFiles } from './portal.ts';

type Content = string | Uint8Array;

/** What `portal.yaml` says. */
interface Settings {
  readonly locales: readonly string[];
  readonly audiences: readonly { readonly id: string; readonly includes: readonly string[] }[];
  readonly site: string;
  readonly freezeOf: string | null;
  readonly title: number;
}

/** A portal folder at some moment. */
export interface Moment {
  readonly files: ReadonlyMap<string, Content>;
  readonly settings: Settings;
  readonly today: string;
  readonly split: boolean;
}

/** A change of a portal folder: what was done, for people; null where it can't be done just now. */
type Change = (portal: ChangingPortal, chance: Chance) => string | null;

/**
 * A small portal that has one of everything, and changes by chance as people change theirs: mostly into
 * what can be built, now and then into what can't.
 */
export class ChangingPortal {
  readonly root: string;
  readonly #pictures: readonly Uint8Array[];
  #now: { files: Map<string, Content>; settings: Settings; today: string; split: boolean };
  #onDisk = new Map<string, Content>();
  readonly #history: Moment[] = [];
  /** Hashes of what is translated, by file, as the last report told them. */
  readonly hashes = new Map<string, string>();

  /** @param pictures several files that notes may show under one name */
  constructor(root: string, pictures: readonly Uint8Array[], chance: Chance) {
    this.root = root;
    this.#pictures = pictures;
    this.#now = {
      files: new Map(Object.entries(startOf(pictures))),
      settings: chance.of(starts),
      today: '2026-11-21',
      split: false,
    };
    this.#dropForeign();
  }

  get files(): Map<string, Content> {
    return this.#now.files;
  }

  get settings(): Settings {
    return this.#now.settings;
  }

  set settings(settings: Settings) {
    this.#now.settings = settings;
    this.#dropForeign();
  }

  get today(): string {
    return this.#now.today;
  }

  set today(day: string) {
    this.#now.today = day;
  }

  get split(): boolean {
    return this.#now.split;
  }

  set split(split: boolean) {
    this.#now.split = split;
  }

  get pictures(): readonly Uint8Array[] {
    return this.#pictures;
  }

  /** Names of its files that pass, sorted. */
  names(passes: RegExp): string[] {
    return [...this.files.keys()].filter((name) => passes.test(name)).sort();
  }

  text(name: string): string {
    return String(this.files.get(name) ?? '');
  }

  /** One of its texts that has something, for changing that. */
  having(chance: Chance, name: RegExp, text: RegExp): string | null {
    const found = this.names(name).filter((one) => text.test(this.text(one)));
    return found.length === 0 ? null : chance.of(found);
  }

  /**
   * Changes by chance, and says how.
   *
   * @param kind the name of the change, where it is not left to chance
   */
  change(chance: Chance, kind?: string): string {
    const among = kind === undefined ? weighted : weighted.filter(([name]) => name === kind);
    for (;;) {
      const [name, change] = chance.of(among);
      const before = this.moment();
      const told = change(this, chance);
      if (told === null) continue;
      this.#history.push(before);
      return `${name}: ${told}`;
    }
  }

  /** Takes the last changes back. False when there are none. */
  revert(count: number): boolean {
    let back: Moment | undefined;
    for (let at = 0; at < count; at += 1) back = this.#history.pop() ?? back;
    if (back === undefined) return false;
    this.back(back);
    return true;
  }

  /** How it is now. */
  moment(): Moment {
    return { ...this.#now, files: new Map(this.#now.files) };
  }

  /** As it was. */
  back(moment: Moment): void {
    this.#now = { ...moment, files: new Map(moment.files) };
  }

  /** Writes what differs from what was written last. */
  async write(): Promise<void> {
    const files = new Map([...this.files, ['content/portal.yaml', portalYaml(this.settings)]]);
    for (const name of this.#onDisk.keys()) {
      if (!files.has(name)) rmSync(path.join(this.root, name), { force: true });
    }
    const changed = [...files].filter(([name, content]) => this.#onDisk.get(name) !== content);
    await addFiles(this.root, Object.fromEntries(changed));
    this.#onDisk = files;
  }

  /** Takes out what only a locale or an audience has that is not there any more. */
  #dropForeign(): void {
    const { locales, audiences } = this.settings;
    const known = audiences.map(({ id }) => id);
    for (const [name, content] of this.files) {
      const locale = /^(?:content\/[a-z-]+|locales)\/(de|ar)\//.exec(name)?.[1];
      if (locale !== undefined && !locales.includes(locale)) this.files.delete(name);
      else if (typeof content === 'string' && name.startsWith('content/')) {
        const text = content.replace(/\b(?:partner|staff)\b/g, (id) =>
          known.includes(id) ? id : 'admin',
        );
        if (text !== content) this.files.set(name, text);
      }
    }
  }
}

const starts: readonly Settings[] = [
  {
    locales: ['en', 'de'],
    audiences: [
      { id: 'user', includes: [] },
      { id: 'admin', includes: ['user'] },
    ],
    site: 'https://acme.example/',
    freezeOf: null,
    title: 1,
  },
  {
    locales: ['en', 'ar'],
    audiences: [
      { id: 'user', includes: [] },
      { id: 'admin', includes: ['user'] },
      { id: 'partner', includes: ['user'] },
    ],
    site: 'https://acme.example/news/',
    freezeOf: 'beam',
    title: 1,
  },
  {
    locales: ['en'],
    audiences: [
      { id: 'user', includes: [] },
      { id: 'admin', includes: ['user'] },
    ],
    site: 'https://acme.example/',
    freezeOf: 'beam',
    title: 1,
  },
];

function portalYaml({ locales, audiences, site, freezeOf, title }: Settings): string {
  const listed = audiences.map(
    ({ id, includes }) => `  - { id: ${id}, includes: [${includes.join(', ')}] }\n`,
  );
  return `title: Acme ${title}
site: ${site}
locales: [${locales.map((code) => `{ code: ${code} }`).join(', ')}]
audiences:
${listed.join('')}calendar:
  freezes:
    - { title: Year end, from: 2026-12-20, to: 2026-12-31 }
${freezeOf === null ? '' : `    - { title: Frozen, from: 2026-12-01, to: 2026-12-02, products: [${freezeOf}] }\n`}`;
}

function releaseText(version: string, product: string, date: string, more = ''): string {
  return `---
version: "${version}"
title: Release 1 of ${product}
date: ${date}
state: released
summary: Summary 1 of ${version}.
rollback: none
knownIssues: none
changes:
  - { id: one, type: fix, title: Inline 1, summary: Sums up 1. }
  - { id: two, type: feature, title: Inline 2, modules: [] }
${more}---

Text 1 of ${product} ${version}.

<Audience only="admin">

Words 1 for those who run it.

</Audience>
`;
}

const note = (title: string, more: string, body = 'Text 1.'): string =>
  `---\ntitle: ${title} 1\nsummary: Summary 1.\n${more}---\n\n${body}\n`;

/** The files that a portal begins with. */
function startOf([picture = new Uint8Array()]: readonly Uint8Array[]): Record<string, Content> {
  return {
    'content/products/atlas.yaml': `title: Atlas 1
order: 1
modules:
  - { id: maps, title: Maps 1 }
  - { id: vault, title: Vault 1, audience: [admin] }
cycles:
  - { cycle: "1", releaseDate: 2026-01-10, eolFrom: 2027-01-10 }
`,
    'content/products/beam.yaml':
      'title: Beam 1\norder: 2\nmodules:\n  - { id: rays, title: Rays 1 }\n',
    'content/releases/atlas/1.0.0.mdx': releaseText('1.0.0', 'Atlas', '2026-09-01'),
    'content/releases/atlas/1.1.0.mdx': releaseText(
      '1.1.0',
      'Atlas',
      '2026-11-03',
      '  - { id: shown, type: fix, title: Inline 3, body: "Look 1: ![A picture](./shot.png)" }\n',
    ),
    'content/releases/atlas/1.2.0.mdx': releaseText('1.2.0', 'Atlas', '2026-12-03').replace(
      'state: released',
      'state: scheduled',
    ),
    'content/releases/atlas/shot.png': picture,
    'content/releases/beam/2.0.0.mdx': releaseText('2.0.0', 'Beam', '2026-10-05'),
    'content/releases/beam/2.1.0.mdx': releaseText('2.1.0', 'Beam', '2026-11-20'),
    'content/changes/atlas/dark.md': note(
      'Dark maps',
      'type: feature\nrelease: "1.1.0"\ndeprecation: old-api\n',
      'Text 1. See [keys](../../docs/keys.mdx#turn) and [the list](/releases/).',
    ),
    'content/changes/atlas/coming.md': note('Coming', 'type: breaking\nrelease: next\n'),
    'content/changes/beam/light.mdx': note(
      'Light',
      'type: breaking\nrelease: "2.1.0"\naction: { required: true, by: 2026-12-24, who: [admin], guide: migrations/up }\n',
    ),
    'content/deprecations/old-api.md': note(
      'Old API',
      'product: atlas\nsubject: { kind: API, name: v1 }\nannouncedOn: 2026-10-01\nremovalDate: 2027-01-01\nmigration: up\n',
    ),
    'content/migrations/up.md': note(
      'Move up',
      'product: atlas\nfrom: "<1.1"\nto: "1.1.0"\nsteps:\n  - { id: save, title: Save 1, when: before }\n  - { id: vault, title: Open 1, when: after, modules: [vault] }\n',
    ),
    'content/known-issues/slow.md': note(
      'Slow',
      'product: atlas\naffects: [">=1.0"]\nstate: open\nseverity: low\npublishedAt: 2026-11-01\n',
    ),
    'content/advisories/hole.md': note(
      'Hole',
      'severity: high\naffected: [{ product: atlas, range: "<1.1.0", fixedIn: "1.1.0" }, { product: beam, range: "*" }]\npublishedAt: 2026-11-01\n',
    ),
    'content/announcements/pause.md': note(
      'Pause',
      'from: 2026-11-20\nuntil: 2026-11-25\nproducts: [beam]\n',
    ),
    'content/glossary/map.yaml': 'title: Map 1\ndefinition: A picture of land 1.\nsee: [ray]\n',
    'content/glossary/ray.yaml': 'title: Ray 1\ndefinition: Light 1.\n',
    'content/docs/setup.md': note(
      'Set up',
      'appliesTo: [{ product: atlas, range: ">=1" }]\nmodules: [maps]\n',
      '## Begin\n\nText 1. See [keys](./keys.mdx), [a file](./files/manual.pdf) and [dark](../changes/atlas/dark.md).\n\n![A picture](./files/shot.png)',
    ),
    'content/docs/keys.mdx': note(
      'Keys',
      '',
      '## Turn\n\nText 1 of <Term id="map" />. Back to [setup](setup.md), on to [more](deep/more.md).\n\n<KnownIssue id="slow" />\n',
    ),
    'content/docs/deep/more.md': note(
      'More',
      'audience: [admin]\n',
      'Text 1.\n\n```js\nlet a = 1;\n```',
    ),
    'content/docs/files/manual.pdf': '%PDF-1.4 one',
    'content/docs/files/shot.png': picture,
    'content/docs/de/setup.md': '---\ntitle: Aufbau 1\n---\n\n## Beginn\n\nWorte 1.\n',
    'content/releases/de/atlas/1.1.0.mdx':
      '---\nsummary: Kurz 1.\nchanges:\n  one: { title: Darin 1 }\n---\n\nWorte 1.\n',
    'content/glossary/de/map.yaml': 'title: Karte 1\ndefinition: Ein Bild 1.\n',
    'content/docs/ar/setup.md': '---\ntitle: إعداد 1\n---\n\nكلمات 1.\n',
    'content/products/de/atlas.yaml': 'title: Atlas 1\n',
    'public/robots.txt': 'User-agent: *\n',
    'locales/en/words.json': '{"nav":{"glossary":"Words 1"}}',
  };
}

const NOTE = /^content\/(?!portal)[a-z-]+\/.*\.(?:mdx?|yaml)$/;
const SOURCE = /^content\/(?!portal)[a-z-]+\/(?!(?:de|ar)\/).*\.(?:mdx?|yaml)$/;
const MARKDOWN = /^content\/(?!portal)[a-z-]+\/(?!(?:de|ar)\/).*\.mdx?$/;
/** What nothing else refers to, mostly. */
const SPARE =
  /^content\/(?!portal)[a-z-]+\/(?!(?:de|ar)\/).*(?:term-|guide-|change-|issue-|adv-|news-|named-|index|\/1\.\d\.\d|2\.0\.0|more|coming|pause|comet).*\.(?:mdx?|yaml)$/;
const RELEASE = /^content\/releases\/(?!(?:de|ar)\/).*\.mdx$/;

/** Puts another number in the place of one that matches: text that was changed. */
function renumber(name: RegExp, what: RegExp): Change {
  return (portal, chance) => {
    const file = portal.having(chance, name, what);
    if (file === null) return null;
    const number = String(chance.below(1000));
    portal.files.set(
      file,
      portal.text(file).replace(what, (all) => all.replace(/\d+(?!.*\d)/, number)),
    );
    return `${file} says ${number}`;
  };
}

/** Puts one of several texts in the place of what matches. */
function choose(name: RegExp, what: RegExp, others: readonly string[]): Change {
  return (portal, chance) => {
    const file = portal.having(chance, name, what);
    if (file === null) return null;
    const other = chance.of(others);
    portal.files.set(file, portal.text(file).replace(what, other));
    return `${file}: ${other.trim()}`;
  };
}

/** Puts a line into the front matter, or takes that of this name out. */
function field(name: RegExp, key: string, values: readonly string[]): Change {
  const line = new RegExp(`^${key}:.*\\n`, 'm');
  return (portal, chance) => {
    const file = portal.having(chance, name, /^/);
    if (file === null) return null;
    const text = portal.text(file);
    const added = `${key}: ${chance.of(values)}\n`;
    const changed =
      line.test(text) && chance.is(0.6)
        ? text.replace(line, '')
        : line.test(text)
          ? text.replace(line, added)
          : text.replace(/^(title|version):.*\n/m, (first) => first + added);
    portal.files.set(file, changed);
    return `${file}: ${changed.length < text.length ? `no ${key}` : added.trim()}`;
  };
}

function add(
  make: (chance: Chance, number: number) => readonly [name: string, content: string],
): Change {
  return (portal, chance) => {
    const [name, content] = make(chance, chance.below(4));
    if (portal.files.has(name)) return null;
    portal.files.set(name, content);
    return name;
  };
}

/** One of several that is not what is there. */
function other<T>(chance: Chance, there: T, list: readonly T[]): T {
  const text = JSON.stringify(there);
  return chance.of(list.filter((one) => JSON.stringify(one) !== text));
}

/** A note with all of its translations, by any ending. */
function withTranslations(portal: ChangingPortal, file: string): string[] {
  const [, kind = '', rest = ''] = /^(content\/[a-z-]+\/)(.*)\.[a-z]+$/.exec(file) ?? [];
  return portal
    .names(NOTE)
    .filter((name) =>
      ['', 'de/', 'ar/'].some((locale) => name.replace(/\.[a-z]+$/, '') === kind + locale + rest),
    );
}

function move(portal: ChangingPortal, from: string, to: string): void {
  const content = portal.files.get(from);
  if (content === undefined) return;
  portal.files.delete(from);
  portal.files.set(to, content);
}

const days = ['2026-09-01', '2026-11-03', '2026-11-20', '2026-11-24', '2026-12-03', '2027-01-15'];

const changes: readonly (readonly [name: string, weight: number, change: Change])[] = [
  ['body', 5, renumber(NOTE, /(?:Text|Worte|Words) \d+/)],
  ['title', 3, renumber(NOTE, /^title: .*\d+$/m)],
  ['summary', 2, renumber(NOTE, /^(?:summary|definition): .*\d+\D*$/m)],
  ['inline change', 3, renumber(RELEASE, /title: Inline \d+/)],
  ['inline body', 2, renumber(RELEASE, /body: "Look \d+/)],
  ['step', 1, renumber(MARKDOWN, /title: (?:Save|Open) \d+/)],
  ['module', 1, renumber(/products\/[a-z]+\.yaml$/, /title: (?:Maps|Vault|Rays) \d+/)],
  ['order', 1, renumber(/products\/[a-z]+\.yaml$/, /^order: \d+$/m)],
  [
    'state',
    3,
    choose(RELEASE, /^state: .*$/m, [
      'state: released',
      'state: scheduled',
      'state: rolling-out',
      'state: partial',
    ]),
  ],
  [
    'issue',
    2,
    choose(/known-issues/, /^state: .*$/m, ['state: open', 'state: workaround', 'state: fixed']),
  ],
  [
    'date',
    3,
    choose(
      RELEASE,
      /^date: .*$/m,
      days.map((day) => `date: ${day}`),
    ),
  ],
  [
    'removal',
    1,
    choose(MARKDOWN, /^removalDate: .*$/m, [
      ...days.map((day) => `removalDate: ${day}`),
      'removalDate: tba',
    ]),
  ],
  [
    'list of changes',
    2,
    choose(RELEASE, /^ {2}- \{ id: two,.*\n/m, [
      '',
      '  - { id: two, type: fix, title: Inline 7, audience: [admin] }\n',
      '  - { id: two, type: removal, title: Inline 8 }\n  - { id: three, type: security, title: Inline 9, advisory: hole }\n',
    ]),
  ],
  [
    'audience block',
    2,
    choose(RELEASE, /<Audience only="[a-z]+">/, [
      '<Audience only="admin">',
      '<Audience only="user">',
      '<Audience only="partner">',
    ]),
  ],
  [
    'audience',
    4,
    field(SOURCE, 'audience', ['[admin]', '[user]', '[partner]', '[admin, partner]']),
  ],
  [
    'audience of what others show',
    5,
    field(/known-issues\/slow|glossary\/(?:map|ray)|deprecations\/old|docs\/deep/, 'audience', [
      '[admin]',
    ]),
  ],
  ['draft', 2, field(MARKDOWN, 'draft', ['true'])],
  [
    'embargo',
    3,
    field(MARKDOWN, 'embargoUntil', [
      '2026-11-20',
      '2026-11-24',
      '{ user: 2026-11-24, admin: 2026-11-20 }',
    ]),
  ],
  ['alias', 2, field(SOURCE, 'aliases', ['[was]', '["/old/place/"]'])],
  [
    'revisions',
    2,
    field(MARKDOWN, 'revisions', [
      '[{ date: 2026-11-05, summary: Revised 1., material: true }]',
      '[{ date: 2026-11-19, summary: Revised 2. }]',
    ]),
  ],
  [
    'modules',
    1,
    field(/releases\/atlas\/[\d.]+mdx$|known-issues\//, 'modules', ['[maps]', '[vault]']),
  ],
  [
    'issues of a release',
    2,
    choose(RELEASE, /^knownIssues: .*$/m, ['knownIssues: [slow]', 'knownIssues: none']),
  ],
  [
    'product of a record',
    1,
    choose(/deprecations|known-issues/, /^product: .*$/m, ['product: atlas', 'product: beam']),
  ],
  [
    'products',
    1,
    choose(/announcements/, /^products: .*$/m, [
      'products: [beam]',
      'products: [atlas, beam]',
      'products: []',
    ]),
  ],
  [
    'release of a change',
    2,
    choose(/changes\/atlas/, /^release: .*$/m, [
      'release: next',
      'release: "1.0.0"',
      'release: "1.1.0"',
    ]),
  ],
  [
    'link',
    3,
    choose(MARKDOWN, /See \[[a-z ]+\]\([^)]*\)/, [
      'See [setup](/docs/setup/)',
      'See [keys](/docs/keys/#turn)',
      'See [the calendar](/calendar/)',
      'See [robots](/robots.txt)',
      'See [news](/announcements/pause/)',
      'See [nothing](/nowhere/)',
    ]),
  ],
  [
    'new release',
    2,
    add((chance, number) => {
      const product = chance.of(['atlas', 'beam']);
      const version = `1.${number}.${number + 1}`;
      return [
        `content/releases/${product}/${version}.mdx`,
        releaseText(version, product, chance.of(days)),
      ];
    }),
  ],
  [
    'new guide',
    2,
    add((chance, number) => [
      `content/docs/${chance.of(['', 'deep/', 'other/'])}${chance.of(['index', `guide-${number}`])}.md`,
      note('Guide', '', 'Text 1. See [setup](/docs/setup/).'),
    ]),
  ],
  [
    'new term',
    1,
    add((_, number) => [
      `content/glossary/term-${number}.yaml`,
      'title: Term 1\ndefinition: Means 1.\n',
    ]),
  ],
  [
    'new change',
    2,
    add((_, number) => [
      `content/changes/beam/change-${number}.md`,
      note('Change', 'type: feature\nrelease: "2.1.0"\n'),
    ]),
  ],
  [
    'new issue',
    1,
    add((_, number) => [
      `content/known-issues/issue-${number}.md`,
      note('Issue', 'product: beam\naffects: ["*"]\nseverity: high\nstate: open\n'),
    ]),
  ],
  [
    'new advisory',
    1,
    add((_, number) => [
      `content/advisories/adv-${number}.md`,
      note(
        'Advisory',
        `severity: low\naffected: [{ product: beam, range: "*" }]\npublishedAt: 2026-11-0${number + 1}\n`,
      ),
    ]),
  ],
  [
    'new news',
    1,
    add((_, number) => [
      `content/announcements/news-${number}.md`,
      note('News', 'from: 2026-11-01\nuntil: 2026-12-01\n'),
    ]),
  ],
  [
    'new product',
    1,
    add(() => [
      'content/products/comet.yaml',
      'title: Comet 1\nmodules:\n  - { id: maps, title: Tails 1 }\n',
    ]),
  ],
  [
    'deleted',
    5,
    (portal, chance) => {
      const file = portal.having(chance, chance.is(0.9) ? SPARE : SOURCE, /^/);
      if (file === null) return null;
      const all = withTranslations(portal, file);
      for (const name of all) portal.files.delete(name);
      return all.join(', ');
    },
  ],
  [
    'another ending',
    2,
    (portal, chance) => {
      const file = portal.having(chance, MARKDOWN, /^(?![^]*<[A-Z])/);
      if (file === null) return null;
      const to = file.endsWith('x') ? file.slice(0, -1) : `${file}x`;
      move(portal, file, to);
      return `${file} is ${to}`;
    },
  ],
  [
    'renamed',
    3,
    (portal, chance) => {
      const file = portal.having(
        chance,
        /(?:docs|glossary|known-issues|announcements)\/(?!de|ar)/,
        /^(?!%PDF)(?!.PNG)/,
      );
      if (file === null || !SOURCE.test(file)) return null;
      const id = `named-${chance.below(3)}`;
      const rename = (name: string): string => name.replace(/[^/]+(?=\.[a-z]+$)/, id);
      if (portal.files.has(rename(file))) return null;
      for (const name of withTranslations(portal, file)) move(portal, name, rename(name));
      return `${file} is ${rename(file)}`;
    },
  ],
  [
    'swapped',
    2,
    (portal, chance) => {
      const kind = chance.of(['docs', 'glossary', 'known-issues', 'changes/atlas', 'advisories']);
      const names = portal.names(
        new RegExp(`^content/${kind}/(?!(?:de|ar)/)[^/]+\\.(?:mdx?|yaml)$`),
      );
      if (names.length < 2) return null;
      const [a, b] = [chance.of(names), chance.of(names)];
      if (a === b || path.extname(a) !== path.extname(b)) return null;
      const text = portal.text(a);
      portal.files.set(a, portal.text(b));
      portal.files.set(b, text);
      return `${a} and ${b}`;
    },
  ],
  [
    'translation',
    4,
    (portal, chance) => {
      const locale = portal.settings.locales.find((code) => code !== 'en' && chance.is(0.7));
      const file = portal.having(chance, SOURCE, /^/);
      if (locale === undefined || file === null) return null;
      const name = file.replace(/^content\/[a-z-]+\//, (folder) => `${folder}${locale}/`);
      if (portal.files.has(name) && chance.is(0.4)) {
        portal.files.delete(name);
        return `no ${name}`;
      }
      const hash = chance.is(0.7) ? portal.hashes.get(name) : 'of-nothing';
      const meta =
        hash === undefined ? '' : `translation: { source: '${hash}', state: approved }\n`;
      const own = `title: Titel ${chance.below(50)}\n${meta}`;
      portal.files.set(
        name,
        file.endsWith('.yaml') ? own : `---\n${own}---\n${chance.is(0.7) ? '\nWorte 1.\n' : ''}`,
      );
      return `${name}${hash === undefined ? '' : ` of ${hash}`}`;
    },
  ],
  [
    'day',
    4,
    (portal, chance) =>
      (portal.today = other(chance, portal.today, [
        '2026-11-19',
        '2026-11-20',
        '2026-11-21',
        '2026-11-24',
        '2026-11-26',
        '2027-01-02',
      ])),
  ],
  [
    'locales',
    2,
    (portal, chance) => {
      const locales = other<readonly string[]>(chance, portal.settings.locales, [
        ['en', 'de'],
        ['en'],
        ['en', 'de', 'ar'],
        ['en', 'ar'],
      ]);
      portal.settings = { ...portal.settings, locales };
      return locales.join();
    },
  ],
  [
    'audiences',
    2,
    (portal, chance) => {
      const user = { id: 'user', includes: [] };
      const admin = { id: 'admin', includes: ['user'] };
      const audiences = other<Settings['audiences']>(chance, portal.settings.audiences, [
        [user, admin],
        [user, admin],
        [user, admin, { id: 'partner', includes: ['user'] }],
        [user, admin, { id: 'partner', includes: ['admin', 'user'] }],
        [user, admin, { id: 'partner', includes: [] }],
        [
          user,
          { id: 'partner', includes: ['user'] },
          { id: 'admin', includes: ['user', 'partner'] },
        ],
      ]);
      portal.settings = { ...portal.settings, audiences };
      return audiences.map(({ id, includes }) => `${id}(${includes.join()})`).join(' ');
    },
  ],
  [
    'settings',
    2,
    (portal, chance) => {
      const { settings } = portal;
      const next = chance.of([
        { ...settings, title: chance.below(9) },
        { ...settings, site: chance.of(['https://acme.example/', 'https://acme.example/news/']) },
        { ...settings, freezeOf: chance.of(['atlas', 'beam', null]) },
      ]);
      portal.settings = next;
      return `${next.title} ${next.site} ${next.freezeOf}`;
    },
  ],
  [
    'interface',
    2,
    (portal, chance) => {
      const locale = chance.of(portal.settings.locales);
      const text = JSON.stringify({ nav: { glossary: `Words ${chance.below(9)}` } });
      portal.files.set(`locales/${locale}/words.json`, text);
      return `${locale} ${text}`;
    },
  ],
  [
    'public file',
    3,
    (portal, chance) => {
      const name = chance.of(['robots.txt', 'brand.css', 'favicon.svg', 'deep/down/file.txt']);
      const file = `public/${name}`;
      if (portal.files.has(file) && chance.is(0.4)) {
        portal.files.delete(file);
        return `no ${name}`;
      }
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${chance.below(9) + 1} 9"/>`;
      portal.files.set(file, name.endsWith('svg') ? svg : `/* ${chance.below(99)} */\n`);
      return name;
    },
  ],
  [
    'attachment',
    3,
    (portal, chance) => {
      const file = chance.of([
        'content/docs/files/manual.pdf',
        'content/docs/files/shot.png',
        'content/releases/atlas/shot.png',
      ]);
      const before = portal.files.get(file) ?? '';
      const bytes = file.endsWith('pdf')
        ? other(
            chance,
            before,
            Array.from({ length: 9 }, (_, at) => `%PDF-1.4 ${at}`),
          )
        : other(chance, before, portal.pictures);
      portal.files.set(file, bytes);
      return `${file}, ${bytes.length} bytes`;
    },
  ],
  [
    'split',
    1,
    (portal) => {
      portal.split = !portal.split;
      return String(portal.split);
    },
  ],
  [
    'taken back',
    4,
    (portal, chance) => {
      const count = chance.below(4) + 1;
      return portal.revert(count) ? `${count}` : null;
    },
  ],
  [
    'broken',
    3,
    (portal, chance) => {
      const file = portal.having(chance, MARKDOWN, /^/);
      if (file === null) return null;
      const text = portal.text(file);
      const broken = chance.of([
        text.replace(/^---\n/, '---\nstrange: true\n'),
        text.replace(/^title:/m, 'title: ['),
        `${text}\n[nowhere](./there-is-none.md)\n`,
        `${text}\n[nowhere](/docs/setup/#no-such-anchor)\n`,
        text.replace(/^(product|release): .*$/m, '$1: unheard-of'),
      ]);
      portal.files.set(file, broken);
      return file;
    },
  ],
];

const weighted = changes.flatMap(([name, weight, change]) =>
  Array.from({ length: weight }, () => [name, change] as const),
);
