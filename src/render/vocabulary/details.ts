import { z } from 'zod';
import { element } from '../element.ts';
import { inlineNodes } from '../inline-text.ts';
import { defineComponent } from './component.ts';

export const details = defineComponent({
  name: 'Details',
  summary: 'Text that a reader opens when it is wanted.',
  attributes: z.strictObject({
    summary: z.string().min(1).describe('What the reader sees before opening it.'),
    open: z.boolean().optional().describe('Open from the start.'),
  }),
  children: 'block',
  place: 'block',
  render({ summary, open }, children) {
    return [
      element('details', { className: ['gz-details'], open: open === true }, [
        element('summary', {}, inlineNodes(summary)),
        ...children,
      ]),
    ];
  },
});
