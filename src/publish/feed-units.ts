import type { At } from '../catalog/text-files.ts';
import { digestOf } from '../catalog/facts.ts';
import {
  feedSubjects,
  newestFirst,
  type FeedSubject,
  type PlacedEntry,
} from '../outputs/feeds/entries.ts';
import { entryText } from '../outputs/feeds/entry-text.ts';
import type { FeedEntry } from '../outputs/feeds/feed.ts';
import { feedDocuments, FeedSerialiser } from '../outputs/feeds/room.ts';
import type { OutputFile } from '../outputs/output.ts';
import type { ViewContext } from '../views/context.ts';
import { DocumentBytes } from './document-bytes.ts';
import { KeptIsDamaged, type Ledger } from './ledger.ts';
import type { Written } from './tree-writer.ts';
import type { ValueStore } from './value-store.ts';

/** An entry as it is kept: its text is on disk until a document has to be written that has it. */
export interface EntryUnit {
  readonly entry: Omit<FeedEntry, 'html'>;
  readonly products: readonly string[] | null;
  readonly digest: string;
  /** Its full text as XML documents have it, then as JSON documents do. */
  readonly at: At;
  /** How many bytes of that are for XML. */
  readonly xml: number;
}

/** A document as it was written, in each format. */
interface DocumentUnit {
  /** Of all that is in it. */
  readonly digest: string;
  readonly files: readonly Written[];
}

/** What is known of the feeds of an edition as long as all of their entries and what decides on documents stay the same. */
interface FeedsUnit {
  /** How many entries there are of each subject, by its key. */
  readonly counts: readonly (readonly [key: string, count: number])[];
  /** Names of the units of all documents. */
  readonly documents: readonly string[];
}

/** The unit that says so. */
const FEEDS = 'feeds';

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
  const { value: subjects, facts } = ledger.trace.follow(() => feedSubjects(context.edition));
  const kept = keptFeeds(ledger, subjects);
  if (kept !== null) return kept;
  const known = new Map<FeedEntry, EntryUnit>();
  const counts = new Map<string, number>();
  const placed = subjects.flatMap((subject) => {
    const units = feedUnit(ledger, context, store, subject);
    counts.set(subject.key, units.length);
    return units.map((unit): PlacedEntry => {
      // Nobody asks for its text: it is taken over as it was kept.
      const entry = { ...unit.entry, html: '' };
      known.set(entry, unit);
      return { entry, products: unit.products };
    });
  });
  const planned = ledger.trace.follow(() => [...feedDocuments(context, newestFirst(placed))]);
  const names: string[] = [];
  const serialiser = new FeedSerialiser();
  const bytes = new DocumentBytes();
  for (const { key, feed, files } of planned.value) {
    const name = `document ${key}`;
    names.push(name);
    const entries = feed.entries.map((entry) => known.get(entry)?.digest);
    const digest = digestOf(JSON.stringify({ ...feed, entries }));
    if (ledger.before<DocumentUnit>(name)?.digest === digest && ledger.keeps(name)) continue;
    const texts = new Map(
      feed.entries.map((entry) => [entry, textsAt(store, known.get(entry))] as const),
    );
    const written = files.map(({ path, format, repeats }) => {
      bytes.clear();
      for (const piece of serialiser.pieces(feed, format)) {
        bytes.add(typeof piece === 'string' ? piece : (texts.get(piece.entry)?.[piece.as] ?? ''));
      }
      const whole = bytes.bytes();
      // What says all that is in the document says all that is in the file.
      return write({ path, bytes: whole, repeats, known: { digest, size: whole.length } });
    });
    ledger.enter(name, [], { digest, files: written } satisfies DocumentUnit);
  }
  const made: FeedsUnit = { counts: [...counts], documents: names };
  ledger.enter(FEEDS, [...new Set([...facts, ...planned.facts])], made);
  return counts;
}

/** Takes over all documents, where all of their entries are as they were and nothing changed by which they are divided. */
function keptFeeds(
  ledger: Ledger,
  subjects: readonly FeedSubject[],
): ReadonlyMap<string, number> | null {
  const before = ledger.before<FeedsUnit>(FEEDS);
  if (before === undefined) return null;
  if (!subjects.every(({ key }) => keepsFeedUnit(ledger, key))) return null;
  if (!ledger.areAllKept('feed ') || !ledger.keeps(FEEDS)) return null;
  if (!before.documents.every((name) => ledger.keeps(name))) return null;
  return new Map(before.counts);
}

/** Takes over the entries of one subject, by its key. False when they have to be made. */
function keepsFeedUnit(ledger: Ledger, key: string): boolean {
  return ledger.keeps(`feed ${key}`);
}

/** Has the entries of one subject, made if they have to be: nobody wants them yet. */
export function prepareFeedUnit(
  ledger: Ledger,
  context: ViewContext,
  store: ValueStore,
  subject: FeedSubject,
): void {
  if (!keepsFeedUnit(ledger, subject.key)) feedUnit(ledger, context, store, subject);
}

/** The entries of one subject, made if they have to be. */
function feedUnit(
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
  const { xml, json } = entryText(html);
  const bytes = Buffer.from(xml + json);
  return {
    entry: { ...rest, length: html.length },
    products,
    digest: digestOf(JSON.stringify(entry)),
    at: store.write(bytes),
    xml: Buffer.byteLength(xml),
  };
}

/** The full text of an entry in both forms, as bytes. */
function textsAt(
  store: ValueStore,
  unit: EntryUnit | undefined,
): Record<'xml' | 'json', Uint8Array> {
  const bytes = unit && store.readBytes(unit.at);
  if (!bytes) throw new KeptIsDamaged('The text of a feed entry is not as it was kept.');
  return { xml: bytes.subarray(0, unit.xml), json: bytes.subarray(unit.xml) };
}
