import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { AstroIntegration } from 'astro';
import { createTranslate, type Strings, type Translate } from '../../language/strings.ts';
import { PAGE_HEADER, type Address, type Edited, type PageOrder } from './astro-child.ts';

// Where Astro's development server looks for the locals of a request.
const ASTRO_LOCALS = Symbol.for('astro.locals');

/** Vite knows of an edit after so many milliseconds. */
const UNTIL_KNOWN = 20;

/**
 * Makes of `astro dev` a renderer: it is sent page models, and answers with pages (`AstroChild` is
 * the other side).
 */
export function devServer(): AstroIntegration {
  return {
    name: 'gazette-dev',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        // Whoever asks for pages tells of edits: to look through all folders of the engine takes
        // longer than all else, and what is written meanwhile is missed.
        if (command === 'dev') {
          updateConfig({ vite: { server: { watch: { ignored: [() => true] } } } });
        }
      },
      'astro:server:setup': ({ server }) => {
        process.on('message', ({ edited }: Edited) => {
          for (const file of edited)
            server.watcher.emit(existsSync(file) ? 'change' : 'unlink', file);
          setTimeout(() => process.send?.({ edited } satisfies Edited), UNTIL_KNOWN);
        });
        const translate = translator();
        server.middlewares.use((request, _, next) => {
          if (request.method !== 'POST' || request.headers[PAGE_HEADER] === undefined) {
            next();
            return;
          }
          bodyOf(request)
            .then((body) => {
              const { page, strings } = JSON.parse(body) as PageOrder;
              const t = translate(page.locale.code, strings);
              Reflect.set(request, ASTRO_LOCALS, { gazette: { page, t } });
              // Astro knows one route, and what it is asked for is read already.
              request.method = 'GET';
              next();
            })
            .catch(next);
        });
      },
      'astro:server:start': ({ address }) => {
        const told: Address = { host: address.address, port: address.port };
        process.send?.(told);
        // Whoever asks for pages is gone, however that came.
        process.on('disconnect', () => process.exit());
      },
    },
  };
}

/** Looks up strings that come with each page, and are the same for most. */
function translator(): (locale: string, strings: string) => Translate {
  const known = new Map<string, { readonly strings: string; readonly t: Translate }>();
  return (locale, strings) => {
    const last = known.get(locale);
    if (last?.strings === strings) return last.t;
    const t = createTranslate(locale, JSON.parse(strings) as Strings);
    known.set(locale, { strings, t });
    return t;
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
