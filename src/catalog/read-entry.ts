import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { schemas, translationSchemas } from '../model/kind.ts';
import type { Finding } from '../model/finding.ts';
import { noMemory, type FileMemory, type Memory } from './memory.ts';
import { decodeSource, splitNote } from './source.ts';
import type { EntryFile } from './sort-files.ts';
import { validate } from './validate.ts';
import { readYaml } from './yaml.ts';
import type { Place, YamlData } from './yaml.ts';

/** An entry's file, read and checked by itself: nothing is known yet of what it refers to. */
export interface ReadEntry {
  readonly entry: EntryFile;
  /** The fields, with defaults filled in. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The body. */
  readonly text: string;
  readonly bodyLine: number;
  /** What was made of this file before. */
  readonly memory: FileMemory;
  /** Where a field stands in the file. Reads the front matter again: for findings only. */
  placeOf(path: readonly PropertyKey[]): Place;
  /** The front matter, read again: for whoever asks for the places of many fields. */
  yaml(): YamlData;
}

/** Reads one file. Null when its findings hold an error. */
export function readEntry(
  entry: EntryFile,
  sourceFile: string | null,
  memory: Memory = noMemory,
): { read: ReadEntry | null; findings: Finding[] } {
  const file = entry.file.path;
  const bytes = readFileSync(entry.file.absolute);
  const decoded = decodeSource(bytes, file);
  if (decoded.text === null) return { read: null, findings: [...decoded.findings] };
  const findings: Finding[] = [];
  let note = { matter: decoded.text, matterLine: 1, body: '', bodyLine: 1 };
  if (entry.format !== 'yaml') {
    const split = splitNote(decoded.text, file);
    findings.push(...split.findings);
    if (split.note === null) return { read: null, findings };
    note = split.note;
  }
  const { matter, matterLine } = note;
  const own = memory.of(file, bytes);
  const yaml = (): YamlData => readYaml(matter, file, matterLine);
  const check = (): CheckedMatter => checkMatter(entry, sourceFile, yaml());
  // Findings name the source of a translation, which is another file: only what has none is kept.
  let found: CheckedMatter | null = null;
  // Whether a folder holds translations is for portal.yaml to say, and not in the file's bytes.
  const clean = own.recall(entry.locale === null ? 'matter' : 'translated matter', () => {
    found = check();
    return found.findings.length === 0 ? found.data : null;
  });
  const { data, findings: told } =
    clean === null ? (found ?? check()) : { data: clean, findings: [] };
  findings.push(...told);
  if (data === null) return { read: null, findings };
  const read: ReadEntry = {
    entry,
    data: data as Record<string, unknown>,
    text: note.body,
    bodyLine: note.bodyLine,
    memory: own,
    placeOf: (path) => yaml().placeOf(path),
    yaml,
  };
  return { read, findings };
}

interface CheckedMatter {
  /** Null when a finding is an error. */
  readonly data: unknown;
  readonly findings: readonly Finding[];
}

/** The fields of a file by the schema of its kind. */
function checkMatter(entry: EntryFile, sourceFile: string | null, yaml: YamlData): CheckedMatter {
  const isSource = entry.locale === null;
  const schema: z.ZodType = isSource ? schemas[entry.kind] : translationSchemas[entry.kind];
  const options = isSource
    ? {}
    : { source: { schema: schemas[entry.kind] as z.ZodType, file: sourceFile ?? 'the source' } };
  return validate(schema, yaml, entry.file.path, options);
}
