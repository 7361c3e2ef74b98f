import { Document, Scalar, isMap, isPair, isScalar, visit } from 'yaml';

/** Keys whose text is always quoted: a reader of YAML must never see the number 1.1 in 1.10. */
const quoted: ReadonlySet<string> = new Set(['version', 'release', 'cycle']);

/** YAML of plain data, as the importers write it: keys in their order, versions quoted, no folding. */
export function toYaml(data: Record<string, unknown>): string {
  const document = new Document(data, { aliasDuplicateObjects: false });
  quoteVersions(document);
  return document.toString({ lineWidth: 0 });
}

/** Quotes the values of the keys that hold versions, wherever they stand in the document. */
export function quoteVersions(document: Document): void {
  visit(document, {
    Pair(_, pair) {
      if (!isPair(pair) || !isScalar(pair.key) || !isScalar(pair.value)) return;
      if (quoted.has(String(pair.key.value)) && typeof pair.value.value === 'string') {
        pair.value.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
}

/** A note: front matter and body, with one line end at the end. */
export function toNote(frontMatter: Record<string, unknown>, body: string): string {
  const text = body.replace(/^(?:[ \t]*\n)+/u, '').trimEnd();
  const head = `---\n${toYaml(frontMatter)}---\n`;
  return text === '' ? head : `${head}\n${text}\n`;
}

/** The keys of a YAML file as plain data; null when it is no mapping. */
export function mappingOf(document: Document): Record<string, unknown> | null {
  if (document.contents === null) return {};
  return isMap(document.contents) ? (document.toJS() as Record<string, unknown>) : null;
}
