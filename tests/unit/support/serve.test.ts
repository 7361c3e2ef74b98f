import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder, writePortal } from '../../support/portal.ts';
import { serve } from '../../support/serve.ts';
import type { Served } from '../../support/serve.ts';

let folder: string;
let server: Served;

beforeAll(async () => {
  folder = await writePortal({
    'index.html': '<p>home',
    '404.html': '<p>lost',
    'releases/index.html': '<p>releases',
    'feeds/all.rss.xml': '<rss/>',
    'feeds/all.atom.xml': '<feed/>',
    'ünïcode name.md': '# text',
  });
  server = await serve(folder, { gzip: true });
});
afterAll(async () => {
  await server.close();
  await removeFolder(folder);
});

const get = (path: string) => fetch(server.origin + path, { redirect: 'manual' });

describe('the server of the browser tests', () => {
  it('answers a folder with its index, after a redirect to the slash that keeps the query', async () => {
    expect(await (await get('/releases/')).text()).toBe('<p>releases');
    const moved = await get('/releases?type=fix');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/releases/?type=fix']);
  });

  it('answers what is not there with 404.html', async () => {
    const lost = await get('/nowhere/');
    expect([lost.status, await lost.text()]).toEqual([404, '<p>lost']);
  });

  it('names media types', async () => {
    const type = async (path: string) => (await get(path)).headers.get('content-type');
    expect(await type('/')).toBe('text/html; charset=utf-8');
    expect(await type('/feeds/all.rss.xml')).toBe('application/rss+xml; charset=utf-8');
    expect(await type('/feeds/all.atom.xml')).toBe('application/atom+xml; charset=utf-8');
    expect(await type('/%C3%BCn%C3%AFcode%20name.md')).toBe('text/markdown; charset=utf-8');
  });

  it.each(['/../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd', '/%00'])(
    'does not leave the folder: %s',
    async (path) => {
      const status = await new Promise((resolve, reject) => {
        const url = new URL(server.origin);
        request({ host: url.hostname, port: url.port, path }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(404);
    },
  );

  it('keeps a list of requests', async () => {
    server.forget();
    await (await get('/')).text();
    await (await get('/x?y')).text();
    await expect
      .poll(() => server.requests)
      .toEqual([
        { method: 'GET', url: '/', status: 200 },
        { method: 'GET', url: '/x?y', status: 404 },
      ]);
  });
});
