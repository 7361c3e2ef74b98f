import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Edition, EditionEntry, EditionRelease } from '../../../src/catalog/edition.ts';
import { createTranslate } from '../../../src/language/strings.ts';
import { advisorySchema } from '../../../src/model/advisory.ts';
import { announcementSchema } from '../../../src/model/announcement.ts';
import { changeSchema } from '../../../src/model/change.ts';
import { readClock } from '../../../src/model/clock.ts';
import { deprecationSchema } from '../../../src/model/deprecation.ts';
import { knownIssueSchema } from '../../../src/model/known-issue.ts';
import type { Kind } from '../../../src/model/kind.ts';
import { productSchema } from '../../../src/model/product.ts';
import { releaseDay, releaseSchema } from '../../../src/model/release.ts';
import { cycleOf } from '../../../src/model/version.ts';
import type { ViewContext } from '../../../src/views/context.ts';
import { createViewContext } from '../../../src/views/create-context.ts';

type Fields = Record<string, unknown>;

/** What a small edition has; ids are keys, and what is left out is filled in. */
export interface Small {
  today?: string;
  locale?: string;
  /** Of this edition and the others that it speaks of. */
  audiences?: string[];
  products?: Record<string, Fields>;
  /** By `<product>/<version>`. */
  releases?: Record<string, Fields>;
  /** By `<product>/<version>/<id>`. */
  changes?: Record<string, Fields>;
  deprecations?: Record<string, Fields>;
  announcements?: Record<string, Fields>;
  knownIssues?: Record<string, Fields>;
  advisories?: Record<string, Fields>;
  freezes?: { title: string; from: string; to: string; products: string[] }[];
}

/** A context of an edition that is made from data, without files. Fields go through the schemas. */
export function smallContext(small: Small): ViewContext {
  const locale = small.locale ?? 'en';
  const edition = smallEdition(small, locale);
  return createViewContext(edition, {
    t: createTranslate(locale, strings(locale)),
    pages: new Set(),
    publicFiles: new Set(),
    codeCache: new Map(),
  });
}

/** A known issue with the fields that every one needs. */
export function knownIssue(fields: Fields): Fields {
  return { title: 'Broken', product: 'atlas', affects: ['*'], severity: 'low', ...fields };
}

/** An advisory with the fields that every one needs. */
export function advisory(fields: Fields): Fields {
  return {
    title: 'Weak',
    severity: 'low',
    affected: [{ product: 'atlas', range: '*' }],
    ...fields,
  };
}

/** A deprecation with the fields that every one needs. */
export function deprecation(fields: Fields): Fields {
  return {
    title: 'Old',
    product: 'atlas',
    subject: { kind: 'API', name: '/v1' },
    announcedOn: '2026-01-01',
    removalDate: 'tba',
    ...fields,
  };
}

function smallEdition(small: Small, locale: string): Edition {
  const dir = locale === 'ar' ? 'rtl' : 'ltr';
  const entry = <K extends Kind>(kind: K, id: string, data: unknown): EditionEntry<K> =>
    ({
      kind,
      id,
      key: `${kind}:${id}`,
      file: `content/${kind}/${id}.md`,
      title: (data as { title?: string }).title ?? id,
      data,
      body: null,
      lang: locale,
      dir,
      isFallback: false,
      isBodyFallback: false,
      isStale: false,
      translatedIn: [locale],
      assets: [],
    }) as unknown as EditionEntry<K>;
  const entries = <K extends Kind>(
    kind: K,
    schema: { parse(fields: unknown): unknown },
    all: Record<string, Fields> = {},
  ): EditionEntry<K>[] =>
    Object.keys(all)
      .sort()
      .map((id) => entry(kind, id, schema.parse(all[id])));

  const declared = entries(
    'product',
    productSchema,
    small.products ?? { atlas: { title: 'Atlas' } },
  );
  const changes = Object.entries(small.changes ?? {}).map(([id, fields]) => {
    const [product = '', release = '', anchor = ''] = id.split('/');
    const data = changeSchema.parse({ title: id, type: 'other', release, ...fields });
    return { ...entry('change', id, data), product, release, anchor, hasFile: false };
  });
  const products = declared.map((product) => {
    const releases = Object.entries(small.releases ?? {})
      .filter(([id]) => id.startsWith(`${product.id}/`))
      .map(([id, fields]): EditionRelease => {
        const version = id.slice(product.id.length + 1);
        const least = { version, rollback: 'none', knownIssues: 'none' };
        const data = releaseSchema.parse({ ...least, ...fields });
        return {
          ...entry('release', id, { title: `${product.title} ${version}`, ...data }),
          product: product.id,
          version,
          cycle: cycleOf(version, product.data),
          day: releaseDay(data.date),
          changes: changes.filter(
            (change) => change.product === product.id && change.release === version,
          ),
        };
      });
    return { ...product, releases };
  });
  const lists = {
    products,
    releases: products.flatMap(({ releases }) => releases),
    changes,
    deprecations: entries('deprecation', deprecationSchema, small.deprecations),
    announcements: entries('announcement', announcementSchema, small.announcements),
    migrations: [],
    knownIssues: entries('known-issue', knownIssueSchema, small.knownIssues),
    advisories: entries('advisory', advisorySchema, small.advisories),
    terms: [],
    docs: [],
  };
  const byKey = new Map(
    Object.values(lists).flatMap((list) =>
      (list as readonly EditionEntry[]).map((each) => [each.key, each] as const),
    ),
  );
  const place = { code: locale, label: locale, dir, prefix: '', isSource: true };
  const audiences = (small.audiences ?? ['user']).map((id, index) => ({
    id,
    label: id.toUpperCase(),
    isRoot: index === 0,
    prefix: index === 0 ? '' : id,
    site: null,
  }));
  return {
    audience: audiences[0],
    locale: place,
    clock: readClock({ today: small.today ?? '2026-11-21' }),
    portal: {
      title: 'Acme',
      description: '',
      site: null,
      origin: null,
      base: '',
      organisation: null,
      tagAuthority: null,
      locales: [place],
      audiences,
      tiers: [],
      home: { recent: 3, endsSoonDays: 90, comingDays: 30 },
      freezes: small.freezes ?? [],
      links: [],
    },
    ...lists,
    byKey: (kind: string, id: string) => byKey.get(`${kind}:${id}`),
  } as unknown as Edition;
}

const folder = path.resolve(import.meta.dirname, '../../../locales');

function strings(locale: string): Fields {
  return Object.fromEntries(
    readdirSync(path.join(folder, locale))
      .sort()
      .map((name) => [
        name.replace('.json', ''),
        JSON.parse(readFileSync(path.join(folder, locale, name), 'utf8')) as unknown,
      ]),
  );
}
