import type { TranslationMeta } from '../model/common.ts';
import { compareText } from '../model/finding.ts';
import type { Finding } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import type { Attachments } from './attachments.ts';
import { fileBody, namesIn } from './bodies.ts';
import type { CatalogTranslation } from './catalog.ts';
import { didYouMean, fieldFinding } from './draft.ts';
import type { Draft } from './draft.ts';
import { inlineBody } from './inline-changes.ts';
import { overlay } from './overlay.ts';
import type { Prose } from './overlay.ts';
import { readTranslatedProse } from './prose-links.ts';
import type { ReadEntry } from './read-entry.ts';
import { productOf } from './reference-checks.ts';
import type { Known } from './reference-checks.ts';

export interface TranslationContext {
  readonly known: Known;
  readonly attachments: Attachments;
  readonly findings: Finding[];
}

/** Lays a translation over its source and, for a release, over the changes of its own list. */
export function addTranslation(
  source: Draft,
  read: ReadEntry,
  changes: readonly Draft<'change'>[],
  context: TranslationContext,
): void {
  const { findings, known, attachments } = context;
  const locale = read.entry.locale ?? '';
  const { entry } = source;
  const prose = read.data as Prose<Kind>;
  const { data, stray } = overlay(entry.data, prose);
  for (const { path, message, known: ids } of stray) {
    const fix = didYouMean(
      String(path.at(-1)),
      ids,
      'Delete it, or translate what the source has.',
    );
    findings.push(
      fieldFinding(read, path, 'stray-translation', message, {
        expected: ids.length === 0 ? 'what the source has' : `one of ${ids.join(', ')}`,
        found: String(path.at(-1)),
        fix,
      }),
    );
  }
  const body = fileBody(read);
  if (body !== null) findings.push(...body.findings, ...namesIn(body, productOf(source), known));
  const proseFacts = readTranslatedProse(read.data, read);
  findings.push(...proseFacts.findings);
  const resolved = attachments.resolve(
    {
      assets: [...(body?.assets ?? []), ...proseFacts.assets],
      links: [...(body?.links ?? []), ...proseFacts.links],
    },
    [read.entry.file.path, entry.file],
  );
  findings.push(...resolved.findings);
  const meta = prose.translation ?? null;
  const isStale = meta !== null && meta.source !== entry.sourceHash;
  if (meta === null || isStale) findings.push(staleness(read, source, meta));
  const common = { locale, file: read.entry.file.path, meta, isStale };
  const files = { ...entry.files, ...resolved.found };
  set(entry.translations, locale, { ...common, data, body, text: read.text, files });
  translateChanges(changes, prose, read, { ...common, files }, context);
}

function translateChanges(
  changes: readonly Draft<'change'>[],
  prose: Prose<Kind>,
  read: ReadEntry,
  common: Pick<CatalogTranslation, 'locale' | 'file' | 'meta' | 'isStale' | 'files'>,
  context: TranslationContext,
): void {
  const texts = 'changes' in prose ? (prose.changes ?? {}) : {};
  for (const { entry } of changes) {
    const id = entry.id.slice(entry.id.lastIndexOf('/') + 1);
    const text = Object.hasOwn(texts, id) ? texts[id] : undefined;
    if (text === undefined) continue;
    const { body: markdown = '', ...rest } = text;
    const { data } = overlay<'change'>(entry.data, rest);
    const path = ['changes', id, 'body'];
    const body = inlineBody(markdown, read, path, context.findings);
    let files = common.files;
    if (body !== null) {
      context.findings.push(
        ...namesIn(body, entry.id.slice(0, entry.id.indexOf('/')), context.known),
      );
      const resolved = context.attachments.resolve(body, [read.entry.file.path, entry.file]);
      context.findings.push(...resolved.findings);
      files = { ...files, ...resolved.found };
    }
    set(entry.translations, common.locale, { ...common, data, body, text: markdown, files });
  }
}

function staleness(read: ReadEntry, source: Draft, meta: TranslationMeta | null): Finding {
  const { entry } = source;
  if (meta === null) {
    return {
      code: 'untracked-translation',
      severity: 'info',
      file: read.entry.file.path,
      line: 1,
      field: 'translation',
      message: 'The translation does not say what it translated, so it can never be found stale.',
      expected: `translation: { source: '${entry.sourceHash}', state: machine, in-review or approved }`,
      found: 'nothing',
      fix: 'Add the line that is expected, once the text is that of the source.',
    };
  }
  const message = `${entry.file} has changed since it was translated.`;
  return fieldFinding(read, ['translation', 'source'], 'stale-translation', message, {
    severity: 'warning',
    expected: `'${entry.sourceHash}'`,
    found: meta.source,
    fix: 'Bring the text up to date, then write the expected hash.',
  });
}

/** Adds a translation, and keeps locales in one order whatever the order of files. */
function set<K extends Kind>(
  translations: Record<string, CatalogTranslation<K>>,
  locale: string,
  translation: CatalogTranslation<K>,
): void {
  const all = { ...translations, [locale]: translation };
  for (const key of Object.keys(translations)) delete translations[key];
  for (const key of Object.keys(all).sort(compareText)) {
    const value = all[key];
    if (value !== undefined) translations[key] = value;
  }
}
