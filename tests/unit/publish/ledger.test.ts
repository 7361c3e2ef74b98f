import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Trace, TRACE } from '../../../src/catalog/trace.ts';
import { Ledger } from '../../../src/publish/ledger.ts';

let folder = '';
let file = '';
/** How facts stand; what is not named does not exist. */
let facts: Record<string, string> = {};
/** What queries are made from, and give. */
let queries: Record<string, { from: readonly string[]; give: () => unknown }> = {};
let made: string[] = [];
/** Entries of the edition by key. */
let entries: Record<string, object> = {};
/** Units that nothing ever changes of: beside many, few changes are written by themselves. */
let others = 0;
let builds = 0;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gazette-ledger-'));
  file = path.join(folder, 'ledger.json');
  facts = { 'd a': '1', 'd b': '1', 'l docs': 'a b' };
  queries = {};
  made = [];
  entries = {};
  others = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function digest(name: string): string | undefined {
  return facts[name] ?? (name.startsWith('k ') ? 'none' : undefined);
}

/** One build: units by name, with the facts and queries that they look at. */
function build(units: Record<string, readonly string[]>, key = 'key'): Ledger {
  const ledger = Ledger.open(file, key);
  const { trace } = ledger;
  const query = (name: string): void => {
    const { from = [], give } = queries[name] ?? {};
    const known = trace.number(name);
    if (trace.made.has(known)) return trace.read(known);
    if (!give) return;
    const followed = trace.follow(() => {
      made.push(name);
      for (const one of from) look(one);
      return give();
    });
    trace.read(trace.tell(name, followed));
  };
  const look = (name: string): void => (name.startsWith('q ') ? query(name) : trace.look(name));
  for (const name of Object.keys(facts)) trace.number(name);
  ledger.stand({
    digest,
    remake: (name) => void trace.follow(() => query(name)),
    entryOf: (key) => entries[key],
  });
  for (let other = 0; other < others; other += 1) ledger.make(`other ${other}`, () => other);
  for (const [name, looks] of Object.entries(units)) {
    ledger.make(name, () => {
      made.push(name);
      for (const one of looks) look(one);
      return `value of ${name}`;
    });
  }
  // As builds do, beside many others: each has a file of its own.
  if (others > 0) file = path.join(folder, `ledger ${(builds += 1)}`);
  ledger.save(file);
  return ledger;
}

/** What the next build makes. */
function made2(units: Record<string, readonly string[]>, key?: string): string[] {
  made = [];
  build(units, key);
  return made;
}

const units = { 'page a': ['d a'], 'page b': ['d b', 'k doc:c'], 'page none': [] };

describe.each([
  ['written as a whole', 0],
  ['that says what has changed', 40],
])('a ledger %s', (_, count) => {
  beforeEach(() => {
    others = count;
  });

  it('keeps every unit while nothing changed', () => {
    build(units);
    expect(made2(units)).toEqual([]);
    const ledger = Ledger.open(file, 'key');
    expect(ledger.before('page a')).toBe('value of page a');
  });

  it('has made again what was made from a fact that changed, and nothing else', () => {
    build(units);
    facts['d a'] = '2';
    expect(made2(units)).toEqual(['page a']);
    expect(made2(units)).toEqual([]);
    delete facts['d b'];
    expect(made2(units)).toEqual(['page b']);
    facts['k doc:c'] = 'there';
    expect(made2(units)).toEqual(['page b']);
  });

  it('takes nothing over from another key, or from a file that is damaged or missing', () => {
    build(units);
    expect(made2(units, 'other')).toEqual(Object.keys(units));
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('value of page a', 'value of page x'));
    expect(made2(units, 'other')).toEqual(Object.keys(units));
    writeFileSync(file, text.slice(0, 40));
    expect(made2(units, 'other')).toEqual(Object.keys(units));
    rmSync(file);
    expect(made2(units, 'other')).toEqual(Object.keys(units));
  });

  it('stops at a query that gives the same though what it was made from changed', () => {
    let title = 'A';
    queries['q list'] = { from: ['d a', 'd b'], give: () => ({ title }) };
    const shown = { 'page list': ['q list'] };
    build(shown);
    facts['d a'] = '2';
    expect(made2(shown)).toEqual(['q list']);
    title = 'B';
    facts['d b'] = '2';
    expect(made2(shown)).toEqual(['q list', 'page list']);
    expect(made2(shown)).toEqual([]);
  });

  it('follows queries that are made from queries', () => {
    let inner = 1;
    queries['q inner'] = { from: ['d a'], give: () => inner };
    queries['q outer'] = { from: ['q inner', 'd b'], give: () => inner };
    const shown = { page: ['q outer'] };
    build(shown);
    facts['d a'] = '2';
    expect(made2(shown)).toEqual(['q inner']);
    inner = 2;
    facts['d a'] = '3';
    expect(made2(shown)).toEqual(['q inner', 'q outer', 'page']);
  });

  it('still knows what a query was made from that it did not make again', () => {
    let value = 1;
    queries['q list'] = { from: ['d a'], give: () => value };
    const shown = { page: ['q list'] };
    build(shown);
    expect(made2(shown)).toEqual([]);
    value = 2;
    facts['d a'] = '2';
    expect(made2(shown)).toEqual(['q list', 'page']);
  });

  describe('the value of a query', () => {
    const entry = (): object => ({ [TRACE]: new Trace(), key: 'doc:a' });
    const recalled = (): unknown => {
      const ledger = build({});
      const { trace } = ledger;
      const found = trace.recall('q list');
      expect(found?.facts.map((fact) => trace.names[fact]) ?? []).toEqual(
        found === null ? [] : ['d a'],
      );
      return found?.value ?? null;
    };
    const give = (value: unknown): void => {
      queries['q list'] = { from: ['d a'], give: () => value };
      build({ page: ['q list'] });
    };

    it('is known while nothing changed that it was made from', () => {
      give({ one: 1 });
      expect(recalled()).toEqual({ one: 1 });
      give({ one: 1 });
      facts['d a'] = '2';
      expect(recalled()).toBeNull();
    });

    it('has the entries of the edition in it, while they are there', () => {
      give([entry()]);
      expect(recalled()).toBeNull();
      give([entry()]);
      const own = entry();
      entries['doc:a'] = own;
      expect((recalled() as object[])[0]).toBe(own);
    });

    it('is kept on by a build that does not ask for it', () => {
      give('a');
      expect(made2({ page: ['q list'] })).toEqual([]);
      expect(recalled()).toBe('a');
    });

    it('is not noted by whoever asks', () => {
      give('a');
      const { trace } = build({ page: ['q list'] });
      expect(trace.follow(() => trace.recall('q list')).facts).toEqual([]);
    });
  });

  it('has made again who used a query that is gone', () => {
    queries['q list'] = { from: ['d a'], give: () => 1 };
    build({ page: ['q list'] });
    queries = {};
    facts['d a'] = '2';
    expect(made2({ page: ['q list'] })).toEqual(['page']);
  });

  it('forgets units that were not asked for', () => {
    build(units);
    build({ 'page a': ['d a'] });
    expect([...Ledger.open(file, 'key').valuesBefore('page')]).toEqual(['value of page a']);
  });

  it('keeps all at once only when no entry is new, gone or other', () => {
    const keepsAll = (): boolean => {
      const ledger = Ledger.open(file, 'key');
      for (const name of Object.keys(facts)) ledger.trace.number(name);
      ledger.stand({ digest, remake: () => undefined, entryOf: () => undefined });
      return ledger.keepAll();
    };
    build(units);
    expect(keepsAll()).toBe(true);
    facts['d c'] = '1';
    expect(keepsAll()).toBe(false);
    delete facts['d c'];
    expect(keepsAll()).toBe(true);
    // Nothing was made from it, but something may be now.
    facts['l docs'] = 'b a';
    expect(keepsAll()).toBe(false);
  });

  it('names the facts of a kind, of what units share too', () => {
    queries['q list'] = { from: ['x one', 'd a'], give: () => 1 };
    const ledger = build({ page: ['q list', 'x two'], other: ['x two'] });
    expect(ledger.factsOf('x')).toEqual(['x one', 'x two']);
  });

  it('gives each text a number, the same in the next build', () => {
    const ledger = Ledger.begin('key');
    expect(['a', 'b', 'a'].map((text) => ledger.intern(text))).toEqual([0, 1, 0]);
    ledger.save(file);
    const next = Ledger.open(file, 'key');
    expect([next.textOf(1), next.intern('c'), next.intern('a')]).toEqual(['b', 2, 0]);
  });

  it('knows which files its values refer to, and which units are those of the last build', () => {
    const build = (value: string): Ledger => {
      const ledger = Ledger.open(file, 'key');
      ledger.trace.number('d a');
      ledger.stand({ digest, remake: () => undefined, entryOf: () => undefined });
      const looking = (): string => {
        ledger.trace.look('d a');
        return value;
      };
      ledger.make('record one', looking, (text) => [`file of ${text}`]);
      ledger.make('record two', () => null);
      ledger.make('other', () => 'Ü');
      return ledger;
    };
    const first = build('1');
    expect([...first.needs]).toEqual(['file of 1']);
    expect(first.areAllKept('record ')).toBe(false);
    expect(first.count('record ')).toBe(1);
    first.save(file);
    const second = build('2');
    expect([...second.needs]).toEqual(['file of 1']);
    expect(second.areAllKept('record ')).toBe(true);
    expect(second.count('record ')).toBe(1);
    second.save(file);
    facts['d a'] = '2';
    const third = build('3');
    expect([...third.needs]).toEqual(['file of 3']);
    expect(third.areAllKept('record ')).toBe(false);
    expect(third.areAllKept('oth')).toBe(true);
    expect(third.before('other')).toBe('Ü');
  });
});

describe('a ledger that says what has changed', () => {
  beforeEach(() => {
    others = 40;
  });

  it('stands over the whole, and says what earlier edits changed too', () => {
    const first = build(units);
    const whole = path.basename(file);
    expect(first.over).toBeNull();
    facts['d a'] = '2';
    expect(build(units).over).toBe(whole);
    facts['d b'] = '2';
    const size = readFileSync(path.join(folder, whole)).length;
    expect(build(units).over).toBe(whole);
    expect(readFileSync(file).length).toBeLessThan(size / 2);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('value of page a');
    expect(text).toContain('value of page b');
    expect(text).not.toContain('page none');
    expect(Ledger.open(file, 'key').over).toBe(whole);
    expect(made2(units)).toEqual([]);
  });

  it('keeps the order of units of a kind, and is a whole where that is another', () => {
    build({ 'shown a': [], 'page a': ['d a'], 'page b': ['d b'] });
    facts['d a'] = '2';
    expect(build({ 'page a': ['d a'], 'shown a': [], 'page b': ['d b'] }).over).not.toBeNull();
    const values = [...Ledger.open(file, 'key').valuesBefore('page')];
    expect(values).toEqual(['value of page a', 'value of page b']);
    facts['d a'] = '3';
    expect(build({ 'page b': ['d b'], 'page a': ['d a'], 'shown a': [] }).over).toBeNull();
  });

  it('is of no use without the whole', () => {
    build(units);
    const whole = file;
    facts['d a'] = '2';
    build(units);
    writeFileSync(whole, readFileSync(whole, 'utf8').replace('value of page b', 'value of page x'));
    expect(made2(units)).toEqual(Object.keys(units));
  });

  it('is written as a whole when units came or went, or many are others', () => {
    build(units);
    const { 'page none': _none, ...fewer } = units;
    expect(build(fewer).over).toBeNull();
    expect(build(units).over).toBeNull();
    const many = Object.fromEntries(
      Array.from({ length: 10 }, (_, at) => [`many ${at}`, ['d a']] as const),
    );
    build(many);
    facts['d a'] = '2';
    expect(build(many).over).toBeNull();
  });
});
