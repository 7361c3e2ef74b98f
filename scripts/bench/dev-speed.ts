import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { names } from './generate.ts';
import type { Size } from './generate.ts';
import { launch } from './launch.ts';
import { environment } from './measure.ts';
import { benchNote } from './note.ts';
import type { BenchNote } from './note.ts';
import type { DevResult, NotMeasured } from './plan.ts';
import type { Say } from './samples.ts';
import { stockAddress, stockFile } from './stock-site.ts';

/** A development server, and how to start it. */
export interface DevSide {
  readonly name: string;
  readonly size: Size;
  /** Its portal or project. */
  readonly root: string;
  /** Arguments for Node, without the port. */
  readonly args: readonly string[];
  readonly address: (note: BenchNote) => string;
  /** The file of a note in the first language, in `root`. */
  readonly file: (note: BenchNote) => string;
}

/** Milliseconds until an edit counts as not shown. */
const PATIENCE = 60_000;

/** Gazette’s development server, with what builds and earlier runs of it have kept. */
export function gazetteDev(engine: string, root: string, size: Size, today: string): DevSide {
  const script = path.join(engine, 'scripts', 'gazette.mjs');
  return {
    name: 'Gazette',
    size,
    root,
    args: [script, 'dev', '--root', root, '--today', today],
    address: ({ product, version }) => `/releases/${product}/${version}/`,
    file: ({ product, version }) => `content/releases/${product}/${version}.mdx`,
  };
}

/** Stock Starlight’s, for the notes of one audience. */
export function stockDev(engine: string, root: string, size: Size): DevSide {
  const astro = path.join(engine, 'node_modules', 'astro', 'bin', 'astro.mjs');
  return {
    name: 'stock Starlight',
    size: { ...size, audiences: 1 },
    root,
    args: [astro, 'dev', '--root', root],
    address: stockAddress,
    file: stockFile,
  };
}

/**
 * Measures development servers: how long from the command to the first page, and from the moment when a
 * note is written to the moment when the edit stands on the page in a browser that nobody touches.
 */
export async function measureDev(
  sides: readonly DevSide[],
  edits: number,
  say: Say,
): Promise<DevResult[] | NotMeasured> {
  const browser = await launch();
  if (typeof browser === 'string') {
    say(`not measured: dev, ${browser}`);
    return { what: 'dev', why: browser };
  }
  const results: DevResult[] = [];
  try {
    for (const side of sides) {
      // The first time, what is kept is made.
      await oneServer(side, browser, 0);
      const result = await oneServer(side, browser, edits);
      results.push(result);
      say(
        `${side.name}, dev: first page after ${result.ready.toFixed(0)} ms, an edit after ${result.edit.toFixed(0)} ms`,
      );
    }
    return results;
  } catch (error) {
    // What was built was measured all the same, and took long: that must not be lost.
    const [why = ''] = String(error).split('\n');
    say(`not measured: dev, ${why}`);
    return { what: 'dev', why: `it went wrong (${why})` };
  } finally {
    await browser.close();
  }
}

async function oneServer(side: DevSide, browser: Browser, edits: number): Promise<DevResult> {
  const { locales, audiences } = names(side.size);
  const note = benchNote(Math.floor(side.size.notes / 2), side.size.notes, locales, audiences);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, [...side.args, '--port', String(port)], {
    cwd: side.root,
    env: environment({}),
    stdio: 'ignore',
  });
  try {
    await firstPage(origin + side.address(note), child);
    const ready = performance.now() - began;
    const all = edits === 0 ? [] : await timesOfEdits(side, browser, origin, note, edits);
    return { name: side.name, size: side.size, ready, edit: median(all), all };
  } finally {
    if (child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    }
  }
}

/** Asks until there is an answer. */
async function firstPage(url: string, child: ChildProcess): Promise<void> {
  const began = performance.now();
  while (child.exitCode === null && performance.now() - began < 10 * PATIENCE) {
    const response = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => null);
    if (response !== null) {
      await response.text();
      if (response.status === 200) return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`no page at ${url}`);
}

async function timesOfEdits(
  { root, file, address }: DevSide,
  browser: Browser,
  origin: string,
  note: BenchNote,
  edits: number,
): Promise<number[]> {
  const target = path.join(root, file(note));
  const text = await readFile(target, 'utf8');
  const page = await browser.newPage();
  const times: number[] = [];
  try {
    await page.goto(origin + address(note), { waitUntil: 'load' });
    // Servers get ready for edits when the first page is out; nobody writes faster than that.
    await page.waitForTimeout(3000);
    for (let edit = 0; edit <= edits; edit += 1) {
      const word = `Edited${edit}now`;
      const shown = page.waitForFunction(
        (wanted) => document.body?.textContent?.includes(wanted),
        word,
        { polling: 'raf', timeout: PATIENCE },
      );
      const began = performance.now();
      await writeFile(target, `${text}\n${word}\n`);
      await shown;
      // The first warms up.
      if (edit > 0) times.push(performance.now() - began);
      await page.waitForTimeout(1000);
    }
    return times;
  } finally {
    await page.close();
    await writeFile(target, text);
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
