import type { At } from '../catalog/text-files.ts';
import { digestOf } from '../catalog/facts.ts';
import {
  feedSubjects,
  newestFirst,
  type FeedSubject,
  type PlacedEntry,
} from '../outputs/feeds/entries.ts';
import type { FeedEntry } from '../outputs/feeds/feed.ts';
import { feedFiles, FeedSerialiser } from '../outputs/feeds/room.ts';
import type { OutputFile } from '../outputs/output.ts';
import type { ViewContext } from '../views/context.ts';
import { KeptIsDamaged, type Ledger } from './ledger.ts';
import type { Written } from './tree-writer.ts';
import type { ValueStore } from './value-store.ts';

/** An entry as it is kept: its text is on disk until a document has to be written that has it. */
export interface EntryUnit {
  readonly entry: Omit<FeedEntry, 'html'>;
  readonly products: readonly string[] | null;
  readonly digest: string;
  readonly at: At;
}

/** A document as it was written. */
interface DocumentUnit {
  /** Of all that is in it. */
  readonly digest: string;
  readonly files: readonly Written[];
}

/**
 * Writes the feeds of an edition: those documents in which something changed.
 *
 * @returns how many entries there are of each subject, by its key
 */
export function feedUnits(
  ledger: Ledger,
  context: ViewContext,
  store: ValueStore,
  write: (file: OutputFile) => Written,
): ReadonlyMap<string, number> {
  const subjects = ledger.trace.follow(() => feedSubjects(context.edition)).value;
  const digests = new Map<FeedEntry, string>();
  const counts = new Map<string, number>();
  const placed = subjects.flatMap((subject) => {
    const units = feedUnit(ledger, context, store, subject);
    counts.set(subject.key, units.length);
    return units.map(({ entry, products, digest, at }): PlacedEntry => {
      const lazy = Object.defineProperty({ ...entry } as FeedEntry, 'html', {
        get: () => textAt(store, at),
      });
      digests.set(lazy, digest);
      return { entry: lazy, products };
    });
  });
  const files = ledger.trace.follow(() => [...feedFiles(context, newestFirst(placed))]).value;
  const serialiser = new FeedSerialiser();
  for (const { path, format, feed, repeats } of files) {
    const name = `document ${path}`;
    const entries = feed.entries.map((entry) => digests.get(entry));
    const digest = digestOf(JSON.stringify({ ...feed, entries }));
    const before = ledger.before<DocumentUnit>(name);
    if (before?.digest === digest) ledger.enter(name, [], before);
    else {
      const written = write({ path, bytes: serialiser.text(feed, format), repeats });
      ledger.enter(name, [], { digest, files: [written] } satisfies DocumentUnit);
    }
  }
  return counts;
}

/** The entries of one subject, made if they have to be. */
export function feedUnit(
  ledger: Ledger,
  context: ViewContext,
  store: ValueStore,
  { key, entries }: FeedSubject,
): readonly EntryUnit[] {
  return ledger.make(
    `feed ${key}`,
    () => entries(context).map((one) => keep(one, store)),
    (units) => units.map(({ at: [segment] }) => segment),
  );
}

function keep({ entry, products }: PlacedEntry, store: ValueStore): EntryUnit {
  const { html, ...rest } = entry;
  return {
    entry: { ...rest, length: html.length },
    products,
    digest: digestOf(JSON.stringify(entry)),
    at: store.write(html),
  };
}

function textAt(store: ValueStore, at: At): string {
  const text = store.read(at);
  if (text === null) throw new KeptIsDamaged('The text of a feed entry is not as it was kept.');
  return text;
}
