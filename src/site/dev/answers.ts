import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pageModel } from '../../outputs/pages/page-model.ts';
import type { PlannedPage } from '../../outputs/pages/plan.ts';
import type { DevEdition } from './dev-edition.ts';
import type { DevEditions } from './dev-editions.ts';
import type { Templates } from './templates.ts';

/** What is at an address. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly bytes: string | Uint8Array;
  /** Whether it is a page, which is told of edits. */
  readonly isPage: boolean;
  /** Whether something else may never be at this address. */
  readonly isForEver?: boolean;
}

/**
 * What a portal has at an address; null for nothing.
 *
 * @param url path and query, as a browser asks for it
 * @param wantsPage whether a page may tell that there is nothing
 */
export async function answerTo(
  url: string,
  editions: DevEditions,
  templates: Templates,
  wantsPage: boolean,
): Promise<Answer | null> {
  const path = pathOf(url, editions.root?.edition.portal.base ?? '');
  if (path === null) return null;
  const file = path.endsWith('/') ? `${path}index.html` : path;
  for (const dev of editions.at(path)) {
    const page = dev.page(file);
    if (page) return render(editions, templates, dev, page);
  }
  const asset = await templates.asset(path);
  if (asset !== null) return { ...fileAnswer(path, asset), isForEver: true };
  const { portal } = editions;
  if (portal.publicFiles.has(path)) {
    return fileAnswer(path, await readFile(join(portal.root, 'public', path)));
  }
  for (const dev of editions.at(path)) {
    const output = await dev.output(file.slice(1));
    if (output) return fileAnswer(output.path, output.bytes);
  }
  const notFound = editions.root?.page('/404.html');
  if (!editions.root || !notFound || !wantsPage) return null;
  return { ...(await render(editions, templates, editions.root, notFound)), status: 404 };
}

async function render(
  { portal }: DevEditions,
  templates: Templates,
  dev: DevEdition,
  page: PlannedPage,
): Promise<Answer> {
  const strings = portal.strings.get(dev.edition.locale.code) ?? {};
  const { status, html } = await templates.render(pageModel(dev.context, page), strings);
  return { status, type: 'text/html; charset=utf-8', bytes: html, isPage: true };
}

/** The path inside the portal; null outside of its base path. */
function pathOf(url: string, base: string): string | null {
  const path = url.split(/[?#]/)[0] ?? '/';
  if (base !== '' && !path.startsWith(`${base}/`)) return null;
  try {
    return decodeURIComponent(path.slice(base.length));
  } catch {
    return null;
  }
}

const MEDIA_TYPES: readonly [ending: RegExp, type: string][] = [
  [/\.html$/, 'text/html; charset=utf-8'],
  [/\.xml$/, 'application/xml; charset=utf-8'],
  [/\.json$/, 'application/json; charset=utf-8'],
  [/\.js$/, 'text/javascript; charset=utf-8'],
  [/\.svg$/, 'image/svg+xml'],
  [/\.png$/, 'image/png'],
  [/\.jpe?g$/, 'image/jpeg'],
  [/\.webp$/, 'image/webp'],
  [/\.avif$/, 'image/avif'],
  [/\.gif$/, 'image/gif'],
  [/\.css$/, 'text/css; charset=utf-8'],
];

function fileAnswer(path: string, bytes: string | Uint8Array): Answer {
  const type = MEDIA_TYPES.find(([ending]) => ending.test(path))?.[1];
  return { status: 200, type: type ?? 'application/octet-stream', bytes, isPage: false };
}
