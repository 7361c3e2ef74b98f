import { z } from 'zod';
import { element } from '../element.ts';
import { defineComponent } from './component.ts';

export const linkButton = defineComponent({
  name: 'LinkButton',
  summary: 'A link that calls to action.',
  attributes: z.strictObject({
    href: z.string().min(1).describe('Where it leads.'),
    variant: z
      .enum(['primary', 'secondary', 'minimal'])
      .default('primary')
      .describe('How strongly it calls.'),
  }),
  children: 'inline',
  place: 'inline',
  filled: true,
  address: 'href',
  render({ href, variant }, children) {
    return [element('a', { className: ['gz-button', `gz-${variant}`], href }, children)];
  },
});
