import type { ParsedBody } from '../render/body.ts';
import { parseBody } from '../render/parse.ts';
import { prosePaths } from './overlay.ts';
import type { ReadEntry } from './read-entry.ts';

type Fields = Readonly<Record<string, unknown>>;
/** What the fields of an entry or translation show and link to, and what is wrong with their Markdown. */
export type ProseFacts = Pick<ParsedBody, 'assets' | 'links' | 'findings'>;

/** Most have nothing: they share this. */
const NOTHING: ProseFacts = { assets: [], links: [], findings: [] };

/** Fields that hold an address, which may be a file beside the note. */
const addressPaths = [
  'resources.*.url',
  'artifacts.*.url',
  'contacts.*.url',
  'feedback.url',
  'link',
  'contact',
  'action.guide',
].map((path) => path.split('.'));

/** Inline changes are entries of their own, and a change's body has been parsed. */
const ownProsePaths = prosePaths
  .filter((path) => !path.startsWith('changes.'))
  .map((path) => path.split('.'));

/** What the fields of an entry (its body apart) show and link to, and what is wrong with their Markdown. */
export function readProse(data: object, read: ReadEntry, base: readonly PropertyKey[]): ProseFacts {
  const prose = read.memory.recall(`prose ${base.join('.')}`, () => proseFacts(data, read, base));
  const { assets, links, findings } = prose;
  return assets.length + links.length + findings.length === 0 ? NOTHING : prose;
}

function proseFacts(data: object, read: ReadEntry, base: readonly PropertyKey[]): ProseFacts {
  const facts: ProseFacts = {
    assets: [],
    links: [],
    findings: [],
  };
  const file = read.entry.file.path;
  for (const path of ownProsePaths) {
    for (const { value, at } of textsAt(data, path, [])) {
      if (!/\]\(|\]:|<|!\[/.test(value)) continue;
      const firstLine = read.placeOf([...base, ...at]).line;
      const body = parseBody({ format: 'md', text: value, file, firstLine });
      facts.assets.push(...body.assets);
      facts.links.push(...body.links);
      facts.findings.push(...body.findings);
    }
  }
  for (const path of addressPaths) {
    for (const { value, at } of textsAt(data, path, [])) {
      if (!value.startsWith('./')) continue;
      facts.assets.push({ path: value, line: read.placeOf([...base, ...at]).line });
    }
  }
  return facts;
}

/** The same for the texts of a translation, wherever they stand. */
export function readTranslatedProse(data: object, read: ReadEntry): ProseFacts {
  return read.memory.recall('translated prose', () => translatedFacts(data, read));
}

function translatedFacts(data: object, read: ReadEntry): ProseFacts {
  const facts: ProseFacts = {
    assets: [],
    links: [],
    findings: [],
  };
  const visit = (value: unknown, at: readonly PropertyKey[]): void => {
    if (typeof value === 'string') {
      // The Markdown of an inline change is parsed with its change.
      if (at.at(-1) === 'body' || !/\]\(|\]:|<|!\[/.test(value)) return;
      const { line } = read.placeOf(at);
      const source = {
        format: 'md',
        text: value,
        file: read.entry.file.path,
        firstLine: line,
      } as const;
      const body = parseBody(source);
      facts.assets.push(...body.assets);
      facts.links.push(...body.links);
      facts.findings.push(...body.findings);
    } else if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...at, index]));
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) visit(item, [...at, name]);
    }
  };
  visit(data, []);
  return facts;
}

function textsAt(
  value: unknown,
  path: readonly string[],
  at: readonly PropertyKey[],
): { value: string; at: readonly PropertyKey[] }[] {
  if (typeof value === 'string') return path.length === 0 ? [{ value, at }] : [];
  if (Array.isArray(value)) {
    const rest = path[0] === '*' ? path.slice(1) : path;
    return value.flatMap((item, index) => textsAt(item, rest, [...at, index]));
  }
  const [name] = path;
  if (name === undefined || typeof value !== 'object' || value === null) return [];
  if (!Object.hasOwn(value, name)) return [];
  return textsAt((value as Fields)[name], path.slice(1), [...at, name]);
}
