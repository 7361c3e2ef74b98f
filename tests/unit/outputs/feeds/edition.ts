/** A small edition made by hand, so that these tests need no files and no catalog. */
import { readFileSync } from 'node:fs';
import type {
  Edition,
  EditionChange,
  EditionEntry,
  EditionProduct,
  EditionRelease,
} from '../../../../src/catalog/edition.ts';
import { createTranslate } from '../../../../src/language/strings.ts';
import { advisorySchema } from '../../../../src/model/advisory.ts';
import { announcementSchema } from '../../../../src/model/announcement.ts';
import { changeSchema } from '../../../../src/model/change.ts';
import { day as toDay } from '../../../../src/model/day.ts';
import { deprecationSchema } from '../../../../src/model/deprecation.ts';
import type { Kind } from '../../../../src/model/kind.ts';
import { knownIssueSchema } from '../../../../src/model/known-issue.ts';
import { productSchema } from '../../../../src/model/product.ts';
import { releaseDay, releaseSchema } from '../../../../src/model/release.ts';
import { parseBody } from '../../../../src/render/parse.ts';
import type { ViewContext } from '../../../../src/views/context.ts';
import { createViewContext } from '../../../../src/views/create-context.ts';

export interface Sample {
  locale?: string;
  audience?: string;
  site?: string | null;
  tagAuthority?: string | null;
  today?: string;
  /** Language of the entries; another than the locale's makes them fallbacks. */
  lang?: string;
  products?: string[];
  releases?: {
    product?: string;
    version: string;
    body?: string;
    changes?: Record<string, unknown>[];
    [field: string]: unknown;
  }[];
  deprecations?: Record<string, Record<string, unknown>>;
  knownIssues?: Record<string, Record<string, unknown>>;
  advisories?: Record<string, Record<string, unknown>>;
  announcements?: Record<string, Record<string, unknown>>;
  /** The day on which embargoes ended for the audience, by `<kind>:<id>`. */
  opensOn?: Record<string, string>;
}

export function sampleEdition(sample: Sample): Edition {
  const locale = sample.locale ?? 'en';
  const audience = sample.audience ?? 'user';
  const lang = sample.lang ?? locale;
  const site = sample.site === undefined ? 'https://notes.example.com' : sample.site;
  const dirOf = (code: string): 'ltr' | 'rtl' => (code === 'ar' ? 'rtl' : 'ltr');

  const entry = <K extends Kind>(kind: K, id: string, data: any, body?: string): any => ({
    kind,
    id,
    key: `${kind}:${id}`,
    opensOn: sample.opensOn?.[`${kind}:${id}`] ?? null,
    file: `content/${kind}s/${id}.md`,
    title: data.title,
    data,
    body:
      body === undefined
        ? null
        : parseBody({ format: 'md', text: body, file: 'x.md', firstLine: 1 }).tree,
    lang,
    dir: dirOf(lang),
    isFallback: lang !== locale,
    isBodyFallback: false,
    isStale: false,
    translatedIn: [lang],
    assets: [],
  });
  const many = <K extends Kind>(kind: K, schema: any, from: Sample['deprecations'] = {}) =>
    Object.entries(from).map(
      ([id, data]) => entry(kind, id, schema.parse(data)) as EditionEntry<K>,
    ) as any;

  const changes: EditionChange[] = [];
  const releases = (sample.releases ?? []).map((source): EditionRelease => {
    const { product = 'atlas', body, changes: own = [], ...fields } = source;
    const data = releaseSchema.parse({
      date: '2026-11-03',
      rollback: 'none',
      knownIssues: 'none',
      ...fields,
    });
    const made = own.map((change, index): EditionChange => {
      const { body: text, ...rest } = change;
      const id = `c${index + 1}`;
      return {
        ...entry(
          'change',
          `${product}/${data.version}/${id}`,
          changeSchema.parse({ title: 'A change', type: 'fix', release: data.version, ...rest }),
          text as string | undefined,
        ),
        product,
        release: data.version,
        anchor: id,
        hasFile: false,
      };
    });
    changes.push(...made);
    return {
      ...entry('release', `${product}/${data.version}`, data, body),
      title: data.title ?? `Atlas ${data.version}`,
      product,
      version: data.version,
      cycle: null,
      day: releaseDay(data.date),
      changes: made,
    };
  });
  const products = (sample.products ?? ['atlas']).map((id): EditionProduct => ({
    ...entry('product', id, productSchema.parse({ title: id === 'atlas' ? 'Atlas' : id })),
    releases: releases.filter(({ product }) => product === id),
  }));
  const lists = {
    product: products,
    release: releases,
    change: changes,
    deprecation: many('deprecation', deprecationSchema, sample.deprecations),
    'known-issue': many('known-issue', knownIssueSchema, sample.knownIssues),
    advisory: many('advisory', advisorySchema, sample.advisories),
    announcement: many('announcement', announcementSchema, sample.announcements),
    migration: [],
    term: [],
    doc: [],
  };
  const place = {
    audience: {
      id: audience,
      label: audience === 'user' ? 'Users' : 'Administrators',
      isRoot: audience === 'user',
      prefix: audience === 'user' ? '' : audience,
    },
    locale: {
      code: locale,
      label: locale,
      dir: dirOf(locale),
      prefix: locale === 'en' ? '' : locale,
      isSource: locale === 'en',
    },
  };
  const today = toDay(sample.today ?? '2027-01-01');
  return {
    ...place,
    portal: {
      title: 'Example notes',
      description: '',
      site,
      origin: site === null ? null : new URL(site).origin,
      base: site === null ? '' : new URL(site).pathname.replace(/\/$/, ''),
      organisation: null,
      tagAuthority: sample.tagAuthority === undefined ? 'example.com,2026' : sample.tagAuthority,
      locales: [place.locale],
      audiences: [{ ...place.audience, site: null }],
      tiers: [],
      home: { recent: 3, endsSoonDays: 90, comingDays: 30 },
      freezes: [],
      links: [],
    },
    clock: { today },
    products,
    releases,
    changes,
    deprecations: lists.deprecation,
    migrations: [],
    knownIssues: lists['known-issue'],
    advisories: lists.advisory,
    announcements: lists.announcement,
    terms: [],
    docs: [],
    byKey: (kind: Kind, id: string) =>
      (lists[kind] as EditionEntry[]).find((candidate) => candidate.id === id) as any,
  };
}

const english = Object.fromEntries(
  ['words', 'feeds', 'lifecycle'].map((name) => [
    name,
    JSON.parse(
      readFileSync(new URL(`../../../../locales/en/${name}.json`, import.meta.url), 'utf8'),
    ),
  ]),
);

export function contextOf(edition: Edition): ViewContext {
  return createViewContext(edition, {
    t: createTranslate('en', english),
    pages: new Set(['/releases/', '/docs/start/']),
    publicFiles: new Set(['/logo.svg']),
    codeCache: new Map(),
    standalone: true,
  });
}
