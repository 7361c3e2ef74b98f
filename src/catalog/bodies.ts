import type { Finding } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import { kinds } from '../model/kind.ts';
import type { ParsedBody } from '../render/body.ts';
import { parseBody } from '../render/parse.ts';
import type { Attachments } from './attachments.ts';
import { didYouMean } from './draft.ts';
import type { Draft } from './draft.ts';
import { productOf } from './reference-checks.ts';
import type { Known } from './reference-checks.ts';
import type { ReadEntry } from './read-entry.ts';

/** Parses the body of an entry with a file. */
export function addBody(draft: Draft, findings: Finding[]): void {
  const body = fileBody(draft.read);
  if (body === null) return;
  draft.entry.body = body;
  findings.push(...body.findings);
}

/** The body of a file; null when it has none. */
export function fileBody(read: ReadEntry): ParsedBody | null {
  const { format, file } = read.entry;
  if (format === 'yaml') return null;
  return read.memory.recallBody('body', () => {
    const { text, bodyLine } = read;
    return text.trim() === ''
      ? null
      : parseBody({ format, text, file: file.path, firstLine: bodyLine });
  });
}

/** Checks what an entry's body and prose name, and notes the files that they refer to. */
export function checkBody(draft: Draft, known: Known, attachments: Attachments): Finding[] {
  const { entry, prose } = draft;
  const findings: Finding[] = [];
  if (entry.body !== null) findings.push(...namesIn(entry.body, productOf(draft), known));
  findings.push(...prose.findings);
  const facts = {
    assets: [...(entry.body?.assets ?? []), ...prose.assets],
    links: [...(entry.body?.links ?? []), ...prose.links],
  };
  const resolved = attachments.resolve(facts, [entry.file]);
  entry.files = resolved.found;
  findings.push(...resolved.findings);
  return findings;
}

/** Audiences and entries that a body names and that are not there. */
export function namesIn(
  body: Pick<ParsedBody, 'file' | 'audiences' | 'references'>,
  product: string | null,
  known: Known,
): Finding[] {
  const findings: Finding[] = [];
  for (const { name, line } of body.audiences) {
    if (known.audiences.ids.includes(name)) continue;
    findings.push({
      code: 'unknown-audience',
      severity: 'error',
      file: body.file,
      line,
      message: `${name} is not a declared audience.`,
      expected: `one of ${known.audiences.ids.join(', ')}`,
      found: name,
      fix: didYouMean(name, known.audiences.ids, 'Declare it under audiences: in portal.yaml.'),
    });
  }
  for (const { kind, id, line } of body.references) {
    if (!Object.hasOwn(kinds, kind)) continue;
    const ids = known.ids[kind as Kind];
    if (ids.has(id)) continue;
    const own = `${product ?? ''}/${id}`;
    findings.push({
      code: 'unknown-reference',
      severity: 'error',
      file: body.file,
      line,
      message: `There is no ${kind.replace('-', ' ')} ${id}.`,
      expected: 'the id of one',
      found: id,
      fix: ids.has(own)
        ? `Did you mean ${own}?`
        : didYouMean(id, ids, 'Add it, or delete the reference.'),
    });
  }
  return findings;
}
