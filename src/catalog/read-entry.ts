import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { schemas, translationSchemas } from '../model/kind.ts';
import type { Finding } from '../model/finding.ts';
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
  /** Where a field stands in the file. Reads the front matter again: for findings only. */
  placeOf(path: readonly PropertyKey[]): Place;
  /** The front matter, read again: for whoever asks for the places of many fields. */
  yaml(): YamlData;
}

/** Reads one file. Null when its findings hold an error. */
export function readEntry(
  entry: EntryFile,
  sourceFile: string | null,
): { read: ReadEntry | null; findings: Finding[] } {
  const file = entry.file.path;
  const decoded = decodeSource(readFileSync(entry.file.absolute), file);
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
  const yaml = readYaml(matter, file, matterLine);
  const isSource = entry.locale === null;
  const schema: z.ZodType = isSource ? schemas[entry.kind] : translationSchemas[entry.kind];
  const options = isSource
    ? {}
    : { source: { schema: schemas[entry.kind] as z.ZodType, file: sourceFile ?? 'the source' } };
  const result = validate(schema, yaml, file, options);
  findings.push(...result.findings);
  if (result.data === null) return { read: null, findings };
  const data = result.data as Record<string, unknown>;
  const again = (): YamlData => readYaml(matter, file, matterLine);
  const read: ReadEntry = {
    entry,
    data,
    text: note.body,
    bodyLine: note.bodyLine,
    placeOf: (path) => again().placeOf(path),
    yaml: again,
  };
  return { read, findings };
}
