import type { Nodes, Root } from 'hast';
import { parseBody } from '../render/parse.ts';
import type { Catalog } from './catalog.ts';
import type { EditionAsset } from './edition.ts';

/**
 * The files that an entry still refers to once it has been cut: a picture in a block for administrators is
 * not among those of the users' edition.
 */
export function assetsOf(
  bodyOf: () => Root | null,
  data: object,
  files: Readonly<Record<string, string>>,
  { attachments, pictures }: Pick<Catalog, 'attachments' | 'pictures'>,
): readonly EditionAsset[] {
  const references = Object.keys(files);
  if (references.length === 0) return [];
  const used: Used = { references: new Set(), shown: new Set() };
  const body = bodyOf();
  if (body !== null) collect(body, used);
  collectText(data, used);
  return references
    .filter((reference) => used.references.has(reference))
    .sort()
    .flatMap((reference) => {
      const path = files[reference] ?? '';
      const source = attachments[path];
      if (source === undefined) return [];
      const picture = used.shown.has(reference) ? pictures[path] : undefined;
      return [{ reference, path, source, ...(picture === undefined ? {} : { picture }) }];
    });
}

interface Used {
  readonly references: Set<string>;
  /** Those that are shown as pictures. */
  readonly shown: Set<string>;
}

/** Every address in a tree, and every attribute of a component. */
function collect(node: Nodes, used: Used): void {
  if (node.type === 'element') {
    for (const name of ['src', 'href']) {
      const value = node.properties[name];
      if (typeof value === 'string') used.references.add(value);
      if (typeof value === 'string' && name === 'src') used.shown.add(value);
    }
  } else if (node.type === 'gzComponent') {
    for (const value of Object.values(node.attributes)) {
      if (typeof value === 'string') used.references.add(value);
    }
  }
  if ('children' in node) for (const child of node.children) collect(child, used);
}

/** Addresses in fields: the field itself, or links in its Markdown. */
function collectText(value: unknown, used: Used): void {
  if (typeof value === 'string') {
    if (value.startsWith('./')) used.references.add(value);
    if (!/\]\(|\]:/.test(value)) return;
    const body = parseBody({ format: 'md', text: value, file: '', firstLine: 1 });
    collect(body.tree, used);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) collectText(part, used);
  }
}
