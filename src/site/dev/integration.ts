import type { AstroIntegration } from 'astro';

/**
 * Serves a portal folder in `astro dev`: gives Astro the page model of the address that is asked
 * for, answers for feeds and files itself, and reloads pages when a note is saved.
 */
export function devServer(): AstroIntegration {
  return {
    name: 'gazette-dev',
    hooks: {
      'astro:server:setup': async ({ server, logger }) => {
        // Loaded here only: a build of the templates needs nothing of the portal.
        const { DevPortal } = await import('./dev-portal.ts');
        const portal = await DevPortal.open(process.env, (text) => {
          logger.error(text);
        });
        const folders = portal.watched;
        server.watcher.add(folders);
        server.watcher.on('all', (_event, file) => {
          if (!folders.some((folder) => file.startsWith(folder))) return;
          void portal.reload().then(() => {
            server.ws.send({ type: 'full-reload' });
          });
        });
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
