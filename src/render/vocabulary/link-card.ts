import { z } from 'zod';
import { element } from '../element.ts';
import { inlineNodes } from '../inline-text.ts';
import { defineComponent } from './component.ts';

export const linkCard = defineComponent({
  name: 'LinkCard',
  summary: 'A prominent link with a description.',
  attributes: z.strictObject({
    title: z.string().min(1).describe('Text of the link.'),
    href: z.string().min(1).describe('Where it leads.'),
    description: z.string().min(1).optional().describe('What the reader finds there.'),
  }),
  children: 'none',
  place: 'block',
  address: 'href',
  render({ title, href, description }) {
    const link = element('p', { className: ['gz-card-title'] }, [
      element('a', { href }, inlineNodes(title)),
    ]);
    return [
      element('div', { className: ['gz-card', 'gz-link-card'] }, [
        link,
        ...(description === undefined ? [] : [element('p', {}, inlineNodes(description))]),
      ]),
    ];
  },
});
