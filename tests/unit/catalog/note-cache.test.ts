import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Lately } from '../../../src/catalog/lately.ts';
import { NoteCache } from '../../../src/catalog/note-cache.ts';
import type { ParsedBody } from '../../../src/render/body.ts';
import { parseBody } from '../../../src/render/parse.ts';

let folder = '';
let files = 0;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gazette-notes-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file with a text, to be read. */
const fileWith = (text: string): string => {
  files += 1;
  const file = path.join(folder, `${files}.source`);
  writeFileSync(file, text);
  return file;
};
const bodyOf = (text: string): ParsedBody =>
  parseBody({ format: 'md', text, file: 'a.md', firstLine: 1 });
const never = (): never => {
  throw new Error('made again');
};
/** Reads some notes with a cache, and keeps them. Returns the paths of those that were made again. */
function read(notes: Readonly<Record<string, string>>, code = 'one'): string[] {
  const cache = NoteCache.open(folder, code);
  const made: string[] = [];
  for (const [file, text] of Object.entries(notes)) {
    const memory = cache.of(file, fileWith(text));
    const value = memory.recall('value', () => {
      made.push(file);
      return { length: text.length };
    });
    expect(value).toEqual({ length: text.length });
    const first = memory.recallFirst('first', () => {
      made.push(`${file} first`);
      return { first: text.length };
    });
    expect(first).toEqual({ first: text.length });
    const body = memory.recallBody('body', () => bodyOf(text));
    expect(body?.tree).toEqual(bodyOf(text).tree);
    expect({ ...body, tree: null }).toEqual({ ...bodyOf(text), tree: null });
  }
  cache.save();
  cache.close();
  return [...new Set(made.map((name) => name.replace(/ first$/, '')))];
}
const segments = (): string[] => readdirSync(folder).filter((name) => name.startsWith('segment-'));

describe('NoteCache', () => {
  it('tells whether files came or went since it was kept', () => {
    const hasOthers = (...names: string[]): boolean => {
      const cache = NoteCache.open(folder, 'one');
      for (const name of names) cache.of(name, fileWith(`${name}, edited`));
      cache.close();
      return cache.hasOthers;
    };
    read({ 'a.md': 'One', 'b.md': 'Two' });
    expect(hasOthers('a.md', 'b.md')).toBe(false);
    expect(hasOthers('a.md')).toBe(true);
    expect(hasOthers('a.md', 'c.md')).toBe(true);
    expect(hasOthers('a.md', 'b.md', 'c.md')).toBe(true);
  });

  it('reads again what it has let go of, and makes none of it again', () => {
    const cache = NoteCache.open(folder, 'one');
    const memory = cache.of('a.md', fileWith('One'));
    const value = memory.recall('value', () => ({ length: 3 }));
    cache.save();
    expect(memory.recall('value', never)).toBe(value);
    // Enough else was made since.
    for (let other = 0; other < 100; other += 1) new Lately<object>().keep({});
    expect(memory.recall('value', never)).not.toBe(value);
    expect(memory.recall('value', never)).toEqual({ length: 3 });
    expect(memory.recall('other', () => 1)).toBe(1);
    cache.save();
    expect(memory.recall('value', never)).toEqual({ length: 3 });
    expect(memory.recall('other', never)).toBe(1);
    cache.close();
  });

  it('makes what is new and what has changed, and nothing else', () => {
    expect(read({ 'a.md': 'One [a](b.md)', 'b.md': 'Two' })).toEqual(['a.md', 'b.md']);
    expect(read({ 'a.md': 'One [a](b.md)', 'b.md': 'Two' })).toEqual([]);
    expect(read({ 'a.md': 'One [a](b.md)', 'b.md': 'Two, changed' })).toEqual(['b.md']);
    expect(read({ 'a.md': 'One [a](b.md)', 'b.md': 'Two, changed' })).toEqual([]);
  });

  it('gives no note what was made of the same bytes elsewhere', () => {
    read({ 'a.md': 'One' });
    expect(read({ 'a.md': 'One', 'b.md': 'One' })).toEqual(['b.md']);
  });

  it('makes everything again by other code', () => {
    read({ 'a.md': 'One' });
    expect(read({ 'a.md': 'One' }, 'two')).toEqual(['a.md']);
  });

  it('reads a tree only when it is asked for', () => {
    read({ 'a.md': 'One' });
    for (const name of segments()) rmSync(path.join(folder, name));
    const body = NoteCache.open(folder, 'one')
      .of('a.md', fileWith('One'))
      .recallBody('body', () => bodyOf('One'));
    expect(body?.links).toEqual([]);
    // What was lost is made again.
    expect(body?.tree).toEqual(bodyOf('One').tree);
  });

  it('trusts no damaged index', () => {
    read({ 'a.md': 'One' });
    const file = path.join(folder, 'index.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"first":3', '"first":4'));
    expect(read({ 'a.md': 'One' })).toEqual(['a.md']);
    writeFileSync(file, 'rubbish');
    expect(read({ 'a.md': 'One' })).toEqual(['a.md']);
  });

  it('trusts no damaged value', () => {
    read({ 'a.md': 'One' });
    for (const name of segments()) {
      const file = path.join(folder, name);
      writeFileSync(file, readFileSync(file, 'utf8').replace('"length":3', '"length":4'));
    }
    expect(read({ 'a.md': 'One' })).toEqual(['a.md']);
    expect(read({ 'a.md': 'One' })).toEqual([]);
  });

  it('trusts no damaged tree', () => {
    read({ 'a.md': 'One and two' });
    for (const name of segments()) {
      const file = path.join(folder, name);
      writeFileSync(file, readFileSync(file, 'utf8').replace('One and', 'One not'));
    }
    expect(read({ 'a.md': 'One and two' })).toEqual([]);
  });

  it('never has many segments, however many edits there are', () => {
    const notes: Record<string, string> = {};
    for (let edit = 0; edit < 40; edit += 1) {
      notes[`${edit % 7}.md`] = `Edit ${edit}`;
      read(notes);
      expect(segments().length).toBeLessThanOrEqual(13);
    }
    expect(read(notes)).toEqual([]);
  });

  describe('of many notes', () => {
    const index = (name: string): string => path.join(folder, name);
    const many = (): Record<string, string> =>
      Object.fromEntries(Array.from({ length: 24 }, (_, at) => [`${at}.md`, `Note ${at}`]));

    it('writes what an edit changed, and leaves the rest as it was', () => {
      const notes = many();
      read(notes);
      const before = readFileSync(index('index.json'), 'utf8');
      for (const name of ['3.md', '7.md', '3.md']) {
        notes[name] += ', edited';
        expect(read(notes)).toEqual([name]);
        expect(readFileSync(index('index.json'), 'utf8')).toBe(before);
      }
      expect(read(notes)).toEqual([]);
      expect(readFileSync(index('index-changes.json'), 'utf8')).not.toContain('"4.md"');
      // A fourth note that changed, and a note more: all is written.
      notes['9.md'] = 'Nine';
      notes['24.md'] = 'Another';
      expect(read(notes)).toEqual(['9.md', '24.md']);
      expect(readdirSync(folder)).not.toContain('index-changes.json');
      expect(read(notes)).toEqual([]);
      delete notes['3.md'];
      expect(read(notes)).toEqual([]);
      expect(readFileSync(index('index.json'), 'utf8')).not.toContain('"3.md"');
    });

    it('trusts no damaged changes, and none of another index', () => {
      const notes = many();
      read(notes);
      notes['3.md'] = 'Three';
      read(notes);
      const changes = readFileSync(index('index-changes.json'), 'utf8');
      writeFileSync(index('index-changes.json'), changes.replace('"first":5', '"first":6'));
      expect(read(notes)).toEqual(['3.md']);
      notes['25.md'] = 'Twenty-five';
      read(notes);
      notes['3.md'] = 'Three, edited';
      // As if whoever wrote all had been stopped before it took the changes away.
      writeFileSync(index('index-changes.json'), changes);
      expect(read(notes)).toEqual(['3.md']);
    });

    it('never has many segments either', () => {
      const notes = many();
      for (let edit = 0; edit < 60; edit += 1) {
        notes[`${edit % 5}.md`] = `Edit ${edit}`;
        expect(read(notes)).toEqual(edit === 0 ? Object.keys(notes) : [`${edit % 5}.md`]);
        expect(segments().length).toBeLessThanOrEqual(13);
      }
    });
  });

  it('forgets notes that are gone', () => {
    read({ 'a.md': 'One', 'b.md': 'Two' });
    read({ 'a.md': 'One' });
    expect(readFileSync(path.join(folder, 'index.json'), 'utf8')).not.toContain('b.md');
    expect(read({ 'a.md': 'One', 'b.md': 'Two' })).toEqual(['b.md']);
  });

  it('finishes a tree once', () => {
    let finished = 0;
    const open = (): NoteCache => NoteCache.open(folder, 'one', () => (finished += 1));
    const first = open();
    first.of('a.md', fileWith('One')).recallBody('body', () => bodyOf('One'));
    first.save();
    const body = open().of('a.md', fileWith('One')).recallBody('body', never);
    expect(body?.tree).toEqual(bodyOf('One').tree);
    expect(finished).toBe(1);
  });

  it('hands the tree of the file before it was edited to whoever finishes the new one', () => {
    const given: unknown[] = [];
    const open = (code = 'one'): NoteCache =>
      NoteCache.open(folder, code, (_tree, former) => given.push(former()));
    for (const [text, code] of [
      ['One', 'one'],
      ['Two', 'one'],
      ['Three', 'two'],
    ] as const) {
      const cache = open(code);
      cache.of('a.md', fileWith(text)).recallBody('body', () => bodyOf(text));
      cache.save();
    }
    // What other code kept is nothing to go by.
    expect(given).toEqual([null, bodyOf('One').tree, null]);
  });

  it('takes over what others read', () => {
    const other = NoteCache.open(folder, 'one');
    other.of('a.md', fileWith('One')).recallBody('body', () => bodyOf('One'));
    const own = NoteCache.open(folder, 'one');
    own.adopt(other.handOver());
    const body = own.of('a.md', fileWith('One')).recallBody('body', never);
    expect(body?.tree).toEqual(bodyOf('One').tree);
    expect(own.size).toBe(1);
    own.save();
    const later = NoteCache.open(folder, 'one').of('a.md', fileWith('One'));
    expect(later.recallBody('body', never)?.tree).toEqual(bodyOf('One').tree);
    // Other bytes are not what they read.
    expect(() => own.of('a.md', fileWith('Two')).recall('body facts', never)).toThrow('made again');
  });

  it('tells portals apart by what was read', () => {
    const digest = (notes: Readonly<Record<string, string>>): string => {
      const cache = NoteCache.open(folder, 'one');
      for (const [file, text] of Object.entries(notes)) cache.of(file, fileWith(text));
      return cache.digest();
    };
    expect(digest({ a: '1', b: '2' })).toBe(digest({ b: '2', a: '1' }));
    expect(digest({ a: '1', b: '2' })).not.toBe(digest({ a: '2', b: '1' }));
  });
});
