import { defineCollection } from 'astro:content';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import type { Loader } from 'astro/loaders';

/**
 * Starlight asks for these two collections. Gazette's content never goes through Vite (see
 * `src/README.md`), so each holds one entry that is never shown and only stops Astro from warning
 * that the collection is empty.
 */
function placeholder(id: string, data: Record<string, unknown>): Loader {
  return {
    name: `gazette-placeholder-${id}`,
    load: async (context) => {
      context.store.set({ id, data: await context.parseData({ id, data }) });
    },
  };
}

export const collections = {
  docs: defineCollection({
    loader: placeholder('unused', { title: 'unused', draft: true }),
    schema: docsSchema(),
  }),
  i18n: defineCollection({ loader: placeholder('en', {}), schema: i18nSchema() }),
};
