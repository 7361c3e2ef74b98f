import { spawn } from 'node:child_process';
import { existsSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeKey } from '../../publish/code-key.ts';
import { keepNewest } from '../../publish/keep-newest.ts';

/** Astro's server bundle of this project, ready to render pages. */
export interface RendererBundle {
  /** Hash over everything the bundle is made from; part of every page's key. */
  readonly key: string;
  /** Folder with the stylesheets and scripts that pages refer to under `/_gazette/`. */
  readonly clientDir: string;
  /** Address of the module that exports `renderPage`. */
  readonly entry: string;
  /** Whether Astro had to run. */
  readonly built: boolean;
}

/**
 * Gives the renderer, running Astro only when code, configuration, dependencies or Node changed
 * since the bundle in `cacheDir` was made.
 *
 * @param engine folder of Gazette itself
 * @param cacheDir where bundles are kept, by key
 * @param key of the code (`codeKey`), where it is known already
 * @throws Error with Astro's own words when the templates do not build
 */
export async function prepareBundle(
  engine: string,
  cacheDir: string,
  key?: string,
): Promise<RendererBundle> {
  key ??= codeKey(engine);
  const directory = join(cacheDir, key);
  const kept = keptBundle(engine, cacheDir, key);
  if (kept !== null) return kept;
  // Built beside its place and moved there when whole, so that a crash leaves no half bundle.
  const building = join(cacheDir, `${key}.${process.pid}.building`);
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  // Astro renders a page from it, to see that it can.
  linkPackages(engine, building);
  await runAstro(engine, join(building, BUILT));
  await writeFile(join(building, 'complete'), '');
  await settle(building, directory);
  keepNewest(cacheDir, KEPT_BUNDLES);
  return { ...bundleIn(cacheDir, key), built: true };
}

/**
 * The renderer of this key, where it was made before; null where it was not. Whatever became of its
 * folder since, it finds the packages of this engine.
 *
 * @param engine folder of Gazette itself
 * @param cacheDir where bundles are kept, by key
 */
export function keptBundle(engine: string, cacheDir: string, key: string): RendererBundle | null {
  const directory = join(cacheDir, key);
  if (!existsSync(join(directory, 'complete'))) return null;
  linkPackages(engine, directory);
  return bundleIn(cacheDir, key);
}

function bundleIn(cacheDir: string, key: string): RendererBundle {
  const folder = join(cacheDir, key, BUILT);
  const entry = pathToFileURL(join(folder, 'server', 'entry.mjs')).href;
  return { key, clientDir: join(folder, 'client'), entry, built: false };
}

/** What Astro wrote, in the folder of a bundle. */
const BUILT = 'built';

/**
 * Lets a bundle find its packages, which Node looks for in the folders above it. Its folder may have been
 * copied from elsewhere, or the engine moved: the link is looked at whenever the bundle is used.
 */
function linkPackages(engine: string, folder: string): void {
  const packages = join(engine, 'node_modules');
  const link = join(folder, 'node_modules');
  if (leadsTo(link, packages)) return;
  // Put in place whole, for another process may be looking for packages right now.
  const made = `${link}.${process.pid}`;
  rmSync(made, { recursive: true, force: true });
  symlinkSync(packages, made, 'junction');
  try {
    renameSync(made, link);
  } catch {
    // A folder is in its place, or the system puts no link over another.
    rmSync(link, { recursive: true, force: true });
    renameSync(made, link);
  }
}

function leadsTo(link: string, place: string): boolean {
  try {
    return realpathSync(link) === realpathSync(place);
  } catch {
    return false;
  }
}

/** Puts a whole bundle in its place. One that another process has put there meanwhile stays: it may be in use. */
async function settle(building: string, directory: string): Promise<void> {
  try {
    await rename(building, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
    if (existsSync(join(directory, 'complete'))) {
      await rm(building, { recursive: true, force: true });
    } else {
      await rm(directory, { recursive: true, force: true });
      await rename(building, directory);
    }
  }
}

// Vite takes variables of these names for its own, and builds for development where DEV is set.
const MODE_VARIABLES: ReadonlySet<string> = new Set(['BASE_URL', 'DEV', 'MODE', 'PROD', 'SSR']);

function withoutModes(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !MODE_VARIABLES.has(name)));
}

// Astro runs in a process of its own: its memory is gone before the pages are rendered.
function runAstro(engine: string, outDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const astro = join(engine, 'node_modules', 'astro', 'bin', 'astro.mjs');
    const child = spawn(process.execPath, [astro, 'build', '--root', engine], {
      cwd: engine,
      env: {
        ...withoutModes(process.env),
        GAZETTE_BUNDLE_DIR: outDir,
        ASTRO_TELEMETRY_DISABLED: '1',
        NODE_ENV: 'production',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Astro could not build the templates:\n${output}`));
    });
  });
}

/** So many bundles stay, so that switching branches is quick; those that were made last, since others may be in use. */
const KEPT_BUNDLES = 4;
