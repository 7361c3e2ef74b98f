import type { AstroIntegration } from 'astro';

/**
 * The Astro adapter that makes of this project a renderer: a server bundle whose entry turns a page
 * model into HTML (`entry.ts`). Nothing is ever served from it.
 */
export function renderer(): AstroIntegration {
  return {
    name: 'gazette-renderer',
    hooks: {
      'astro:config:done': ({ setAdapter }) => {
        setAdapter({
          name: 'gazette-renderer',
          entrypointResolution: 'auto',
          serverEntrypoint: new URL('./entry.ts', import.meta.url),
          supportedAstroFeatures: {
            serverOutput: 'stable',
            staticOutput: 'stable',
            sharpImageService: 'stable',
          },
        });
      },
    },
  };
}
