import type { AstroIntegration } from 'astro';

/**
 * Packages of which little is used: in the bundle they are a few lines, and Node would look for them and load them file
 * by file in each thread that renders. The development server takes them as they are: not all are modules.
 */
const BUNDLED = [
  ...['@oslojs/encoding', 'clsx', 'cookie', 'devalue', 'html-escaper', 'i18next', 'piccolore'],
  ...['semver', 'zod'],
];

/**
 * The Astro adapter that makes of this project a renderer: a server bundle whose entry turns a page
 * model into HTML (`entry.ts`). Nothing is ever served from it.
 */
export function renderer(): AstroIntegration {
  return {
    name: 'gazette-renderer',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command === 'build') updateConfig({ vite: { ssr: { noExternal: BUNDLED } } });
      },
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
