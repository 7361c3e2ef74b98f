import { z } from 'zod';
import { element } from '../element.ts';
import { defineComponent } from './component.ts';

export const cardGrid = defineComponent({
  name: 'CardGrid',
  summary: 'Cards side by side where there is room.',
  attributes: z.strictObject({}),
  children: 'block',
  place: 'block',
  only: ['Card', 'LinkCard'],
  render(_, children) {
    return [element('div', { className: ['gz-cards'] }, children)];
  },
});
