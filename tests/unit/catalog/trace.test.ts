import { describe, expect, it } from 'vitest';
import { Trace } from '../../../src/catalog/trace.ts';

const namesOf = (trace: Trace, facts: readonly number[]): string[] =>
  facts.map((fact) => trace.names[fact] ?? '');

describe('a trace', () => {
  it('notes what is looked at while something is made, each fact once', () => {
    const trace = new Trace();
    const { value, facts } = trace.follow(() => {
      for (const name of ['a', 'b', 'a', 'a']) trace.look(name);
      return 7;
    });
    expect(value).toBe(7);
    expect(namesOf(trace, facts)).toEqual(['a', 'b']);
  });

  it('notes nothing while nothing is made', () => {
    const trace = new Trace();
    trace.look('a');
    trace.replay([trace.number('b')]);
    expect(trace.follow(() => undefined).facts).toEqual([]);
    expect(trace.names).toEqual(['b']);
  });

  it('keeps apart what is made inside of what else is made', () => {
    const trace = new Trace();
    let inner: readonly number[] = [];
    const outer = trace.follow(() => {
      trace.look('before');
      inner = trace.follow(() => {
        trace.look('before');
        trace.look('inside');
      }).facts;
      trace.look('after');
    });
    expect(namesOf(trace, inner)).toEqual(['before', 'inside']);
    expect(namesOf(trace, outer.facts)).toEqual(['before', 'after']);
  });

  it('notes again what something else was made from', () => {
    const trace = new Trace();
    const made = trace.follow(() => trace.look('a'));
    const used = trace.follow(() => trace.replay(made.facts));
    expect(namesOf(trace, used.facts)).toEqual(['a']);
  });

  it('goes on with what was made around something that fails', () => {
    const trace = new Trace();
    const { facts } = trace.follow(() => {
      const failing = (): unknown =>
        trace.follow(() => {
          trace.look('inside');
          throw new Error('no');
        });
      expect(failing).toThrow('no');
      trace.look('after');
    });
    expect(namesOf(trace, facts)).toEqual(['after']);
  });

  it('gives facts of an earlier build the numbers that they had', () => {
    const trace = new Trace(['a', 'b']);
    expect([trace.number('b'), trace.number('c'), trace.number('a')]).toEqual([1, 2, 0]);
  });
});
