/** The engine as `npm ci` compiles it does what its source does, byte for byte. */
import { cp, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleEngine } from '../../scripts/compile/engine-bundle.ts';
import { EngineCopy } from '../../scripts/bench/engine-copy.ts';
import { makeRunFolder } from '../../scripts/bench/run-folder.ts';
import { SetAside } from '../../scripts/bench/set-aside.ts';
import { compiledCommandLine, compiledHome } from '../../scripts/compiled.mjs';
import { readClock } from '../../src/model/clock.ts';
import type { PartOrder, PartReply } from '../../src/publish/read-part.ts';
import { portalCache } from '../../src/publish/portal.ts';
import { bundleFolder } from '../../src/site/engine.ts';
import { filesOf, fixtureDay } from '../support/build.ts';
import { startDev } from '../support/dev-server.ts';
import { addFiles, removeFolder, repository, run } from '../support/portal.ts';
import { rolePortal } from '../support/role-portal.ts';
import { differences } from '../support/scan.ts';

let folder = '';
let source: EngineCopy;
let compiled: EngineCopy;

beforeAll(async () => {
  // Astro finds its packages only from a place that has a folder in common with them.
  folder = await makeRunFolder(path.join(repository, '.gazette', 'compiled-tests'));
  source = await copyOfEngine('source');
  compiled = await copyOfEngine('compiled');
  const ran = await gazetteOf(compiled, ['compile']);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
});
afterAll(() => removeFolder(folder));

/** A copy of the engine, with the templates that were made for all tests. */
async function copyOfEngine(name: string): Promise<EngineCopy> {
  const aside = new SetAside(path.join(folder, `${name}-aside`));
  const copy = await EngineCopy.make(repository, path.join(folder, name), aside);
  await cp(bundleFolder(), bundleFolder(copy.folder), {
    recursive: true,
    filter: (file) => path.basename(file) !== 'node_modules',
  });
  return copy;
}

function gazetteOf({ folder: engine }: EngineCopy, args: readonly string[]) {
  return run(process.execPath, [path.join(engine, 'scripts', 'gazette.mjs'), ...args]);
}

/** Builds a portal into a folder that is named after the engine, with a cache of its own. */
async function build(engine: EngineCopy, root: string, more: readonly string[] = []) {
  const name = path.join(path.dirname(root), path.basename(engine.folder));
  const args = ['--root', root, '--out', `${name}-out`, '--cache', `${name}-cache`];
  const ran = await gazetteOf(engine, ['build', ...args, '--today', fixtureDay, ...more]);
  return { code: ran.code, stderr: timeless(ran.stderr), files: filesOf(`${name}-out`) };
}

const timeless = (text: string): string => text.replaceAll(/\d+\.\d s/g, '');

async function portalOf(name: string, files: Readonly<Record<string, string | Uint8Array>>) {
  const root = path.join(folder, name, 'portal');
  await addFiles(root, files);
  return root;
}

/** So many that threads read them, and build their pages. */
function manyNotes(): Record<string, string> {
  const notes = Array.from({ length: 310 }, (_, number) => [
    `content/releases/atlas/0.${number}.0.md`,
    `---\nversion: "0.${number}.0"\ndate: 2021-01-01\nrollback: none\nknownIssues: none\n---\nNote ${number}.\n`,
  ]);
  return Object.fromEntries(notes) as Record<string, string>;
}

describe('the compiled engine', () => {
  it('has no template in it: what is made without them stays when one is edited', async () => {
    const { modules } = await bundleEngine(repository, 3);
    const own = [...modules.keys()].map((file) => path.relative(repository, file));
    expect(own.length).toBeGreaterThan(300);
    expect(own.filter((file) => /^src[\\/](?:components|pages|styles)[\\/]/.test(file))).toEqual(
      [],
    );
  });

  it('is what commands run, and only where it was compiled', async () => {
    expect(compiledCommandLine(compiled.folder)).toBeDefined();
    expect(compiledCommandLine(source.folder)).toBeUndefined();
    const root = await portalOf('which', { 'content/portal.yaml': 'title: Acme\n' });
    // A report can't be written where a folder is. That is no finding, so all of the stack is told.
    for (const [engine, place] of [
      [compiled, path.join('compiled', '.gazette', 'engine')],
      [source, path.join('source', 'scripts', 'commands', 'build.ts')],
    ] as const) {
      const { code, stderr } = await build(engine, root, ['--report', folder]);
      expect(code).toBe(1);
      expect(stderr).toContain('gazette build could not go on.\nError: EISDIR');
      expect(stderr).toContain(path.join(folder, place));
    }
  });

  it('has the templates too: a first build anywhere does not make any', async () => {
    const root = await portalOf('templates', { 'content/portal.yaml': 'title: Acme\n' });
    expect((await build(compiled, root)).code).toBe(0);
    await expect(stat(path.join(path.dirname(root), 'compiled-cache', 'bundle'))).rejects.toThrow();
  });

  it('builds the same bytes as the source, in one thread', async () => {
    const root = await portalOf('few', rolePortal().files);
    const [ours, theirs] = [await build(compiled, root), await build(source, root)];
    expect(ours).toMatchObject({ code: 0, stderr: theirs.stderr });
    expect(theirs.files.size).toBeGreaterThan(50);
    expect(differences(theirs.files, ours.files)).toEqual([]);
  });

  it('builds the same bytes as the source, in threads, and after an edit', async () => {
    const root = await portalOf('many', { ...rolePortal().files, ...manyNotes() });
    for (const text of ['Once.', 'Again.']) {
      await addFiles(root, { 'content/glossary/word.yaml': `title: Word\ndefinition: ${text}\n` });
      const [ours, theirs] = [await build(compiled, root), await build(source, root)];
      expect(ours).toMatchObject({ code: 0, stderr: theirs.stderr });
      const pages = [...theirs.files.keys()].filter((name) => name.endsWith('.html'));
      expect(pages.length).toBeGreaterThan(1200);
      expect(differences(theirs.files, ours.files)).toEqual([]);
    }
  }, 180_000);

  it('tells mistakes with file and line as the source does', async () => {
    const root = await portalOf('wrong', {
      ...rolePortal().files,
      'content/releases/atlas/0.1.0.mdx':
        '---\nversion: "0.1.0"\ndate: yesterday\n---\n\n<Aside>\n\nNever closed.\n',
    });
    for (const command of ['check', 'build']) {
      const args = [command, '--root', root, '--today', fixtureDay];
      const [ours, theirs] = [await gazetteOf(compiled, args), await gazetteOf(source, args)];
      expect(theirs.code).toBe(1);
      expect(`${theirs.stdout}${theirs.stderr}`).toContain('content/releases/atlas/0.1.0.mdx:3');
      const { code, stdout, stderr } = ours;
      expect([code, stdout, timeless(stderr)]).toEqual([1, theirs.stdout, timeless(theirs.stderr)]);
    }
  });

  it('serves a portal that is being written', async () => {
    const root = await portalOf('dev', rolePortal().files);
    const server = await startDev(root, compiled.folder);
    try {
      const { status, text } = await server.get('/');
      expect(status).toBe(200);
      expect(text).toContain('/_gazette/');
    } finally {
      await server.close();
    }
  });

  it('has code of its own for every thread', async () => {
    const home = path.dirname(compiledCommandLine(compiled.folder) ?? '');
    expect(home.startsWith(compiledHome(compiled.folder))).toBe(true);
    const threads = (await readdir(home)).filter((name) => name.endsWith('-worker.mjs'));
    expect(threads).toEqual(['crew-worker.mjs', 'last-build-worker.mjs', 'read-ahead-worker.mjs']);
    const root = await portalOf('threads', rolePortal().files);
    const order: PartOrder = {
      root,
      clock: readClock({ today: fixtureDay }),
      cache: portalCache(path.join(folder, 'threads', 'cache'), root, compiled.folder),
      parts: 1,
      part: 0,
    };
    for (const name of ['read-ahead-worker.mjs', 'crew-worker.mjs']) {
      const reader = new Worker(path.join(home, name));
      reader.postMessage(order);
      const [reply] = (await once(reader, 'message')) as [PartReply];
      await reader.terminate();
      expect('files' in reply && reply.files.size).toBeGreaterThan(5);
    }
    const looker = new Worker(path.join(home, 'last-build-worker.mjs'), {
      workerData: { cacheDir: folder, out: root, seal: '' },
    });
    expect(await once(looker, 'message')).toEqual([false]);
  });

  it('is left alone, with its templates, when a template is edited: that is seen at once', async () => {
    const root = await portalOf('template', { 'content/portal.yaml': 'title: Acme\n' });
    const template = 'src/components/templates/Home.astro';
    await addFiles(compiled.folder, { [template]: '<p>Another template</p>\n' });
    expect(compiledCommandLine(compiled.folder)).toBeDefined();
    const { code, files } = await build(compiled, root);
    expect(code).toBe(0);
    expect(String(files.get('index.html'))).toContain('Another template');
  });
});
