import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of Gazette itself: its code, its interface strings, and the reference portal. */
export const engineFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Where Gazette keeps what it can make again: bundles, reports. Never published. */
export function cacheFolder(engine = engineFolder): string {
  return join(engine, '.gazette');
}

/** Where the templates are that were made of the engine's own code, whatever portal they are for. */
export function bundleFolder(engine = engineFolder): string {
  return join(cacheFolder(engine), 'bundle');
}
