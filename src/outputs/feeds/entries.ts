/**
 * What is told in the feeds of an edition. What is not, and why, is in `exclusions.ts`.
 *
 * A release is an entry once it goes out (rolling out, partial, released, and later rolled back or
 * withdrawn). While it is scheduled, delayed or cancelled it is on the calendar; but that it is
 * delayed or cancelled is news, and so is every material revision in any state, and every move of a
 * removal: an entry with an id of its own that points at the first. Deprecations, migration guides,
 * advisories, known issues and announcements are entries too. A change is told in its release, never
 * alone, and a guide from `docs/` is no news; but material revisions of both are.
 */
import type {
  Edition,
  EditionChange,
  EditionEntry,
  EditionRelease,
} from '../../catalog/edition.ts';
import { isUndone, tellsOfState } from '../../model/state-day.ts';
import { plainText } from '../../render/inline.ts';
import type { ViewContext } from '../../views/context.ts';
import { moveText } from '../../views/deprecation-days.ts';
import { entryAddress } from '../../views/links.ts';
import type { RecordEntry } from '../../views/record.ts';
import { actionCategory, kindCategory, moduleCategories, schemes } from './categories.ts';
import { migrationHtml, recordHtml, releaseHtml, revisedHtml, type Revision } from './content.ts';
import { isUnreleased, records, whyNoRecord, whyNoRelease } from './exclusions.ts';
import type { FeedCategory, FeedEntry, FeedFacts } from './feed.ts';
import { entryTag, moveTag, revisionTag, type TagSpace } from './ids.ts';
import {
  lastRevision,
  laterOf,
  momentOf,
  movesOf,
  releasedOn,
  stateChangedOn,
  toldOn,
} from './moments.ts';
import { originOf } from './origin.ts';
import { tagSpace } from './tag-space.ts';
import { oneLine } from '../legal-text.ts';

/** A feed entry with the products whose feeds it belongs to; null for all of them. */
export interface PlacedEntry {
  readonly entry: FeedEntry;
  readonly products: readonly string[] | null;
}

/**
 * Every entry of an edition's feeds, newest first; those of one day in the edition's order. Asked
 * again for the same context, the same list is given: its text is rendered once.
 */
export function feedEntries(context: ViewContext): readonly PlacedEntry[] {
  return madeFor(context).entries;
}

/** How many entries there are of each subject of an edition's feeds, by its key. */
export function feedCounts(context: ViewContext): ReadonlyMap<string, number> {
  return madeFor(context).counts;
}

interface MadeEntries {
  readonly entries: readonly PlacedEntry[];
  readonly counts: ReadonlyMap<string, number>;
}

// Keyed by the context itself, which always gives the same entries; they go when it goes.
const made = new WeakMap<ViewContext, MadeEntries>();

function madeFor(context: ViewContext): MadeEntries {
  const existing = made.get(context);
  if (existing) return existing;
  const subjects = feedSubjects(context.edition).map(
    ({ key, entries }) => [key, entries(context)] as const,
  );
  const own = {
    entries: newestFirst(subjects.flatMap(([, entries]) => entries)),
    counts: new Map(subjects.map(([key, entries]) => [key, entries.length])),
  };
  made.set(context, own);
  return own;
}

/** Something that feeds tell of, and its entries: those of its state, of its revisions, its own. */
export interface FeedSubject {
  /** `<kind>:<id>` */
  readonly key: string;
  readonly entries: (context: ViewContext) => PlacedEntry[];
}

/** Everything that an edition's feeds may tell of, in the edition's order. */
export function feedSubjects(edition: Edition): FeedSubject[] {
  return [
    ...edition.releases.map((release) => ({
      key: release.key,
      entries: (context: ViewContext) => [
        ...releaseEntries(context, release),
        ...release.changes.flatMap((change) => changeEntries(context, change, release)),
      ],
    })),
    ...edition.changes.filter(isUnreleased).map((change) => ({
      key: change.key,
      entries: (context: ViewContext) => changeEntries(context, change, null),
    })),
    ...records(edition).map((record) => ({
      key: record.key,
      entries: (context: ViewContext) => recordEntries(context, record),
    })),
    ...edition.docs.map((guide) => ({
      key: guide.key,
      entries: (context: ViewContext) => guideEntries(context, guide),
    })),
  ];
}

/** Entries of subjects in their order, as feeds have them. */
export function newestFirst(placed: PlacedEntry[]): PlacedEntry[] {
  return placed.sort((a, b) => compare(b.entry.published, a.entry.published));
}

/** One thing that entries are about: what is the same in all of them. */
interface Subject {
  readonly source: EditionEntry;
  readonly permanentId: readonly string[];
  readonly products: readonly string[] | null;
  readonly title: string;
  readonly categories: FeedCategory[];
  readonly facts: FeedFacts;
  /** The day of its own entry; null while it has none. */
  readonly day: string | null;
  /** The entry that its revisions point at, where it has none of its own. */
  readonly partOf?: readonly string[] | null;
  /** A state that is news, with the day of it, where no material revision tells. */
  readonly stateNews: { readonly state: string; readonly day: string } | null;
  html(url: string, revision?: Revision): string;
}

function releaseEntries(context: ViewContext, release: EditionRelease): PlacedEntry[] {
  const { edition, t } = context;
  const { data, product, version } = release;
  const productTitle = edition.byKey('product', product)?.title ?? product;
  const name = `${productTitle} ${version}`;
  const headline = withoutMarks(data.title ?? '');
  const named =
    headline === '' ? name : headline.includes(version) ? headline : `${name}: ${headline}`;
  const title =
    data.state === 'released'
      ? named
      : t('feeds.withState', { title: named, state: t(`words.state.${data.state}`) });
  const types = [...new Set(release.changes.map((change) => change.data.type))].sort(compare);
  const actionRequired = release.changes.some((change) => change.data.action?.required === true);
  const scheme = schemes(edition);
  const categories: FeedCategory[] = [
    kindCategory(context, 'release'),
    { term: product, label: productTitle, scheme: scheme('product') },
    ...moduleCategories(context, release),
    ...types.map((type) => ({
      term: type,
      label: t(`words.type.${type}`),
      scheme: scheme('type'),
    })),
    { term: data.state, label: t(`words.state.${data.state}`), scheme: scheme('state') },
    ...actionCategory(context, actionRequired),
  ];
  return entriesOf(context, {
    source: release,
    permanentId: ['release', product, version],
    products: [product],
    title,
    categories,
    facts: { kind: 'release', product, version, state: data.state, types, actionRequired },
    day: whyNoRelease(edition, release) === null ? releasedOn(release) : null,
    stateNews: stateNewsOf(edition, release),
    html: (url, revision) => releaseHtml(context, release, url, revision),
  });
}

/** A release that did not go as planned is news, also when its writer recorded no revision. */
function stateNewsOf(edition: Edition, release: EditionRelease): Subject['stateNews'] {
  const { state } = release.data;
  const isNews = isUndone(state) || state === 'partial';
  if (!isNews || tellsOfState(release.data)) return null;
  const day = stateChangedOn(release, edition.clock.today);
  return day === null ? null : { state, day };
}

/** The material revisions of a change, which point at the release that told of it. */
function changeEntries(
  context: ViewContext,
  change: EditionChange,
  release: EditionRelease | null,
): PlacedEntry[] {
  const { edition, t } = context;
  const { product, data } = change;
  if (!data.revisions.some(({ material }) => material)) return [];
  const productTitle = edition.byKey('product', product)?.title ?? product;
  const name = release === null ? productTitle : `${productTitle} ${release.version}`;
  const scheme = schemes(edition);
  const actionRequired = data.action?.required === true;
  return entriesOf(context, {
    source: change,
    permanentId: ['change', ...change.id.split('/')],
    products: [product],
    title: t('feeds.withKind', { kind: name, title: withoutMarks(change.title) }),
    categories: [
      kindCategory(context, 'change'),
      { term: product, label: productTitle, scheme: scheme('product') },
      ...moduleCategories(context, change),
      { term: data.type, label: t(`words.type.${data.type}`), scheme: scheme('type') },
      ...actionCategory(context, actionRequired),
    ],
    facts: {
      kind: 'change',
      product,
      ...(release === null ? {} : { version: release.version }),
      types: [data.type],
      actionRequired,
    },
    day: null,
    partOf:
      release !== null && whyNoRelease(edition, release) === null
        ? ['release', product, release.version]
        : null,
    stateNews: null,
    html: (url, revision) => revisedHtml(context, change, url, revision),
  });
}

/** The material revisions of a guide from `docs/`. */
function guideEntries(context: ViewContext, guide: EditionEntry<'doc'>): PlacedEntry[] {
  const { edition, t } = context;
  const { data } = guide;
  if (!data.revisions.some(({ material }) => material)) return [];
  const products = [...new Set(data.appliesTo.map(({ product }) => product))];
  const [only] = products.length === 1 ? products : [];
  const kind = t('feeds.guide');
  const scheme = schemes(edition);
  return entriesOf(context, {
    source: guide,
    permanentId: ['doc', ...guide.id.split('/')],
    products: products.length === 0 ? null : products,
    title: t('feeds.withKind', { kind, title: withoutMarks(guide.title) }),
    categories: [
      kindCategory(context, 'doc'),
      ...products.map((id) => ({
        term: id,
        label: edition.byKey('product', id)?.title ?? id,
        scheme: scheme('product'),
      })),
    ],
    facts: {
      kind: 'doc',
      ...(only === undefined ? {} : { product: only }),
      actionRequired: false,
    },
    day: null,
    stateNews: null,
    html: (url, revision) => revisedHtml(context, guide, url, revision),
  });
}

function recordEntries(context: ViewContext, record: RecordEntry): PlacedEntry[] {
  const { edition, t } = context;
  const why = whyNoRecord(edition, record);
  // What has no day of its own may have been revised on one.
  if (why !== null && why !== 'no-day') return [];
  const products = productsOf(record);
  const scheme = schemes(edition);
  const only = products?.length === 1 ? products[0] : undefined;
  const state = record.kind === 'known-issue' ? record.data.state : undefined;
  const withdrawn = record.kind === 'advisory' ? record.data.withdrawn : undefined;
  const kind = t(`words.record.${record.kind}`);
  const title = t('feeds.withKind', { kind, title: withoutMarks(record.title) });
  return entriesOf(context, {
    source: record,
    permanentId: [record.kind, record.id],
    products,
    title:
      withdrawn === undefined
        ? title
        : t('feeds.withState', { title, state: t('words.state.withdrawn') }),
    categories: [
      kindCategory(context, record.kind),
      ...(products ?? []).map((id) => ({
        term: id,
        label: edition.byKey('product', id)?.title ?? id,
        scheme: scheme('product'),
      })),
      ...(only === undefined
        ? []
        : moduleCategories(context, { product: only, data: record.data })),
    ],
    facts: {
      kind: record.kind,
      ...(only === undefined ? {} : { product: only }),
      ...(state === undefined && withdrawn === undefined ? {} : { state: state ?? 'withdrawn' }),
      actionRequired: false,
    },
    day: toldOn(edition, record),
    stateNews: withdrawn === undefined ? null : { state: 'withdrawn', day: withdrawn },
    html: (url, revision) =>
      record.kind === 'migration'
        ? migrationHtml(context, record, url, revision)
        : recordHtml(context, record, url, revision),
  });
}

/** The entries about one subject, newest first: its state, its material revisions, itself. */
function entriesOf(context: ViewContext, subject: Subject): PlacedEntry[] {
  const { edition, t } = context;
  const { source, permanentId, products, title, categories, facts, day } = subject;
  const space = tagSpace(edition);
  const url = originOf(edition) + pathOf(context.url(entryAddress(edition, source)));
  const firstId = entryTag(space, permanentId);
  const common = { url, categories, facts, lang: source.lang };
  const summary = oneLine(plainText(source.data.summary ?? ''));
  const placed: PlacedEntry[] = [];
  const now = momentOf(edition.clock.today);
  const add = (entry: FeedEntry): void => {
    if (entry.published <= now) placed.push({ entry, products });
  };
  // Only an entry that is in the feed can be pointed at.
  const first = day === null ? subject.partOf : permanentId;
  const pointer = first ? { revisionOf: entryTag(space, first) } : {};
  if (subject.stateNews !== null) {
    const { state, day: changed } = subject.stateNews;
    add({
      ...common,
      ...pointer,
      id: entryTag(space, [...permanentId, 'state', state]),
      title: oneLine(title),
      summary,
      html: subject.html(url),
      published: momentOf(changed),
      updated: momentOf(changed),
    });
  }
  for (const { id, revision } of newsOf(context, subject, space)) {
    add({
      ...common,
      ...pointer,
      id,
      title: oneLine(t('feeds.revised', { title })),
      summary: oneLine(plainText(revision.summary ?? '')) || (revision.label ?? ''),
      html: subject.html(url, revision),
      published: momentOf(revision.date),
      updated: momentOf(revision.date),
    });
  }
  if (day !== null) {
    add({
      ...common,
      id: firstId,
      title: oneLine(title),
      summary,
      html: subject.html(url),
      published: momentOf(day),
      updated: momentOf(laterOf(day, lastRevision(source, edition.clock.today)) ?? day),
    });
  }
  return placed;
}

/**
 * What readers must hear of again, newest first: material revisions, and moves of a removal of which no
 * such revision tells on the same day. What came before they could read the note is no news to them; nor
 * is a move that it told of from the beginning.
 */
function newsOf(
  context: ViewContext,
  { source, permanentId, day }: Subject,
  space: TagSpace,
): { id: string; revision: Revision }[] {
  const isNews = (date: string): boolean => source.opensOn == null || date >= source.opensOn;
  const material = source.data.revisions.filter((revision) => revision.material);
  const revisions = material.map((revision, index) => ({
    id: revisionTag(space, permanentId, index + 1),
    revision,
  }));
  const moves = movesOf(source).flatMap(({ on, from, to, reason }, index) => {
    if ((day !== null && on < day) || material.some(({ date }) => date === on)) return [];
    const revision = { date: on, label: moveText(context, { from, to }), summary: reason };
    return [{ id: moveTag(space, permanentId, index + 1), revision }];
  });
  return [...revisions, ...moves].filter(({ revision }) => isNews(revision.date)).reverse();
}

/** The path of a link that may have its host already. */
function pathOf(href: string): string {
  return href.replace(/^[a-z]+:\/\/[^/]*/i, '');
}

/** The products whose readers a record concerns; null for all of them. */
function productsOf(record: RecordEntry): readonly string[] | null {
  switch (record.kind) {
    case 'advisory':
      return [...new Set(record.data.affected.map(({ product }) => product))];
    case 'announcement':
      return record.data.products.length === 0 ? null : record.data.products;
    case 'deprecation':
    case 'migration':
    case 'known-issue':
      return [record.data.product];
  }
}

/** A title without the backticks that pages show as code. */
function withoutMarks(title: string): string {
  return oneLine(title.replace(/`([^`]+)`/g, '$1'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
