import type { TranslationMeta } from '../model/common.ts';
import type { Finding } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import type { ParsedBody } from '../render/body.ts';
import { isLocalReference } from './attachments.ts';
import { fileBody } from './bodies.ts';
import { fileDigests, type FileDigests } from './facts.ts';
import { inlineBody } from './inline-changes.ts';
import type { Prose } from './overlay.ts';
import { readTranslatedProse } from './prose-links.ts';
import type { ReadEntry } from './read-entry.ts';

/** What a text names that other files have to have. */
export type Names = Pick<ParsedBody, 'audiences' | 'references' | 'assets' | 'links'>;

/** What a translation without faults of its own has to be checked for against other files. */
export interface TranslationFacts {
  readonly meta: TranslationMeta | null;
  readonly digests: FileDigests;
  readonly hasBody: boolean;
  /** Null when it names nothing. */
  readonly names: Names | null;
  /** For each inline change that it has texts for. */
  readonly changes: Readonly<
    Record<string, { readonly hasBody: boolean; readonly names: Names | null }>
  >;
}

/** The facts of a translation; null when there is something to tell about it, or it can't be read. */
export function translationFacts({
  read,
  findings,
}: {
  readonly read: ReadEntry | null;
  readonly findings: readonly Finding[];
}): TranslationFacts | null {
  if (read === null) return null;
  const body = fileBody(read);
  const fields = readTranslatedProse(read.data, read);
  const told: Finding[] = [...findings, ...(body?.findings ?? []), ...fields.findings];
  const changes = Object.fromEntries(
    Object.keys(changeTexts(read)).map((id) => {
      const own = translatedBody(read, id, told);
      return [id, { hasBody: own !== null, names: namesOf([own]) }];
    }),
  );
  if (told.length > 0) return null;
  const { translation = null } = read.data as Prose<Kind>;
  return {
    meta: translation,
    digests: fileDigests(read.data, read.text),
    hasBody: body !== null,
    names: namesOf([body, fields]),
    changes,
  };
}

/** The texts of a translation for a release's own changes, by their ids. */
export function changeTexts(read: ReadEntry): NonNullable<Prose<'release'>['changes']> {
  const prose = read.data as Prose<Kind>;
  return read.entry.kind === 'release' && 'changes' in prose ? (prose.changes ?? {}) : {};
}

/** The translated body of one of a release's own changes. */
export function translatedBody(
  read: ReadEntry,
  id: string,
  findings: Finding[] = [],
): ParsedBody | null {
  const markdown = changeTexts(read)[id]?.body ?? '';
  return inlineBody(markdown, read, ['changes', id, 'body'], findings);
}

function namesOf(parts: readonly (Partial<ParsedBody> | null)[]): Names | null {
  const names: Names = {
    audiences: parts.flatMap((part) => part?.audiences ?? []),
    references: parts.flatMap((part) => part?.references ?? []),
    assets: parts
      .flatMap((part) => part?.assets ?? [])
      .filter(({ path }) => isLocalReference(path)),
    links: parts.flatMap((part) => part?.links ?? []).filter(({ href }) => isLocalReference(href)),
  };
  return Object.values(names).every((list) => list.length === 0) ? null : names;
}
