/**
 * What a reader runs, as said once: products, their version and modules. It is kept in the browser and
 * written in an address as `atlas@3.7.2:billing,identity;beam@2026.9`. Browser-safe: imports nothing.
 */

/** A product that the reader uses. */
export interface OwnProduct {
  readonly product: string;
  /** Null when the reader did not say which. */
  readonly version: string | null;
  /** The modules in use; all of them when none is named. */
  readonly modules: readonly string[];
}

/** Longer than anybody writes, short enough to read at once: an address may come from anywhere. */
const LONGEST = 4000;

/**
 * Reads what an address or the browser's storage holds. Whatever is not of the form is left out, so the
 * worst that a broken address does is nothing; a product that is named twice counts as first said.
 */
export function parseOwn(text: string): OwnProduct[] {
  if (text.length > LONGEST) return [];
  const own = new Map<string, OwnProduct>();
  for (const part of text.split(';')) {
    const match = /^([^@:,]+)(?:@([^@:,]+))?(?::([^@:]+))?$/.exec(part);
    const product = decoded(match?.[1] ?? '');
    if (product === '' || own.has(product)) continue;
    const version = decoded(match?.[2] ?? '');
    const modules = (match?.[3] ?? '').split(',').map(decoded);
    own.set(product, {
      product,
      version: version === '' ? null : version,
      modules: [...new Set(modules)].filter((module) => module !== ''),
    });
  }
  return [...own.values()];
}

/** Writes what `parseOwn` reads. Names with signs that part others are percent-encoded. */
export function formatOwn(own: readonly OwnProduct[]): string {
  return own
    .map(({ product, version, modules }) => {
      const at = version === null ? '' : `@${encodeURIComponent(version)}`;
      const parts = modules.length === 0 ? '' : `:${modules.map(encodeURIComponent).join(',')}`;
      return encodeURIComponent(product) + at + parts;
    })
    .join(';');
}

/** The choice as the query of an address: what parts it stays readable, what is encoded stays so. */
export function ownQuery(own: readonly OwnProduct[]): string {
  return `mine=${formatOwn(own).replaceAll('%', '%25')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
