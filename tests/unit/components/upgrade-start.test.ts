import { expect, it } from 'vitest';
import { startOf } from '../../../src/components/client/upgrade/start.ts';
import { parseOwn } from '../../../src/model/my-version.ts';

const own = parseOwn('atlas@3.7.2:billing;beam');

it('the planner begins with what runs, unless the address says otherwise', () => {
  expect(startOf('', own)).toEqual({
    product: 'atlas',
    from: '3.7.2',
    to: '',
    modules: ['billing'],
  });
  expect(startOf('?product=atlas&from=4.0.0&module=identity&to=4.2.0', own)).toEqual({
    product: 'atlas',
    from: '4.0.0',
    to: '4.2.0',
    modules: ['identity'],
  });
  // A plan that was sent is the sender's, with all modules if it names none.
  expect(startOf('?product=atlas&from=4.0.0&to=4.2.0', own)).toEqual({
    product: 'atlas',
    from: '4.0.0',
    to: '4.2.0',
    modules: [],
  });
  expect(startOf('?from=4.0.0', own)).toMatchObject({ product: '', from: '4.0.0', modules: [] });
  expect(startOf('?product=atlas', own)).toMatchObject({ from: '3.7.2', modules: ['billing'] });
  expect(startOf('?product=beam', own)).toEqual({
    product: 'beam',
    from: '',
    to: '',
    modules: [],
  });
  expect(startOf('?product=gazette', own)).toMatchObject({ product: 'gazette', from: '' });
  expect(startOf('', [])).toEqual({ product: '', from: '', to: '', modules: [] });
});
