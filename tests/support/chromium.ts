import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/**
 * The names a Chromium goes by, in the order they are tried. The first is Debian's Chromium without
 * what a window needs: the same engine, and half the time.
 */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
];
const places = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
];
const macNames = ['Chromium', 'Google Chrome'];

/** What keeps a browser off the network and out of a sandbox that containers don't offer. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The path of a Chromium on this machine: $CHROMIUM, else the usual names in the PATH and in the
 * usual places; undefined when there is none. Throws when $CHROMIUM names no program.
 */
export function findChromium(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const named = env['CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named;
    throw new Error(`CHROMIUM is ${named}: expected the path of a Chromium program`);
  }
  const folders = [...(env['PATH'] ?? '').split(path.delimiter).filter(Boolean), ...places];
  for (const name of [...names, ...macNames]) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      if (isProgram(file)) return file;
    }
  }
  return undefined;
}

/** Starts a Chromium of this machine without a window. Close it when done. Throws when there is none. */
export async function launchChromium(extra: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(howToInstallChromium);
  return chromium.launch({ executablePath, args: [...chromiumArguments, ...extra] });
}

/** What to tell a person on a machine without Chromium. */
export const howToInstallChromium = [
  'No Chromium on this machine: the browser tests need one.',
  '  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y chromium',
  '  Fedora:          sudo dnf install chromium',
  '  Alpine:          apk add chromium',
  '  macOS:           brew install --cask chromium',
  '  Or name one:     CHROMIUM=/path/to/chrome npm test',
].join('\n');

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
