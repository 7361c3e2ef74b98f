import { productSchema } from '../model/product.ts';
import { at, finishDraft, startDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { splitFrontMatter } from './front-matter.ts';
import type { FrontMatter } from './front-matter.ts';
import type { Importer, SourceFile } from './importer.ts';
import { oneLine } from './release-note.ts';
import { readSourceDay } from './source-days.ts';
import { asVersion, guessScheme } from './source-versions.ts';
import { parseMarkdown, plainText } from './tree.ts';

/** Words of endoflife.date (newer and older) for the phases of a cycle. A day, true or false. */
const phases: ReadonlyMap<string, string> = new Map([
  ['lts', 'ltsFrom'],
  ['eoas', 'eoasFrom'],
  ['support', 'eoasFrom'],
  ['eol', 'eolFrom'],
  ['eoes', 'eoesFrom'],
  ['extendedSupport', 'eoesFrom'],
]);

/** Why words of endoflife.date have no place. */
const whyNot: ReadonlyMap<string, string> = new Map([
  ['latest', 'the newest version of a cycle follows from its releases'],
  ['latestReleaseDate', 'the newest version of a cycle follows from its releases'],
  ['link', 'a cycle has no link; its releases have notes'],
  ['releaseLabel', 'a cycle is shown by its name and codename'],
  ['discontinued', 'it is about the sale of devices, not the support of versions'],
]);

/** A product file of endoflife.date: https://github.com/endoflife-date/endoflife.date */
export const endoflife: Importer = {
  format: 'endoflife',
  summary: 'a product file of endoflife.date, for cycles and identifiers',
  extensions: ['.md'],

  read(sources, options) {
    const draft = startDraft();
    for (const [index, source] of sources.entries()) {
      if (index === 0) {
        readProduct(source, `content/products/${options.product}.yaml`, draft);
        continue;
      }
      draft.unmapped.push({
        from: source.path,
        what: 'whole product file',
        why: `${sources[0]?.path ?? ''} was taken as ${options.product}, and a product has one file`,
      });
      draft.findings.push({
        code: 'import-one-product',
        severity: 'error',
        file: source.path,
        message: 'The source holds more than one product',
        fix: 'Import each product file by itself, with its own --product.',
      });
    }
    return finishDraft(draft);
  },
};

function readProduct(source: SourceFile, target: string, draft: Draft): void {
  const head = splitFrontMatter(source.text, source.path);
  const from = source.path;
  draft.findings.push(...head.findings);
  if (head.findings.length > 0) return;
  const merge = (key: string, value: unknown, guess: boolean): void => {
    draft.merges.push({ key, value, guess, from });
  };
  const title = head.keys.get('title')?.value;
  if (typeof title === 'string' && oneLine(title) !== undefined)
    merge('title', oneLine(title), false);
  const summary = firstQuote(head.body);
  if (summary !== null) {
    merge('summary', summary, false);
    draft.taken.push({ ...at(from, head.bodyLine), what: 'summary', to: `${target}#summary` });
  }
  const releases = head.keys.get('releases');
  const { cycles, latest } = readCycles(releases?.value, head, source, target, draft);
  merge('versioning', guessScheme(latest), true);
  if (cycles.length > 0) merge('cycles', cycles, false);
  else {
    draft.findings.push({
      code: 'import-no-cycles',
      severity: 'error',
      file: from,
      ...(releases === undefined ? {} : { line: releases.line }),
      field: 'releases',
      message: 'The file names no release cycles',
      expected: 'releases: with a releaseCycle each, as in endoflife.date',
      fix: 'Name a product file of endoflife.date as the source.',
    });
  }
  const identifiers = readIdentifiers(
    head.keys.get('identifiers')?.value,
    head,
    source,
    target,
    draft,
  );
  if (identifiers.length > 0) merge('identifiers', identifiers, false);
  for (const [key, { line }] of head.keys) {
    if (['title', 'releases', 'identifiers'].includes(key)) continue;
    const why = 'a product has no such field';
    draft.unmapped.push({ ...at(from, line), what: `front matter ${key}`, why });
  }
  if (head.body.trim() !== '') {
    const why = 'a product has a summary but no text of its own; a guide in docs/ can hold it';
    draft.unmapped.push({ ...at(from, head.bodyLine), what: 'text below the summary', why });
  }
  const data = Object.fromEntries(draft.merges.map(({ key, value }) => [key, value]));
  const checked = productSchema.safeParse({ title: 'Product', ...data });
  for (const issue of checked.error?.issues ?? []) {
    draft.findings.push({
      code: 'import-invalid',
      severity: 'error',
      file: from,
      field: issue.path.join('.'),
      message: issue.message,
      fix: 'Mend the source and import it again.',
    });
  }
}

function readCycles(
  value: unknown,
  head: FrontMatter,
  source: SourceFile,
  target: string,
  draft: Draft,
): { cycles: Record<string, unknown>[]; latest: string[] } {
  const cycles: Record<string, unknown>[] = [];
  const latest: string[] = [];
  const seen = new Set<string>();
  for (const [index, entry] of listOf(value).entries()) {
    const line = head.lineOf(['releases', index]);
    const fields = isRecord(entry) ? entry : {};
    const name = oneLine(textOf(fields['releaseCycle'] ?? fields['cycle']));
    if (name === undefined || seen.has(name)) {
      const why = name === undefined ? 'it has no releaseCycle' : `cycle ${name} is already there`;
      draft.unmapped.push({ ...at(source.path, line), what: 'release cycle', why });
      continue;
    }
    seen.add(name);
    const cycle: Record<string, unknown> = { cycle: name };
    for (const [key, raw] of Object.entries(fields)) {
      const place = at(source.path, head.lineOf(['releases', index, key]) ?? line);
      const refuse = (why: string): void => {
        draft.unmapped.push({ ...place, what: `${key} of a cycle`, why });
      };
      const text = oneLine(textOf(raw));
      const phase = phases.get(key);
      if (key === 'releaseCycle' || key === 'cycle') continue;
      if (key === 'latest' && text !== undefined) latest.push(asVersion(text) ?? text);
      if (key === 'codename' && text !== undefined) cycle['codename'] = text;
      else if (key === 'releaseDate' || key === 'release') {
        const day = readSourceDay(text);
        if (day === null) refuse(`${text ?? 'an empty value'} is not a day`);
        else cycle['releaseDate'] = day.day;
      } else if (phase !== undefined) {
        const read = text === 'true' ? true : text === 'false' ? false : readSourceDay(text)?.day;
        if (read === undefined)
          refuse(`${text ?? 'an empty value'} is neither a day nor true or false`);
        else if (cycle[phase] !== undefined) refuse(`another word already set ${phase}`);
        else cycle[phase] = read;
      } else refuse(whyNot.get(key) ?? 'a cycle has no such field');
    }
    cycles.push(cycle);
    draft.taken.push({ ...at(source.path, line), what: 'cycle', to: `${target}#cycles.${name}` });
  }
  return { cycles, latest };
}

function readIdentifiers(
  value: unknown,
  head: FrontMatter,
  source: SourceFile,
  target: string,
  draft: Draft,
): Record<string, string>[] {
  const identifiers: Record<string, string>[] = [];
  for (const [index, entry] of listOf(value).entries()) {
    const place = at(source.path, head.lineOf(['identifiers', index]));
    for (const [scheme, raw] of Object.entries(isRecord(entry) ? entry : {})) {
      const text = oneLine(textOf(raw));
      const known =
        (scheme === 'purl' && text?.startsWith('pkg:')) ||
        (scheme === 'cpe' && text?.startsWith('cpe:'));
      if (text === undefined) {
        draft.unmapped.push({ ...place, what: `identifier ${scheme}`, why: 'it is no text' });
        continue;
      }
      identifiers.push(known === true ? { [scheme]: text } : { other: `${scheme}:${text}` });
      draft.taken.push({ ...place, what: 'identifier', to: `${target}#identifiers` });
    }
  }
  return identifiers;
}

/** The quotation at the head of the text, which is what endoflife.date says of a product. */
function firstQuote(body: string): string | null {
  const first = parseMarkdown(body).children[0];
  if (first?.type !== 'blockquote') return null;
  return oneLine(first.children.map(plainText).join(' ')) ?? null;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
