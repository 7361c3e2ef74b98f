import { isAbsolute, resolve } from 'node:path';
import { readClock, type Clock } from '../../src/model/clock.ts';
import { engineFolder } from '../../src/site/engine.ts';

/** Options that several commands share, for `node:util`'s `parseArgs`. */
export const portalOptions = {
  root: { type: 'string' },
  today: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const portalUsage = `  --root DIR         the portal folder (default: GAZETTE_ROOT, else the reference portal)
  --today DAY        the build clock, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else today)`;

/** A call that makes no sense: the command prints it and exits with 2. */
export class UsageError extends Error {}

/** The portal folder that a command works on. */
export function rootOf(root: string | undefined): string {
  const named = root ?? process.env['GAZETTE_ROOT'];
  return named === undefined || named === '' ? engineFolder : fromHere(named);
}

/** @throws UsageError for a day that does not exist */
export function clockOf(today: string | undefined): Clock {
  try {
    return readClock({ today, env: process.env });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A path as a person typed it. */
export function fromHere(path: string): string {
  return isAbsolute(path) ? path : resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
