/**
 * What a translation records of its source, and what a later source is compared by.
 *
 * That something changed which an audience may not read is nothing to tell it: neither true nor any of
 * its business. So a source with parts for some of its readers has two hashes with a dot between: that
 * of the whole, and that of what all readers of the entry may read.
 */
import type { ElementContent } from 'hast';
import { cutForAudience } from '../render/cut.ts';
import type { CatalogEntry } from './catalog.ts';
import { sourceHash } from './overlay.ts';

/**
 * Which readers of a translation read that its source has changed since: all who read the source, only
 * those who may read all of it, or none.
 */
export type StaleFor = 'none' | 'whole' | 'all';

/** How a translation stands to its source. */
export interface Staleness {
  /** The source changed after it was translated. */
  readonly isStale: boolean;
  readonly staleFor: StaleFor;
}

type Source = Pick<CatalogEntry, 'data' | 'body' | 'sourceHash'>;

/** What all readers of an entry may read of it. Made of its file alone. */
export interface OpenPart {
  /** That is all of it. */
  readonly isAll: boolean;
  /** The hash of its prose. */
  readonly hash: string;
}

export function openPartOf(source: Pick<Source, 'data' | 'body'>): OpenPart {
  return { isAll: isOpenAll(source), hash: openHash(source) };
}

/** What a translation of a source is to record. */
export function sourceMark(source: Source, { isAll, hash } = openPartOf(source)): string {
  return isAll ? source.sourceHash : `${source.sourceHash}.${hash}`;
}

/**
 * Compares what a translation recorded with its source as it is. One that recorded the whole only can't
 * tell whether a change was in what all may read.
 *
 * @param openPart that of the source, asked for when it has changed
 */
export function stalenessOf(
  recorded: string | undefined,
  source: Pick<Source, 'sourceHash'>,
  openPart: () => OpenPart,
): Staleness {
  const [whole, open] = recorded?.split('.') ?? [];
  if (whole === undefined || whole === source.sourceHash) {
    return { isStale: false, staleFor: 'none' };
  }
  const { isAll, hash } = openPart();
  const isOpenStale = open === undefined ? isAll : open !== hash;
  if (isOpenStale) return { isStale: true, staleFor: 'all' };
  // Where all may read all by now, what changed is what some could not read before.
  return { isStale: true, staleFor: isAll ? 'none' : 'whole' };
}

/** Whether a source has no parts for some of its readers. */
function isOpenAll({ data, body }: Pick<Source, 'data' | 'body'>): boolean {
  if (body !== null && body.audiences.length > 0) return false;
  return JSON.stringify(openFields(data)) === JSON.stringify(data);
}

/** The hash of the prose that all readers of an entry may read. */
function openHash({ data, body }: Pick<Source, 'data' | 'body'>): string {
  const text = body === null ? '' : wordsOf(cutForAudience(body.tree, new Set()).children);
  return sourceHash({ data: openFields(data), text });
}

function openFields(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
      if (Array.isArray(value)) return [[name, value.filter(isOpen).map(openValue)]];
      return isOpen(value) ? [[name, openValue(value)]] : [];
    }),
  );
}

function openValue(value: unknown): unknown {
  return isFields(value) ? openFields(value) : value;
}

/** Whether a part of an entry (a step, a resource, a change …) is for all readers of the entry. */
function isOpen(part: unknown): boolean {
  if (!isFields(part)) return true;
  const { audience, modules, draft, embargoUntil } = part;
  const isOfModules = Array.isArray(modules) && modules.length > 0;
  return audience === undefined && !isOfModules && draft !== true && embargoUntil === undefined;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All that a translator would have to look at in a tree. Lines, and how it was written, are left out. */
function wordsOf(nodes: readonly object[]): string {
  const words: string[] = [];
  const visit = (node: object): void => {
    if ('tagName' in node) words.push(`<${String(node.tagName)}>`);
    if ('value' in node && typeof node.value === 'string') words.push(node.value);
    if ('properties' in node) words.push(JSON.stringify(node.properties));
    if ('attributes' in node) words.push(JSON.stringify(node.attributes));
    if ('children' in node) for (const child of node.children as ElementContent[]) visit(child);
  };
  for (const node of nodes) visit(node);
  return words.join(' ').replace(/\s+/g, ' ');
}
