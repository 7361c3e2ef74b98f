import { z } from 'zod';
import { element, text } from '../element.ts';
import { defineComponent } from './component.ts';

export const badge = defineComponent({
  name: 'Badge',
  summary: 'A word or two set apart in a line.',
  attributes: z.strictObject({
    text: z.string().min(1).describe('The words.'),
    variant: z
      .enum(['default', 'note', 'tip', 'caution', 'danger', 'success'])
      .default('default')
      .describe('What the colour means; the words must say it too.'),
    size: z.enum(['small', 'medium', 'large']).default('small').describe('How large it is set.'),
  }),
  children: 'none',
  place: 'inline',
  render({ text: words, variant, size }) {
    const className = ['gz-badge', `gz-${variant}`];
    if (size !== 'small') className.push(`gz-${size}`);
    return [element('span', { className }, [text(words)])];
  },
});
