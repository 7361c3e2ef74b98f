import type { EditionChange, EditionEntry, EditionRelease } from '../../catalog/edition.ts';
import {
  changeAddress,
  docAddress,
  productAddress,
  recordAddress,
  releaseAddress,
} from '../../model/address.ts';
import type { ViewContext } from '../../views/context.ts';
import { moduleTitles } from '../../views/modules.ts';
import { recordState, type RecordEntry } from '../../views/record.ts';
import { BODY_PREFIX } from '../../views/release-text.ts';
import { codeWords } from './code-words.ts';
import type { Named, SearchRecord, SearchSection } from './record.ts';
import { fieldText, joined, lineText, plainSection } from './record-text.ts';

/** An entry with a page of its own, which readers find. */
export type SearchableEntry =
  EditionEntry<'product'> | EditionRelease | EditionChange | RecordEntry | EditionEntry<'doc'>;

/** The record of one entry: of the entry itself, and of what its page shows of others. */
export function searchRecordOf(context: ViewContext, entry: SearchableEntry): SearchRecord {
  switch (entry.kind) {
    case 'product':
      return productRecord(context, entry);
    case 'release':
      return releaseRecord(context, entry);
    case 'change':
      return changeRecord(context, entry);
    case 'doc':
      return docRecord(context, entry);
    default:
      return entryRecord(context, entry);
  }
}

/** What records of all kinds share. */
function base(
  context: ViewContext,
  entry: EditionEntry,
  address: string,
): Omit<SearchRecord, 'sections'> {
  return {
    url: context.url(address),
    title: lineText(entry.title),
    lang: context.edition.locale.code,
    kind: entry.kind,
    kindLabel: context.t(`search.kinds.${entry.kind}`),
    product: null,
    version: null,
    types: [],
    modules: [],
    date: entry.data.publishedAt ?? null,
    state: null,
    summary: fieldText(entry.data.summary),
  };
}

function productRecord(context: ViewContext, entry: EditionEntry<'product'>): SearchRecord {
  const modules = entry.data.modules.map(({ title, summary }) => `${title}. ${fieldText(summary)}`);
  return {
    ...base(context, entry, productAddress(context.edition, entry.id)),
    product: productOf(context, entry.id),
    modules: modulesOf(
      context,
      entry.id,
      entry.data.modules.map(({ id }) => id),
    ),
    sections: plainSection(...modules),
  };
}

function releaseRecord(context: ViewContext, release: EditionRelease): SearchRecord {
  const { data } = release;
  const changes = release.changes.filter(({ isFallback }) => !isFallback);
  const moduleIds = new Set([
    ...data.modules,
    ...changes.flatMap(({ data: { modules } }) => modules),
  ]);
  const rollback = data.rollback === 'none' ? null : data.rollback;
  const downtime = data.downtime === 'none' ? null : data.downtime;
  return {
    ...base(context, release, releaseAddress(context.edition, release.product, release.version)),
    product: productOf(context, release.product),
    version: release.version,
    types: typesOf(context, changes),
    modules: modulesOf(context, release.product, [...moduleIds]),
    date: release.day,
    state: context.t(`words.state.${data.state}`),
    sections: [
      ...plainSection(
        fieldText(data.stateNote),
        fieldText(data.benefits),
        fieldText(rollback?.procedure),
        fieldText(rollback?.dataLoss),
        fieldText(downtime?.description),
        ...data.revisions.map(({ summary }) => fieldText(summary)),
      ),
      ...changes.flatMap((change) => changeSections(context, change)),
      ...bodySections(context, release, BODY_PREFIX),
    ],
  };
}

/**
 * A change on the page of its release: one section under its anchor. The headings in its text are
 * searched with it, and have no result of their own. The text of a change with a page is found there.
 */
function changeSections(context: ViewContext, change: EditionChange): SearchSection[] {
  const text = change.hasFile ? [] : bodySections(context, change);
  const body = text.flatMap(({ heading, text: words }) => [heading ?? '', words]);
  return [
    {
      id: change.anchor,
      heading: lineText(change.title),
      text: joined(...changeTexts(change), ...body),
    },
  ];
}

function changeTexts(change: EditionChange): (string | undefined)[] {
  const { data } = change;
  return [
    fieldText(data.summary),
    data.area,
    data.flag,
    ...(data.action?.steps ?? []).map(fieldText),
    data.issues.join(' '),
  ];
}

function changeRecord(context: ViewContext, change: EditionChange): SearchRecord {
  const { edition } = context;
  const release =
    change.release === null
      ? undefined
      : edition.byKey('release', `${change.product}/${change.release}`);
  const [, ...rest] = changeTexts(change);
  return {
    ...base(context, change, changeAddress(edition, change)),
    product: productOf(context, change.product),
    version: change.release,
    types: typesOf(context, [change]),
    modules: modulesOf(context, change.product, change.data.modules),
    date: release?.day ?? change.data.publishedAt ?? null,
    sections: [...plainSection(...rest), ...bodySections(context, change)],
  };
}

function entryRecord(context: ViewContext, entry: RecordEntry): SearchRecord {
  const product = productIdOf(entry);
  const record = base(context, entry, recordAddress(context.edition, entry.kind, entry.id));
  return {
    ...record,
    product: product === null ? null : productOf(context, product),
    modules: product === null ? [] : modulesOf(context, product, entry.data.modules),
    date: dayOf(entry) ?? record.date,
    state: recordState(context, entry)?.label ?? null,
    sections: [...factSections(entry), ...bodySections(context, entry)],
  };
}

/** The one product that a record is about; null when it is about several, or all. */
function productIdOf(entry: RecordEntry): string | null {
  const ids =
    entry.kind === 'advisory'
      ? entry.data.affected.map(({ product }) => product)
      : entry.kind === 'announcement'
        ? entry.data.products
        : [entry.data.product];
  return new Set(ids).size === 1 ? (ids[0] ?? null) : null;
}

function dayOf(entry: RecordEntry): string | null {
  if (entry.kind === 'deprecation') return entry.data.announcedOn;
  if (entry.kind === 'announcement') return entry.data.start ?? entry.data.from;
  return null;
}

/** The fields of a record in words: what a reader may know and search for. */
function factSections(entry: RecordEntry): SearchSection[] {
  switch (entry.kind) {
    case 'deprecation':
      return plainSection(
        `${entry.data.subject.kind} ${entry.data.subject.name}`,
        fieldText(entry.data.replacement),
      );
    case 'migration':
      return entry.data.steps.map((step) => ({
        id: step.id,
        heading: lineText(step.title),
        text: joined(
          fieldText(step.details),
          step.command,
          fieldText(step.verify),
          fieldText(step.rollback),
        ),
      }));
    case 'known-issue':
      return plainSection(fieldText(entry.data.workaround), entry.data.fixedIn);
    case 'advisory':
      return plainSection(
        [...entry.data.cve, ...entry.data.cwe].join(' '),
        ...entry.data.workarounds.map(({ text }) => fieldText(text)),
      );
    case 'announcement':
      return [];
  }
}

function docRecord(context: ViewContext, doc: EditionEntry<'doc'>): SearchRecord {
  const products = [...new Set(doc.data.appliesTo.map(({ product }) => product))];
  const [product] = products;
  return {
    ...base(context, doc, docAddress(context.edition, doc.id)),
    product: product !== undefined && products.length === 1 ? productOf(context, product) : null,
    modules: products.flatMap((id) => modulesOf(context, id, doc.data.modules)),
    sections: bodySections(context, doc),
  };
}

/** The entry's own text by heading; nothing where the body alone is in another language. */
function bodySections(context: ViewContext, entry: EditionEntry, prefix = ''): SearchSection[] {
  if (entry.body === null || entry.isBodyFallback) return [];
  const known = new Set<string>();
  return context.body(entry, prefix).sections.map(({ id, heading, text, code }) => ({
    id,
    heading,
    text: joined(text, codeWords(code, known)),
  }));
}

function productOf(context: ViewContext, id: string): Named {
  return { id, title: context.edition.byKey('product', id)?.title ?? id };
}

/** Two products may each have a module of one id, so the product is part of it here. */
function modulesOf(context: ViewContext, product: string, ids: readonly string[]): Named[] {
  return moduleTitles(context, product, ids).map(({ id, title }) => ({
    id: `${product}/${id}`,
    title,
  }));
}

function typesOf(context: ViewContext, changes: readonly EditionChange[]): Named[] {
  const types = new Set(changes.map(({ data }) => data.type));
  return [...types].map((id) => ({ id, title: context.t(`words.type.${id}`) }));
}
