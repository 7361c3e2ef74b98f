import { z } from 'zod';
import { element } from '../element.ts';
import { defineComponent } from './component.ts';

export const kbd = defineComponent({
  name: 'Kbd',
  summary: 'A key to press.',
  attributes: z.strictObject({}),
  children: 'inline',
  place: 'inline',
  filled: true,
  render(_, children) {
    return [element('kbd', {}, children)];
  },
});
