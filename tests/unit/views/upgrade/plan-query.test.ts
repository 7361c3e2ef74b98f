import { describe, expect, it } from 'vitest';
import { planQuery, readPlanQuery } from '../../../../src/views/upgrade/plan-query.ts';

describe('the address of a plan', () => {
  it('holds the choice, and gives it back', () => {
    const choice = { product: 'atlas', from: '3.7.2+b', to: '4.2 &', modules: ['a', 'b c'] };
    const query = planQuery(choice);
    expect(query).toBe('?product=atlas&from=3.7.2%2Bb&to=4.2+%26&module=a&module=b+c');
    expect(readPlanQuery(query)).toEqual(choice);
  });

  it('leaves out what was not chosen', () => {
    expect(planQuery({ product: 'atlas', from: '', to: '4.2.1', modules: [] })).toBe(
      '?product=atlas&to=4.2.1',
    );
    expect(planQuery({})).toBe('');
    expect(readPlanQuery('?x=1')).toEqual({ product: '', from: '', to: '', modules: [] });
  });

  it('takes anything, in bounds', () => {
    const { product, from, modules } = readPlanQuery(
      `?product=%3Cb%3E&from=${'9'.repeat(999)}&module=&module=a&module=a&product=other&%%%`,
    );
    expect(product).toBe('<b>');
    expect(from).toHaveLength(80);
    expect(modules).toEqual(['a']);
  });
});
