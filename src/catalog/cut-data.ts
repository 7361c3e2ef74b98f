import type { Kind, KindData } from '../model/kind.ts';
import type { CatalogEntry } from './catalog.ts';
import type { EditionData, EditionStep } from './edition.ts';
import { productIdOf, type Readable } from './readable.ts';
import { FACT, factOf } from './fact-kinds.ts';
import { sourceHash } from './overlay.ts';
import type { Trace } from './trace.ts';

/** Fields for release managers and the build itself: no reader of any edition gets them. */
const internal: ReadonlySet<string> = new Set([
  'owner',
  'approvals',
  'readiness',
  'decision',
  'risk',
  'retention',
  'draft',
  'embargoUntil',
  'audience',
]);

type Part = { readonly audience?: readonly string[] | undefined };

/**
 * An entry's data as an audience may read it: internal fields and parts for others are gone, and so is
 * every reference to an entry that is not in the edition, without a trace or a count. What it looks at
 * beside the entry itself is noted: which entries are in the edition, and the modules of its product.
 */
export function cutData<K extends Kind>(
  entry: CatalogEntry<K>,
  data: KindData[K],
  readable: Readable,
  trace: Trace,
): EditionData<K> {
  // The changes of an edition are cut as entries; a copy here would bring the others back.
  const isLeftOut = (field: string): boolean =>
    internal.has(field) || (field === 'changes' && entry.kind === 'release');
  // Left out rather than deleted: an object that fields were deleted from takes several times the memory.
  const cut: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(data)) if (!isLeftOut(field)) cut[field] = value;
  const parts = <T extends Part>(list: readonly T[]): Omit<T, 'audience'>[] =>
    list.filter((part) => readable.part(part.audience)).map(withoutAudience);
  const has = (kind: Kind, id: string): boolean => {
    trace.look(factOf(FACT.presence, `${kind}:${id}`));
    return readable.entries[kind].has(id);
  };
  const ofProducts = (): void => {
    const product = productIdOf(entry);
    if (product !== null) trace.look(factOf(FACT.data, `product:${product}`));
    else {
      trace.look(factOf(FACT.list, 'products'));
      for (const id of readable.entries.product.keys())
        trace.look(factOf(FACT.data, `product:${id}`));
    }
  };
  const keepReference = (field: string, kind: Kind): void => {
    const id = cut[field];
    if (typeof id === 'string' && !has(kind, id)) delete cut[field];
  };

  // Nobody in this edition could read it before, whoever else could.
  const opensOn = readable.opensOn(entry);
  if (data.publishedAt !== undefined && opensOn !== null && opensOn > data.publishedAt) {
    cut['publishedAt'] = opensOn;
  }
  cut['resources'] = parts(data.resources);
  if (entry.kind !== 'product') {
    if (data.modules.length > 0) ofProducts();
    cut['modules'] = readable.modules(entry);
  }
  keepReference('advisory', 'advisory');
  keepReference('deprecation', 'deprecation');
  keepReference('migration', 'migration');

  if (entry.kind === 'product') {
    const product = data as KindData['product'];
    cut['modules'] = parts(product.modules);
    cut['contacts'] = parts(product.contacts);
  } else if (entry.kind === 'release') cutRelease(cut, data as KindData['release'], parts, has);
  else if (entry.kind === 'change') {
    const { action } = data as KindData['change'];
    const guide = /^(migrations|docs)\/(.+)$/.exec(action?.guide ?? '');
    if (guide !== null && !has(guide[1] === 'docs' ? 'doc' : 'migration', guide[2] ?? '')) {
      const { guide: _hidden, ...rest } = action ?? {};
      cut['action'] = rest;
    }
  } else if (entry.kind === 'migration') {
    const migration = data as KindData['migration'];
    ofProducts();
    const kept = migration.steps.filter(
      (step) =>
        step.modules.length === 0 || readableModules(step.modules, migration, readable).length > 0,
    );
    const shown = kept.filter((step) => readable.part(step.audience));
    cut['steps'] = shown.map((step): EditionStep => ({
      ...withoutAudience(step),
      modules: readableModules(step.modules, migration, readable),
      // Whoever else a step is for is no business of those who read this.
      who: (step.audience ?? []).filter((id) => readable.reads.has(id)),
    }));
  } else if (entry.kind === 'advisory') {
    const advisory = data as KindData['advisory'];
    cut['affected'] = advisory.affected.filter(({ product }) => has('product', product));
    cut['workarounds'] = parts(advisory.workarounds);
  } else if (entry.kind === 'announcement') {
    const { products } = data as KindData['announcement'];
    cut['products'] = products.filter((product) => has('product', product));
  } else if (entry.kind === 'doc') {
    const { appliesTo } = data as KindData['doc'];
    cut['appliesTo'] = appliesTo.filter(({ product }) => has('product', product));
  } else if (entry.kind === 'term') {
    const { see } = data as KindData['term'];
    cut['see'] = see.filter((term) => has('term', term));
  }
  return cut as unknown as EditionData<K>;
}

/** Whether an audience may read every text of an entry's file. What it looks at is noted, as by `cutData`. */
export function readsAllOf(entry: CatalogEntry, readable: Readable, trace: Trace): boolean {
  const { data, body, id } = entry;
  if (!(body?.audiences ?? []).every(({ name }) => readable.reads.has(name))) return false;
  const { changes, ...own } = { changes: [], ...data } as KindData['release'];
  const cut = cutData(entry, data, readable, trace);
  if (sourceHash({ data: cut, text: '' }) !== sourceHash({ data: own, text: '' })) return false;
  // The changes in its list are entries, and cut as such.
  return changes.every((change) => {
    const key = `${id}/${change.id}`;
    trace.look(factOf(FACT.presence, `change:${key}`));
    const inner = readable.entries.change.get(key);
    return inner !== undefined && readsAllOf(inner, readable, trace);
  });
}

function cutRelease(
  cut: Record<string, unknown>,
  data: KindData['release'],
  parts: <T extends Part>(list: readonly T[]) => Omit<T, 'audience'>[],
  has: (kind: Kind, id: string) => boolean,
): void {
  cut['rollout'] = parts(data.rollout);
  cut['artifacts'] = parts(data.artifacts);
  cut['requires'] = data.requires.filter(({ product }) => has('product', product));
  if (data.knownIssues !== 'none') {
    cut['knownIssues'] = data.knownIssues.filter((issue) => has('known-issue', issue));
  }
  if (data.rollback !== 'none') {
    const [rollback] = parts([data.rollback]);
    cut['rollback'] = rollback ?? { supported: data.rollback.supported };
  }
}

function readableModules(
  modules: readonly string[],
  migration: KindData['migration'],
  readable: Readable,
): string[] {
  const product = readable.entries.product.get(migration.product);
  const ids = (product?.data.modules ?? [])
    .filter((item) => readable.part(item.audience))
    .map((item) => item.id);
  return modules.filter((id) => ids.includes(id));
}

function withoutAudience<T extends Part>(part: T): Omit<T, 'audience'> {
  const { audience: _audience, ...rest } = part;
  return rest;
}
