import type { ChangeData, InlineChange } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { parseBody } from '../render/parse.ts';
import type { ParsedBody } from '../render/body.ts';
import type { Draft } from './draft.ts';
import { sourceHash } from './overlay.ts';
import { readProse } from './prose-links.ts';
import type { ReadEntry } from './read-entry.ts';

/** The changes in a release's own list, as entries. They are for the release's readers unless they say. */
export function inlineChanges(release: Draft<'release'>, findings: Finding[]): Draft<'change'>[] {
  const { entry, read } = release;
  const { changes, version, audience } = entry.data;
  return changes.map((change, index) => {
    const data = changeData(change, version, audience);
    const text = change.body ?? '';
    const base = ['changes', index];
    return {
      entry: {
        kind: 'change',
        id: `${entry.id}/${change.id}`,
        key: `change:${entry.id}/${change.id}`,
        file: entry.file,
        data,
        body: inlineBody(text, read, [...base, 'body'], findings),
        text,
        sourceHash: read.memory.recall(`hash ${base.join('.')}`, () => sourceHash({ data, text })),
        files: {},
        translations: {},
        parent: entry.id,
      },
      read,
      base,
      prose: readProse(data, read, base),
    };
  });
}

/** An inline change as the data of a change with a file. */
export function changeData(
  change: InlineChange,
  version: string,
  audience: readonly string[] | undefined,
): ChangeData {
  const { id: _id, body: _body, ...rest } = change;
  const own = rest.audience ?? (audience === undefined ? undefined : [...audience]);
  return { ...rest, ...(own === undefined ? {} : { audience: own }), release: version };
}

/** The Markdown of a field as a body; null when there is none. */
export function inlineBody(
  text: string,
  read: ReadEntry,
  path: readonly PropertyKey[],
  findings: Finding[],
): ParsedBody | null {
  if (text.trim() === '') return null;
  const body = read.memory.recallBody(path.join('.'), () => parseInline(text, read, path));
  findings.push(...(body?.findings ?? []));
  return body;
}

function parseInline(text: string, read: ReadEntry, path: readonly PropertyKey[]): ParsedBody {
  const file = read.entry.file.path;
  const body = parseBody({ format: 'md', text, file, firstLine: 1 });
  const facts = [body.findings, body.links, body.assets, body.audiences, body.references];
  if (facts.every((list) => list.length === 0)) return body;
  // Lines matter only to what is told; finding them means reading the front matter again.
  return parseBody({ format: 'md', text, file, firstLine: read.placeOf(path).line });
}
