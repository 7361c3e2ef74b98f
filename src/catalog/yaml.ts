import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { Document, Node, Range } from 'yaml';
import { checkCharacters, withoutHiddenCharacters } from '../render/characters.ts';
import { hasErrors } from '../model/finding.ts';
import type { Finding } from '../model/finding.ts';
import { readPlainYaml } from './plain-yaml.ts';

/** A place in a YAML text. */
export interface Place {
  /** 1-based, in the file. */
  readonly line: number;
  readonly column: number;
  /** The value as written, for one that is no list or map. */
  readonly source: string | null;
}

/** Data read from YAML, and the way back from a field to its place in the file. */
export interface YamlData {
  /** The fields; null when the text can't be read, and the findings say why. There may be warnings. */
  readonly value: Readonly<Record<string, unknown>> | null;
  readonly findings: readonly Finding[];
  /** Where a field stands, or where its nearest parent does. */
  placeOf(path: readonly PropertyKey[]): Place;
  /** Where the name of a field stands. */
  placeOfKey(path: readonly PropertyKey[]): Place;
}

const longest = 512 * 1024;
const deepest = 40;
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads YAML 1.2 (core schema: dates stay text) that begins at `firstLine` of a file. Duplicate keys,
 * aliases, tags, merge keys, several documents and keys that JavaScript gives a meaning are refused.
 */
export function readYaml(text: string, file: string, firstLine: number): YamlData {
  const tooMuch = tooLongOrDeep(text, file, firstLine);
  if (tooMuch !== null) return unreadable([tooMuch], firstLine);
  const characters = checkCharacters(text, file, firstLine);
  if (hasErrors(characters)) return unreadable(characters, firstLine);
  // What has a sign that this refuses, or characters to warn of, is left to the whole parser.
  const isPlain = characters.length === 0 && !REFUSED.test(text);
  const plain = isPlain ? readPlainYaml(text) : null;
  if (plain !== null) {
    // Places are asked for by findings only, which few notes have.
    let whole: YamlData | null = null;
    const read = (): YamlData => (whole ??= readWhole(text, file, firstLine, characters));
    return {
      value: plain,
      findings: [],
      placeOf: (path) => read().placeOf(path),
      placeOfKey: (path) => read().placeOfKey(path),
    };
  }
  return readWhole(text, file, firstLine, characters);
}

/** Signs of what is refused: aliases, anchors, tags, merge keys, names with a meaning, escapes. */
const REFUSED = /[&*!]|<<|proto|constructor|\\/;

function readWhole(
  text: string,
  file: string,
  firstLine: number,
  characters: readonly Finding[],
): YamlData {
  const counter = new LineCounter();
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      schema: 'core',
      lineCounter: counter,
      prettyErrors: false,
      keepSourceTokens: false,
      strict: true,
      uniqueKeys: true,
    });
  } catch {
    return unreadable([nested(file, firstLine)], firstLine);
  }
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  const findings: Finding[] = [...document.errors, ...document.warnings].map((problem) =>
    syntaxFinding(problem.code, problem.message, text, problem.pos[0], file, at(problem.pos[0])),
  );
  if (REFUSED.test(text)) {
    findings.push(...refusals(document, text, file, at));
  }
  if (hasErrors(findings)) return unreadable(onePerLine(findings), firstLine);
  const warnings = onePerLine([...characters, ...findings]);
  // What is told to be left out is left out of every field.
  const reviver = (_: unknown, field: unknown): unknown =>
    typeof field === 'string' ? withoutHiddenCharacters(field) : field;
  const value: unknown = document.toJS(
    warnings.length > 0 ? { maxAliasCount: 0, reviver } : { maxAliasCount: 0 },
  );
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    const finding: Finding = {
      code: 'not-fields',
      severity: 'error',
      file,
      line: firstLine,
      message: value === null ? 'There are no fields.' : 'This is not a list of fields.',
      expected: 'fields, as name: value',
      found: value === null ? 'nothing' : text.trim().slice(0, 60),
      fix: 'Write one field a line, as name: value.',
    };
    return unreadable([finding], firstLine);
  }
  const range = (node: unknown): Range | null => (isNode(node) && node.range ? node.range : null);
  return {
    value: value as Record<string, unknown>,
    findings: warnings,
    placeOf(path) {
      const node = nodeAt(document, path, true);
      const span = range(node) ?? [0, 0, 0];
      const source = isScalar(node) ? text.slice(span[0], span[1]) : null;
      return { ...at(span[0]), source };
    },
    placeOfKey(path) {
      const parent = nodeAt(document, path.slice(0, -1));
      const name = path.at(-1);
      const pair = isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === name)
        : undefined;
      const span = range(pair?.key) ?? range(parent) ?? [0, 0, 0];
      return { ...at(span[0]), source: null };
    },
  };
}

function unreadable(findings: readonly Finding[], firstLine: number): YamlData {
  const place = { line: firstLine, column: 1, source: null };
  return { value: null, findings, placeOf: () => place, placeOfKey: () => place };
}

/** The node at a path, or its nearest parent that is there. For a list or a map under a name, the name. */
function nodeAt(
  document: Document.Parsed,
  path: readonly PropertyKey[],
  preferName = false,
): Node | null {
  let node: unknown = document.contents;
  let name: unknown = null;
  for (const key of path) {
    let child: unknown;
    let childName: unknown = null;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
      child = pair?.value ?? pair?.key;
      childName = pair?.key;
    } else if (isNode(node) && 'items' in node && typeof key === 'number') {
      child = (node.items as unknown[])[key];
    }
    if (!isNode(child)) break;
    node = child;
    name = childName;
  }
  if (preferName && isCollection(node) && isNode(name)) return name;
  return isNode(node) ? node : null;
}

function tooLongOrDeep(text: string, file: string, line: number): Finding | null {
  if (text.length > longest) {
    return {
      code: 'yaml-too-long',
      severity: 'error',
      file,
      line,
      message: 'The fields are longer than any that people write.',
      expected: `at most ${longest} characters`,
      found: `${text.length} characters`,
      fix: 'Move long text into the body.',
    };
  }
  // The parser recurses: depth is bounded before it begins. Brackets in text are few enough.
  const brackets = text.match(/[[{]/g)?.length ?? 0;
  const dashes = /(?:[-?] ){41}/.test(text);
  const indent = /^ {400}/m.test(text);
  return (brackets > deepest && depthOf(text) > deepest) || dashes || indent
    ? nested(file, line)
    : null;
}

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const character of text) {
    if (character === '[' || character === '{') most = Math.max(most, (depth += 1));
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
  }
  return most;
}

function nested(file: string, line: number): Finding {
  return {
    code: 'yaml-too-deep',
    severity: 'error',
    file,
    line,
    message: 'The fields are nested too deeply.',
    expected: `at most ${deepest} levels`,
    fix: 'Write lists and fields on lines of their own.',
  };
}

/** What YAML allows and a portal does not. */
function refusals(
  document: Document.Parsed,
  text: string,
  file: string,
  at: (offset: number) => { line: number; column: number },
): Finding[] {
  const findings: Finding[] = [];
  const refuse = (
    node: Node,
    code: string,
    message: string,
    found: string,
    expected: string,
    fix: string,
  ): void => {
    const place = at(node.range?.[0] ?? 0);
    findings.push({ code, severity: 'error', file, ...place, message, expected, found, fix });
  };
  visit(document, (_, node) => {
    if (isPair(node)) {
      const { key } = node;
      if (!isScalar(key)) return;
      const name = String(key.value);
      if (forbiddenKeys.has(name)) {
        const message = `The name ${name} is not allowed for a field.`;
        refuse(key, 'forbidden-key', message, name, 'a field of the reference', 'Delete the line.');
      } else if (name === '<<' && key.type === 'PLAIN') {
        const message = 'Merge keys are not read.';
        refuse(key, 'yaml-merge', message, '<<', 'fields', 'Write the merged fields out.');
      }
      return;
    }
    if (!isNode(node)) return;
    if (isAlias(node)) {
      const message = 'Aliases are not read.';
      refuse(node, 'yaml-alias', message, `*${node.source}`, 'a value', 'Write the value out.');
    } else if ('anchor' in node && node.anchor !== undefined) {
      const message = 'Anchors are not read.';
      refuse(node, 'yaml-alias', message, `&${node.anchor}`, 'a value', 'Delete the anchor.');
    }
    if (node.tag !== undefined && !isAlias(node)) {
      const message = 'Tags are not read.';
      const fix = 'Delete the tag; quote the value if it is text.';
      refuse(node, 'yaml-tag', message, node.tag, 'a value without a tag', fix);
    }
    if (isScalar(node) && typeof node.value === 'string' && text.includes('\\')) {
      const { line, column } = at(node.range?.[0] ?? 0);
      for (const finding of checkCharacters(node.value, file, line)) {
        findings.push({ ...finding, line, column });
      }
    }
  });
  return findings;
}

function syntaxFinding(
  code: string,
  message: string,
  text: string,
  offset: number,
  file: string,
  place: { line: number; column: number },
): Finding {
  const written = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0] ?? '';
  const base = { severity: 'error' as const, file, ...place, found: written.trim().slice(0, 80) };
  if (code === 'DUPLICATE_KEY') {
    const name = /^\s*(?:- )?["']?([^"':]+)/.exec(text.slice(offset))?.[1]?.trim() ?? '';
    return {
      ...base,
      code: 'duplicate-key',
      field: name,
      message: `The field ${name} is written twice.`,
      expected: 'each field once',
      fix: 'Delete one of the two.',
    };
  }
  if (code === 'TAG_RESOLVE_FAILED') {
    return {
      ...base,
      code: 'yaml-tag',
      message: 'Tags are not read.',
      expected: 'a value without a tag',
      fix: 'Delete the tag; quote the value if it is text.',
    };
  }
  return {
    ...base,
    code: 'yaml-syntax',
    message: `This is not valid YAML: ${message.replace(/\.?$/, '.')}`,
    expected: 'fields as name: value, lists as lines that begin with a hyphen',
    fix: 'Check indentation, colons and quotes; quote text that holds : or # or begins with a symbol.',
  };
}

/** The parser tells of what follows from a mistake as well: the first on a line is enough. */
function onePerLine(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const key = `${finding.line ?? 0} ${finding.code}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
