import { stringify } from 'yaml';
import { sourceHash } from '../../src/catalog/overlay.ts';
import { cyclesOf, modules, previousLink, products } from './note.ts';
import type { BenchNote, NoteText } from './note.ts';

/** A file of a generated site: its path from the site's folder, and its text. */
export type SiteFile = readonly [path: string, text: string];

/** portal.yaml and the product files of a generated portal folder. */
export function* gazettePortal(
  count: number,
  locales: readonly string[],
  audiences: readonly string[],
): Generator<SiteFile> {
  const [root = 'user', ...restricted] = audiences;
  yield yaml('content/portal.yaml', {
    title: 'Bench',
    site: 'https://bench.example.com',
    organisation: { name: 'Example' },
    tagAuthority: 'bench.example.com,2016',
    locales: locales.map((code) => ({ code })),
    audiences: [{ id: root, root: true }, ...restricted.map((id) => ({ id, includes: [root] }))],
  });
  const cycles = cyclesOf(count).map(({ cycle, from, until }) => ({
    cycle,
    releaseDate: from,
    eolFrom: until,
  }));
  for (const product of products.slice(0, count)) {
    yield yaml(`content/products/${product}.yaml`, {
      title: product.charAt(0).toUpperCase() + product.slice(1),
      modules: modules.map((id) => ({ id, title: id })),
      cycles,
    });
  }
}

/** A note as a Gazette release: the source, and a translation for each further locale. */
export function* gazetteNote(note: BenchNote): Generator<SiteFile> {
  const [[, source] = [], ...translations] = note.texts;
  if (source === undefined) return;
  const file = `${note.product}/${note.version}.mdx`;
  const data = sourceFields(note, source);
  const text = body(note, source);
  yield [`content/releases/${file}`, noteText(data, text)];
  const hash = sourceHash({ data, text });
  for (const [locale, translation] of translations) {
    const prose = translatedFields(note, translation, hash);
    yield [`content/releases/${locale}/${file}`, noteText(prose, body(note, translation))];
  }
}

function sourceFields(note: BenchNote, text: NoteText): object {
  return {
    version: note.version,
    title: text.title,
    summary: text.summary,
    date: note.date,
    state: note.state,
    ...(note.state === 'released' ? {} : { stateNote: text.procedure }),
    tier: note.tier,
    modules: [note.module],
    benefits: text.benefits,
    rollout: note.rollout.map((step) => ({ ...step, outcome: 'succeeded' })),
    rollback: { supported: true, procedure: text.procedure },
    knownIssues: 'none',
    changes: note.changes.map(({ id, type, impact, audience, steps }, index) => ({
      id,
      type,
      impact,
      ...(audience === null ? {} : { audience: [audience] }),
      title: text.changes[index]?.title,
      summary: text.changes[index]?.summary,
      ...(steps === 0 ? {} : { action: { by: note.date, steps: text.changes[index]?.steps } }),
    })),
  };
}

function translatedFields(note: BenchNote, text: NoteText, hash: string): object {
  return {
    title: text.title,
    summary: text.summary,
    ...(note.state === 'released' ? {} : { stateNote: text.procedure }),
    benefits: text.benefits,
    rollback: { procedure: text.procedure },
    changes: Object.fromEntries(
      note.changes.map(({ id, steps }, index) => {
        const change = text.changes[index];
        const { title, summary } = change ?? {};
        return [
          id,
          { title, summary, ...(steps === 0 ? {} : { action: { steps: change?.steps } }) },
        ];
      }),
    ),
    translation: { source: hash, state: 'approved' },
  };
}

function body(note: BenchNote, text: NoteText): string {
  return text.body
    .map((part) =>
      part.audience === null
        ? part.text
        : `<Audience only="${part.audience}">\n\n${part.text}\n</Audience>\n`,
    )
    .join('\n')
    .replaceAll(previousLink, `./${note.previous}.mdx`);
}

function noteText(data: object, text: string): string {
  // Quoted by the library where it must be; `1.10` and days stay what they are.
  return `---\n${stringify(data, { lineWidth: 0, version: '1.2' })}---\n\n${text}`;
}

function yaml(path: string, data: object): SiteFile {
  return [path, stringify(data, { lineWidth: 0 })];
}
