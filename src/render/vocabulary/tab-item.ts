import { z } from 'zod';
import { element, text } from '../element.ts';
import { defineComponent } from './component.ts';

export const tabItem = defineComponent({
  name: 'TabItem',
  summary: 'One of the alternatives in `<Tabs>`.',
  attributes: z.strictObject({
    label: z.string().min(1).describe('What the tab is called.'),
  }),
  children: 'block',
  place: 'block',
  parent: 'Tabs',
  render({ label }, children) {
    return [
      element('div', { className: ['gz-tab'] }, [
        element('p', { className: ['gz-tab-label'] }, [text(label)]),
        ...children,
      ]),
    ];
  },
});
