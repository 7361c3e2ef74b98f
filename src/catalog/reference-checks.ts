import type { AudienceTable } from '../model/audience.ts';
import type { Finding } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import type { Locale } from '../model/locale.ts';
import type { ProductData } from '../model/product.ts';
import { isRange } from '../model/range.ts';
import { isVersion } from '../model/version.ts';
import { didYouMean, fieldFinding } from './draft.ts';
import type { Draft, Path } from './draft.ts';

/** What there is to refer to. */
export interface Known {
  /** Ids of all entries that have a file, even of those that could not be read. */
  readonly ids: Readonly<Record<Kind, ReadonlySet<string>>>;
  readonly products: ReadonlyMap<string, ProductData>;
  readonly audiences: AudienceTable;
  readonly locales: readonly Locale[];
}

const kindNames: Readonly<Record<Kind, string>> = {
  product: 'product',
  release: 'release',
  change: 'change',
  deprecation: 'deprecation',
  migration: 'migration guide',
  'known-issue': 'known issue',
  advisory: 'advisory',
  announcement: 'announcement',
  term: 'term',
  doc: 'guide',
};

/** The product that an entry belongs to; null for kinds that belong to none or several. */
export function productOf(draft: Pick<Draft, 'entry'>): string | null {
  const { kind, id, data } = draft.entry;
  if (kind === 'product') return id;
  if (kind === 'release' || kind === 'change') return id.slice(0, id.indexOf('/'));
  return 'product' in data ? data.product : null;
}

/** The checks of single references, from which those of each kind are made. */
export class ReferenceChecks {
  protected readonly findings: Finding[] = [];
  protected readonly draft: Draft;
  protected readonly known: Known;
  protected readonly product: string | null;

  constructor(draft: Draft, known: Known) {
    this.draft = draft;
    this.known = known;
    this.product = productOf(draft);
  }

  protected need(kind: Kind, id: string, path: Path): void {
    if (this.known.ids[kind].has(id)) return;
    const name = kindNames[kind];
    this.tell(path, 'unknown-reference', `There is no ${name} ${id}.`, {
      expected: `the id of ${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`,
      found: id,
      fix: didYouMean(id, this.known.ids[kind], `Add the ${name}, or delete the reference.`),
    });
  }

  protected modules(modules: readonly string[], path: Path): void {
    if (modules.length === 0) return;
    const products = this.product === null ? [...this.known.products.keys()] : [this.product];
    if (this.product !== null && !this.known.products.has(this.product)) return;
    const declared = products.flatMap(
      (id) => this.known.products.get(id)?.modules.map((item) => item.id) ?? [],
    );
    modules.forEach((id, index) => {
      if (declared.includes(id)) return;
      const whose = this.product === null ? 'No product' : `The product ${this.product}`;
      this.tell([...path, index], 'unknown-reference', `${whose} has no module ${id}.`, {
        expected: declared.length === 0 ? 'no modules' : `one of ${declared.join(', ')}`,
        found: id,
        fix: didYouMean(id, declared, 'Declare it under modules: of the product.'),
      });
    });
  }

  protected audience(audience: readonly string[] | undefined, path: Path, isOne = false): void {
    (audience ?? []).forEach((id, index) => {
      if (this.known.audiences.ids.includes(id)) return;
      const at = isOne ? path : [...path, index];
      this.tell(at, 'unknown-audience', `${id} is not a declared audience.`, {
        expected: `one of ${this.known.audiences.ids.join(', ')}`,
        found: id,
        fix: didYouMean(
          id,
          this.known.audiences.ids,
          'Declare it under audiences: in portal.yaml.',
        ),
      });
    });
  }

  protected version(version: string | undefined, product: string | null, path: Path): void {
    const scheme = this.known.products.get(product ?? '')?.versioning;
    if (version === undefined || scheme === undefined || isVersion(version, scheme)) return;
    this.tell(path, 'not-a-version', `${version} is not a version of ${product}.`, {
      expected: versionForms[scheme],
      found: version,
      fix: `Write another version, or set versioning: in content/products/${product}.yaml.`,
    });
  }

  protected range(range: string, product: string | null, path: Path): void {
    const scheme = this.known.products.get(product ?? '')?.versioning;
    if (scheme === undefined || isRange(range, scheme)) return;
    this.tell(path, 'not-a-range', `${range} is not a range of versions of ${product}.`, {
      expected: 'a range, such as >=3.7 <4, 3.x or *',
      found: range,
      fix: 'Write a range.',
    });
  }

  protected unique(items: readonly object[], name: string, path: Path): void {
    const seen = new Set<string>();
    items.forEach((item, index) => {
      const id = String((item as Record<string, unknown>)[name]);
      if (!seen.has(id)) {
        seen.add(id);
        return;
      }
      this.tell(
        [...path, index, name],
        'duplicate-id',
        `${id} is there twice in ${String(path[0])}.`,
        {
          expected: 'each id once',
          found: id,
          fix: 'Give one of the two another id.',
        },
      );
    });
  }

  protected tell(
    path: Path,
    code: string,
    message: string,
    rest: { readonly expected: string; readonly found: string; readonly fix: string },
  ): void {
    const { read, base } = this.draft;
    this.findings.push(fieldFinding(read, [...base, ...path], code, message, rest));
  }
}

const versionForms = {
  semver: 'a SemVer version: three numbers with dots, such as 4.2.1 or 5.0.0-rc.1',
  calver: 'a calendar version: numbers with dots, such as 2026.10 or 2026.10.1-rc1',
  natural: 'a version without spaces around it',
} as const;
