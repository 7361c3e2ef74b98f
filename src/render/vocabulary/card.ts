import { z } from 'zod';
import { element } from '../element.ts';
import { inlineNodes } from '../inline-text.ts';
import { defineComponent } from './component.ts';

export const card = defineComponent({
  name: 'Card',
  summary: 'A short text with a title, apart from the flow.',
  attributes: z.strictObject({
    title: z.string().min(1).describe('Title of the card.'),
  }),
  children: 'block',
  place: 'block',
  render({ title }, children) {
    return [
      element('div', { className: ['gz-card'] }, [
        element('p', { className: ['gz-card-title'] }, inlineNodes(title)),
        ...children,
      ]),
    ];
  },
});
