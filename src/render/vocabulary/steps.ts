import type { ElementContent } from 'hast';
import { z } from 'zod';
import { defineComponent } from './component.ts';

export const steps = defineComponent({
  name: 'Steps',
  summary: 'A numbered list set as steps to follow.',
  attributes: z.strictObject({}),
  children: 'block',
  place: 'block',
  only: ['ol'],
  most: 1,
  render(_, children) {
    return children.map((child): ElementContent =>
      child.type === 'element'
        ? { ...child, properties: { ...child.properties, className: ['gz-steps'] } }
        : child,
    );
  },
});
