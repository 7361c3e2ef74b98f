import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gazetteNote } from './gazette-site.ts';
import { names } from './generate.ts';
import type { Size } from './generate.ts';
import { benchNote, laterNote } from './note.ts';
import type { BenchNote } from './note.ts';

/** The interface string that is changed: the word for the state of most releases. */
const string = { file: 'locales/en/words.json', group: 'state', key: 'released' } as const;
const template = 'src/components/templates/Release.astro';

/**
 * What people do to a portal between two builds. `run` counts the runs of a bench: no edit is made a
 * second time, since what was built once may be known from then on.
 */
export class PortalEdits {
  readonly #root: string;
  readonly #engine: string;
  readonly #size: Size;
  /** What was done to the one note that is edited. */
  #title = '';
  #ending = '';
  /** Files of the engine as they were, by their paths. */
  readonly #code = new Map<string, string>();

  /** @param engine the folder of a copy: it is changed as well */
  constructor(root: string, engine: string, size: Size) {
    this.#root = root;
    this.#engine = engine;
    this.#size = size;
  }

  /** Changes the text of a note. Its translations stay, and are of an older text from then on. */
  async editText(run: number): Promise<void> {
    this.#ending = `\nEdited in run ${run}.\n`;
    await this.#writeEdited();
  }

  /** Changes the title of a note, which stands on other pages too. */
  async editTitle(run: number): Promise<void> {
    this.#title = ` in run ${run}`;
    await this.#writeEdited();
  }

  /** Changes one word of the interface, in one language. */
  async changeString(run: number): Promise<void> {
    const text = await this.#original(string.file);
    const strings = JSON.parse(text) as Record<string, Record<string, string>>;
    const group = strings[string.group];
    if (group?.[string.key] === undefined) throw new Error(`${string.file} has changed.`);
    group[string.key] = `Released ${run}`;
    await writeFile(path.join(this.#engine, string.file), `${JSON.stringify(strings, null, 2)}\n`);
  }

  /** Changes the template of release pages. */
  async changeTemplate(run: number): Promise<void> {
    const text = await this.#original(template);
    await writeFile(path.join(this.#engine, template), `${text}<span hidden>Run ${run}</span>\n`);
  }

  /** Takes back what was done to the engine, so that its templates are those that were built before. */
  async undoCode(): Promise<void> {
    for (const [file, text] of this.#code) await writeFile(path.join(this.#engine, file), text);
  }

  /** Adds a note, with its translations. */
  async addNote(run: number): Promise<void> {
    for (const [file, text] of gazetteNote(this.#later(run))) {
      await writeFile(path.join(this.#root, file), text);
    }
  }

  /** Deletes what `addNote` has added. */
  async deleteNote(run: number): Promise<void> {
    for (const [file] of gazetteNote(this.#later(run))) await rm(path.join(this.#root, file));
  }

  async #original(file: string): Promise<string> {
    const text = this.#code.get(file) ?? (await readFile(path.join(this.#engine, file), 'utf8'));
    this.#code.set(file, text);
    return text;
  }

  #later(run: number): BenchNote {
    const { locales, audiences } = names(this.#size);
    return laterNote(run, this.#size.notes, locales, audiences);
  }

  async #writeEdited(): Promise<void> {
    const { locales, audiences } = names(this.#size);
    const note = benchNote(Math.floor(this.#size.notes / 2), this.#size.notes, locales, audiences);
    const [locale = '', text] = note.texts.entries().next().value ?? [];
    if (text === undefined) return;
    const edited = {
      ...note,
      texts: new Map(note.texts).set(locale, {
        ...text,
        title: text.title + this.#title,
        body: [...text.body, { audience: null, text: this.#ending }],
      }),
    };
    const [source] = gazetteNote(edited);
    if (source !== undefined) await writeFile(path.join(this.#root, source[0]), source[1]);
  }
}
