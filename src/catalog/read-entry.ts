import type { z } from 'zod';
import { schemas, translationSchemas } from '../model/kind.ts';
import type { Finding } from '../model/finding.ts';
import { fileDigests, type FileDigests } from './facts.ts';
import { Lately } from './lately.ts';
import type { FileMemory } from './memory.ts';
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
  /** The body. It is read when it is asked for, as is the line at which it begins. */
  readonly text: string;
  readonly bodyLine: number;
  /** What was made of this file before. */
  readonly memory: FileMemory;
  /** Where a field stands in the file. May read the front matter again: for findings only. */
  placeOf(path: readonly PropertyKey[]): Place;
  /** As `placeOf`, for many fields: the front matter is read at most once for all of them. */
  placesOf(paths: readonly (readonly PropertyKey[])[]): readonly Place[];
}

/** Reads one file, as far as it is not remembered. Null when its findings hold an error. */
export function readEntry(
  entry: EntryFile,
  sourceFile: string | null,
  memory: FileMemory,
): { read: ReadEntry | null; findings: Finding[] } {
  const file = new EntryReading(entry, memory);
  let found: CheckedMatter | null = null;
  const check = (): CheckedMatter => (found ??= file.check(sourceFile));
  // Whether a folder holds translations is for portal.yaml to say, and not in the file's bytes.
  const name = entry.locale === null ? 'matter' : 'translated matter';
  // Findings name the source of a translation, which is another file: only what has none is kept.
  const clean = file.memory.recall(name, () =>
    check().findings.length === 0 ? check().data : null,
  );
  const { data, findings } = clean === null ? check() : { data: clean, findings: [] };
  if (data === null) return { read: null, findings: [...findings] };
  file.data = data as Record<string, unknown>;
  return { read: file, findings: [...findings] };
}

/** What the parts of a file are known by, without reading it when that is remembered. */
export function digestsOf(read: ReadEntry): FileDigests {
  const name = read.entry.locale === null ? 'digests' : 'translated digests';
  return read.memory.recallFirst(name, () => fileDigests(read.data, read.text));
}

interface CheckedMatter {
  /** Null when a finding is an error. */
  readonly data: unknown;
  readonly findings: readonly Finding[];
}

type Split = ReturnType<typeof splitNote>;

class EntryReading implements ReadEntry {
  readonly entry: EntryFile;
  readonly memory: FileMemory;
  data: Readonly<Record<string, unknown>> = {};
  #note: Split | null = null;
  readonly #lately = new Lately<YamlData>();

  constructor(entry: EntryFile, memory: FileMemory) {
    this.entry = entry;
    this.memory = memory;
  }

  get text(): string {
    return this.#split().note?.body ?? '';
  }

  get bodyLine(): number {
    return this.#split().note?.bodyLine ?? 1;
  }

  placeOf(path: readonly PropertyKey[]): Place {
    const [place] = this.placesOf([path]);
    if (place === undefined) throw new RangeError('a place was asked for and not given');
    return place;
  }

  placesOf(paths: readonly (readonly PropertyKey[])[]): readonly Place[] {
    let yaml: YamlData | null = null;
    return paths.map((path) =>
      this.memory.recall(`place ${JSON.stringify(path)}`, () =>
        (yaml ??= this.#yaml()).placeOf(path),
      ),
    );
  }

  /** The fields by the schema of the file's kind. */
  check(sourceFile: string | null): CheckedMatter {
    const { note, findings } = this.#split();
    if (note === null) return { data: null, findings };
    const { kind, locale, file } = this.entry;
    const isSource = locale === null;
    const schema: z.ZodType = isSource ? schemas[kind] : translationSchemas[kind];
    const options = isSource
      ? {}
      : { source: { schema: schemas[kind] as z.ZodType, file: sourceFile ?? 'the source' } };
    const checked = validate(schema, this.#yaml(), file.path, options);
    return { data: checked.data, findings: [...findings, ...checked.findings] };
  }

  /** The front matter as a tree, for as long as there is memory for it: only few files need it twice. */
  #yaml(): YamlData {
    return this.#lately.get(() => {
      const { note } = this.#split();
      return readYaml(note?.matter ?? '', this.entry.file.path, note?.matterLine ?? 1);
    });
  }

  #split(): Split {
    return (this.#note ??= split(this.entry, this.memory.bytes()));
  }
}

function split({ format, file }: EntryFile, bytes: Buffer): Split {
  const { text, findings } = decodeSource(bytes, file.path);
  if (text === null) return { note: null, findings };
  if (format === 'yaml') {
    return { note: { matter: text, matterLine: 1, body: '', bodyLine: 1 }, findings };
  }
  return splitNote(text, file.path);
}
