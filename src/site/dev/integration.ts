import type { AstroIntegration } from 'astro';

/**
 * Serves a portal folder in `astro dev`: gives Astro the page model of the address that is asked
 * for, answers for feeds and files itself, and reloads pages when a note is saved.
 */
export function devServer(): AstroIntegration {
  return {
    name: 'gazette-dev',
    hooks: {
      'astro:config:setup': ({ command, injectScript }) => {
        if (command === 'dev') injectScript('page', `import '/src/site/dev/reload.ts';`);
      },
      'astro:server:setup': async ({ server, logger }) => {
        // Loaded here only: a build of the templates needs nothing of the portal.
        const { DevPortal } = await import('./dev-portal.ts');
        const portal = DevPortal.open(process.env, logger);
        portal.watch(() => {
          server.ws.send('gazette:reading', portal.reading);
        });
        // A page that was loading when something changed asks for itself.
        server.ws.on('gazette:which', (_, client: Pick<typeof server.ws, 'send'>) => {
          client.send('gazette:reading', portal.reading);
        });
        server.httpServer?.on('close', () => void portal.close());
        server.middlewares.use((request, response, next) => {
          portal
            .answer(request, response)
            .then((answered) => {
              if (!answered) next();
            })
            .catch(next);
        });
      },
    },
  };
}
