import { z } from 'zod';
import { defineComponent } from './component.ts';
import { referenceLink } from './reference.ts';

export const release = defineComponent({
  name: 'Release',
  summary: 'A link to a release, with its title unless words stand inside.',
  attributes: z.strictObject({
    product: z.string().min(1).describe('Id of the product.'),
    version: z.string().min(1).describe('Version, exactly as the file is named.'),
  }),
  children: 'inline',
  place: 'inline',
  reference: ({ product, version }) => ({ kind: 'release', id: `${product}/${version}` }),
  render: ({ product, version }, children, context) =>
    referenceLink('release', `${product}/${version}`, children, context),
});
