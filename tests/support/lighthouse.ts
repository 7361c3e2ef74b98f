/** Lighthouse over pages of this machine, in this machine's own Chromium. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import lighthouse, { desktopConfig } from 'lighthouse';
import type { Result } from 'lighthouse';
import { chromiumArguments, findChromium, howToInstallChromium } from './chromium.ts';
import { removeFolder, temporaryFolder } from './portal.ts';

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof categories)[number];
/** Lighthouse's own two presets: a middling phone on slow 4G, and a desktop computer. */
export const forms = ['mobile', 'desktop'] as const;
export type Form = (typeof forms)[number];

/** What Lighthouse says of a page. */
export interface Audited {
  /** 0 to 100. */
  readonly scores: Readonly<Partial<Record<Category, number>>>;
  /** Audits that cost points, in lines that say where. */
  readonly faults: readonly string[];
  /** What the performance score is made of, as Lighthouse writes it. */
  readonly metrics: string;
}

export interface AuditOptions {
  readonly form?: Form;
  readonly only?: readonly Category[];
  /** The page asks search engines to stay away, and is to: that is no fault of it. */
  readonly isHidden?: boolean;
}

export interface Lighthouse {
  /** Opens an address as somebody does who has never been there. Throws when it can't be judged. */
  audit(url: string, options?: AuditOptions): Promise<Audited>;
  close(): Promise<void>;
}

/**
 * Starts a Chromium that Lighthouse can talk to. It is started here and not by Lighthouse, which would look
 * for one in other places, nor by Playwright, which would watch every tab beside it.
 */
export async function openLighthouse(): Promise<Lighthouse> {
  const program = findChromium();
  if (program === undefined) throw new Error(howToInstallChromium);
  const profile = await temporaryFolder('lighthouse');
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  // Debian's is a script that starts the browser: only their group can be ended as one.
  const chromium = spawn(program, [...chromiumArguments, ...own, 'about:blank'], {
    stdio: 'ignore',
    detached: true,
  });
  const close = async (): Promise<void> => {
    await end(chromium);
    await removeFolder(profile);
  };
  try {
    const port = await portOf(profile, chromium);
    return { audit: (url, options = {}) => audit(port, url, options), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The port that Chromium writes into its profile when it listens. */
async function portOf(profile: string, chromium: ChildProcess): Promise<number> {
  const file = path.join(profile, 'DevToolsActivePort');
  for (let tries = 0; tries < 300 && chromium.exitCode === null; tries += 1) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const port = Number.parseInt(text, 10);
    if (port > 0) return port;
    await pause(100);
  }
  throw new Error('Chromium did not start to listen for Lighthouse');
}

async function end(chromium: ChildProcess): Promise<void> {
  if (chromium.pid === undefined || chromium.exitCode !== null) return;
  const ended = new Promise((resolve) => chromium.once('close', resolve));
  process.kill(-chromium.pid);
  await ended;
}

/** Settings for what is there as soon as the page is: it waits for seconds otherwise. */
const atOnce = {
  pauseAfterFcpMs: 0,
  pauseAfterLoadMs: 0,
  networkQuietThresholdMs: 100,
  cpuQuietThresholdMs: 0,
} as const;

async function audit(
  port: number,
  url: string,
  { form = 'mobile', only = categories, isHidden = false }: AuditOptions,
): Promise<Audited> {
  const result = await lighthouse(
    url,
    {
      port,
      logLevel: 'silent',
      onlyCategories: [...only],
      skipAudits: isHidden ? ['is-crawlable'] : [],
      disableFullPageScreenshot: true,
      ...(only.includes('performance') ? {} : atOnce),
    },
    form === 'desktop' ? desktopConfig : undefined,
  );
  if (result === undefined) throw new Error(`Lighthouse says nothing of ${url}`);
  const { lhr } = result;
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  const scores = Object.fromEntries(
    only.map((id) => [id, Math.round((lhr.categories[id]?.score ?? 0) * 100)]),
  );
  return { scores, faults: faultsOf(lhr, only), metrics: metricsOf(lhr) };
}

/** What counts in a score and is not whole; of performance, what is far from it. */
function faultsOf(lhr: Result, only: readonly Category[]): string[] {
  return only.flatMap((id) => {
    const least = id === 'performance' ? 0.9 : 1;
    return (lhr.categories[id]?.auditRefs ?? []).flatMap((ref) => {
      const found = lhr.audits[ref.id];
      if (!found || found.score === null || ref.weight === 0 || found.score >= least) return [];
      const places = placesOf(found.details).map((place) => `\n    ${place}`);
      return [`${id}: ${found.title} ${found.displayValue ?? ''}${places.join('')}`];
    });
  });
}

/** The elements that an audit is about. */
function placesOf(details: unknown): string[] {
  const { items } = (details ?? {}) as { items?: readonly unknown[] };
  return (items ?? []).slice(0, 5).map((item) => {
    const { node, source } = item as Readonly<Record<string, { snippet?: string } | undefined>>;
    return node?.snippet ?? source?.snippet ?? JSON.stringify(item).slice(0, 200);
  });
}

const shown = {
  FCP: 'first-contentful-paint',
  LCP: 'largest-contentful-paint',
  TBT: 'total-blocking-time',
  CLS: 'cumulative-layout-shift',
  SI: 'speed-index',
};

function metricsOf(lhr: Result): string {
  return Object.entries(shown)
    .map(([name, id]) => [name, lhr.audits[id]?.displayValue?.replace(/\s/g, ' ')])
    .filter(([, value]) => value !== undefined)
    .map((pair) => pair.join(' '))
    .join(', ');
}
