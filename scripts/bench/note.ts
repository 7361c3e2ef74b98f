import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { phrase, sentences } from './words.ts';

/**
 * One release note before it is written for anyone: the same facts and the same words become a
 * Gazette note (gazette-site.ts) and a stock Starlight page (stock-site.ts).
 */
export interface BenchNote {
  readonly product: string;
  readonly version: string;
  /** The version before it, for a link; null for the first. */
  readonly previous: string | null;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly state: 'released' | 'rolled-back' | 'delayed';
  readonly tier: number;
  readonly module: string;
  readonly rollout: readonly { readonly ring: string; readonly date: string }[];
  readonly changes: readonly BenchChange[];
  readonly texts: ReadonlyMap<string, NoteText>;
}

export interface BenchChange {
  readonly id: string;
  readonly type: 'feature' | 'enhancement' | 'fix' | 'breaking' | 'performance';
  readonly impact: 'low' | 'medium' | 'high';
  /** The only audience that may read it; null for all. */
  readonly audience: string | null;
  /** How many steps readers have to take; 0 when nothing is to be done. */
  readonly steps: number;
}

/** What a translation says: everything else is in the note once. */
export interface NoteText {
  readonly title: string;
  readonly summary: string;
  readonly benefits: string;
  readonly procedure: string;
  /** As many as the note has changes, in their order. */
  readonly changes: readonly ChangeText[];
  /** The body in parts, each for all readers (null) or for one audience only. */
  readonly body: readonly { readonly audience: string | null; readonly text: string }[];
}

export interface ChangeText {
  readonly title: string;
  readonly summary: string;
  readonly steps: readonly string[];
}

/** Where a body wants the address of the release before; each side puts in its own. */
export const previousLink = 'PREVIOUS-RELEASE';

export const products = ['atlas', 'borealis', 'cirrus', 'delta'] as const;
export const modules = ['core', 'console', 'agents'] as const;

/** Releases of one product: 4 patches a minor version, 10 minor versions a major one. */
const patches = 4;
const minors = 10;
const firstDay = Date.UTC(2016, 0, 4);
const day = 86_400_000;
/** Ten years of releases, however many. */
const span = 3_780;

/** The build clock of every run: after the last release. */
export const benchToday = '2026-06-01';

/** The notes of a portal: `count` releases of four products, the same for the same arguments. */
export function* benchNotes(
  count: number,
  locales: readonly string[],
  audiences: readonly string[],
): Generator<BenchNote> {
  for (let index = 0; index < count; index += 1) {
    yield benchNote(index, count, locales, audiences);
  }
}

/** The note at a place among `count`, from 0. */
export function benchNote(
  index: number,
  count: number,
  locales: readonly string[],
  audiences: readonly string[],
): BenchNote {
  const place = Math.floor(index / products.length);
  const version = versionAt(place);
  const previous = place === 0 ? null : versionAt(place - 1);
  return noteOf({ index, count, version, previous }, locales, audiences);
}

/**
 * One note more: the `number`th patch after the newest release, which leaves all others as they are.
 * Nothing links to it.
 */
export function laterNote(
  number: number,
  count: number,
  locales: readonly string[],
  audiences: readonly string[],
): BenchNote {
  const index = count - 1;
  const previous = versionAt(Math.floor(index / products.length));
  const [major, minor] = previous.split('.');
  const version = `${major}.${minor}.${patches - 1 + number}`;
  return noteOf({ index, count, version, previous }, locales, audiences);
}

interface NotePlace {
  readonly index: number;
  readonly count: number;
  readonly version: string;
  readonly previous: string | null;
}

function noteOf(
  { index, count, version, previous }: NotePlace,
  locales: readonly string[],
  audiences: readonly string[],
): BenchNote {
  const product = products[index % products.length] ?? products[0];
  const place = Math.floor(index / products.length);
  const random = createRandom(`${product} ${version}`);
  const date = dayAt(index, count);
  const restricted = audiences.slice(1);
  const changes = changesOf(random, restricted);
  const facts = {
    product,
    version,
    previous,
    date,
    state: place % 20 === 19 ? 'rolled-back' : place % 20 === 9 ? 'delayed' : 'released',
    tier: place % patches === 0 ? 1 : 3,
    module: random.pick(modules),
    rollout: ['internal', 'early', 'general'].map((ring, step) => ({
      ring,
      date: later(date, step * 2),
    })),
    changes,
  } as const;
  const texts = new Map(
    locales.map((locale) => [
      locale,
      textOf(createRandom(`${product} ${version} ${locale}`), locale, facts, restricted),
    ]),
  );
  return { ...facts, texts };
}

/** The majors that so many releases of one product have, newest first, with their first day. */
export function cyclesOf(count: number): { cycle: string; from: string; until: string }[] {
  const releases = Math.ceil(count / products.length);
  const majors = Math.ceil(releases / (patches * minors));
  return Array.from({ length: majors }, (_, major) => {
    const from = dayAt(major * patches * minors * products.length, count);
    return { cycle: String(major + 1), from, until: later(from, 1_200) };
  }).reverse();
}

function versionAt(place: number): string {
  const minor = Math.floor(place / patches);
  return `${1 + Math.floor(minor / minors)}.${minor % minors}.${place % patches}`;
}

function dayAt(index: number, count: number): string {
  return dateText(firstDay + Math.floor((index * span) / count) * day);
}

function later(date: string, days: number): string {
  return dateText(Date.parse(date) + days * day);
}

function dateText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function changesOf(random: Random, restricted: readonly string[]): BenchChange[] {
  const types = ['feature', 'enhancement', 'fix', 'performance', 'fix'] as const;
  const impacts = ['low', 'medium', 'high'] as const;
  const open = Array.from({ length: 3 }, (_, index) => ({
    id: `change-${index + 1}`,
    // One note in four asks readers to act.
    type: index === 0 && random.below(4) === 0 ? ('breaking' as const) : random.pick(types),
    impact: random.pick(impacts),
    audience: null,
  }));
  const closed = restricted.map((audience, index) => ({
    id: `extra-${index + 1}`,
    type: random.pick(types),
    impact: random.pick(impacts),
    audience,
  }));
  return [...open, ...closed].map((change) => ({
    ...change,
    steps: change.type === 'breaking' ? 2 : 0,
  }));
}

type Facts = Omit<BenchNote, 'texts'>;

function textOf(
  random: Random,
  locale: string,
  facts: Facts,
  restricted: readonly string[],
): NoteText {
  return {
    title: phrase(random, locale, 5),
    summary: sentences(random, locale, 1),
    benefits: sentences(random, locale, 2),
    procedure: sentences(random, locale, 1),
    changes: facts.changes.map(({ steps, audience }) => ({
      title: phrase(random, locale, 6, audience === null ? 'plain' : 'marked'),
      summary: sentences(random, locale, 1, audience === null ? 'plain' : 'marked'),
      steps: Array.from({ length: steps }, () => sentences(random, locale, 1)),
    })),
    body: [
      { audience: null, text: opening(random, locale, facts) },
      ...restricted.map((audience) => ({
        audience,
        text: `## ${phrase(random, locale, 3, 'marked')}\n\n${sentences(random, locale, 2, 'marked')}\n`,
      })),
      { audience: null, text: closing(random, locale, facts) },
    ],
  };
}

/** Code is not translated: its seed knows no locale. */
function codeOf(facts: Facts, part: string): Random {
  return createRandom(`${facts.product} ${facts.version} ${part}`);
}

function opening(random: Random, locale: string, facts: Facts): string {
  const say = (count: number): string => sentences(random, locale, count);
  const title = (words: number): string => phrase(random, locale, words);
  return `## ${title(3)}

${say(2)} <Badge text="${title(1)}" variant="tip" /> ${say(1)}

<Aside type="note">
${say(2)}
</Aside>

- **${title(2)}**: ${say(1)}
- ${title(3)} \`${facts.product}.${random.below(1000)}\` ${say(1)}
- *${title(2)}*: ${say(1)}
- ${say(1)}

### ${title(4)}

${say(3)}

\`\`\`ts title="src/${facts.product}.ts" {3-4}
${script(codeOf(facts, 'script'), facts)}
\`\`\`

| ${title(1)} | ${title(1)} | ${title(1)} |
| --- | --- | --- |
| ${title(2)} | ${random.below(500)} ms | ${title(3)} |
| ${title(2)} | ${random.below(500)} ms | ${title(3)} |
| ${title(2)} | ${random.below(500)} ms | ${title(3)} |

<Aside type="caution" title="${title(2)}">
${say(1)}
</Aside>
`;
}

function closing(random: Random, locale: string, facts: Facts): string {
  const say = (count: number): string => sentences(random, locale, count);
  const title = (words: number): string => phrase(random, locale, words);
  const { product, version } = facts;
  const link = facts.previous === null ? title(2) : `[${title(2)}](${previousLink})`;
  return `## ${title(3)}

<Steps>

1. ${say(1)}
2. ${say(1)}
3. ${say(1)}

</Steps>

<Tabs syncKey="system">
<TabItem label="Linux">

\`\`\`sh
sudo apt-get install ${product}=${version}
${product} upgrade --to ${version} --wait
\`\`\`

</TabItem>
<TabItem label="macOS">

\`\`\`sh
brew install ${product}@${version}
${product} upgrade --to ${version} --wait
\`\`\`

</TabItem>
</Tabs>

### ${title(4)}

${say(2)} <Badge text="${version}" variant="note" /> ${say(1)}

\`\`\`yaml title="${product}.yaml"
${settings(codeOf(facts, 'settings'), facts)}
\`\`\`

<Card title="${title(3)}">
${say(1)}
</Card>

<Aside type="tip">
${say(1)}
</Aside>

${say(1)} ${link} [${title(1)}](https://example.com/${product}/${version})
`;
}

function script(random: Random, { product, version }: Facts): string {
  const limit = 10 + random.below(90);
  return `import { connect, type Options } from '@example/${product}';

const options: Options = { version: '${version}', retries: ${random.below(9)}, limit: ${limit} };
const client = await connect(process.env.URL ?? 'https://${product}.example.com', options);

for await (const page of client.pages({ size: ${random.below(500)}, order: 'newest' })) {
  // Pages come until the limit of ${limit} is reached.
  if (page.index > ${limit}) break;
  console.log(\`\${page.index}: \${page.items.length} items\`);
}`;
}

function settings(random: Random, { product, version }: Facts): string {
  return `${product}:
  version: '${version}'
  workers: ${1 + random.below(32)}
  cache:
    size: ${random.below(512)}MB
    keep: ${random.below(48)}h
  regions: [eu-${random.below(9)}, us-${random.below(9)}]
  audit: ${random.below(2) === 0 ? 'true' : 'false'}`;
}
