import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cp, readdir, rename, utimes } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileEngine } from '../../../scripts/compile/compile-engine.ts';
import {
  compiledCommandLine,
  compiledHome,
  lookAt,
  sealed,
  stampFile,
  type Stamp,
} from '../../../scripts/compiled.mjs';
import { addFiles, removeFolder, repository, temporaryFolder } from '../../support/portal.ts';

/** A small engine with all that makes a difference: places, a thread, a class that both know, a command. */
const ENGINE = {
  'package.json': '{"type":"module"}',
  'run.mjs': `await (await import(process.argv[2])).main(['a']);`,
  'node_modules/.package-lock.json': '{}',
  'node_modules/words/package.json': '{"name":"words","type":"module","exports":"./words.js"}',
  'node_modules/words/words.js': 'export const hello = "hello";',
  'scripts/cli.ts': `
    export async function main(argv: readonly string[]): Promise<number> {
      const { run } = await import('./commands/tell.ts');
      const { file } = await import('./commands/bench.ts');
      process.stdout.write(JSON.stringify({ ...(await run(argv)), file }));
      return 0;
    }`,
  // The file that it is in, whatever it is told of its place.
  'scripts/commands/bench.ts': `export const file = /[\\w-]+\\.\\w+(?=:\\d)/.exec(new Error().stack ?? '')?.[0];`,
  'scripts/commands/tell.ts': `
    import { hello } from 'words';
    import { places } from '../../src/places.ts';
    import { ask } from '../../src/ask.ts';
    export const run = async (argv: readonly string[]) => ({ argv, hello, ...places, ...(await ask()) });`,
  'src/places.ts': `
    import { fileURLToPath } from 'node:url';
    export const places = {
      url: import.meta.url,
      folder: import.meta.dirname,
      file: import.meta.filename,
      above: fileURLToPath(new URL('..', import.meta.url)),
      words: import.meta.resolve('words'),
    };`,
  'src/ask.ts': `
    import { Worker } from 'node:worker_threads';
    export class Told extends Error {}
    export const ask = () => new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./ask-worker.ts', import.meta.url));
      worker.once('error', reject);
      worker.once('message', resolve);
    });`,
  'src/ask-worker.ts': `
    import { parentPort } from 'node:worker_threads';
    import { Told } from './ask.ts';
    import { tell } from './tell.ts';
    parentPort?.postMessage({ thread: import.meta.url, isOne: tell() instanceof Told });`,
  'src/tell.ts': `
    import { Told } from './ask.ts';
    export const tell = (): Error => new Told();`,
  'src/templates/Page.astro': 'never compiled',
};

let engine = '';
beforeEach(async () => {
  engine = await temporaryFolder('engine');
  await addFiles(engine, ENGINE);
  await cp(path.join(repository, 'scripts/compile'), path.join(engine, 'scripts/compile'), {
    recursive: true,
  });
});
afterEach(() => removeFolder(engine));

async function compile(): Promise<string> {
  await (await compileEngine(engine)).use();
  return compiledCommandLine(engine) ?? '';
}

/** What a command line tells. */
function tellBy(file: string): unknown {
  const args = [inEngine('run.mjs'), pathToFileURL(file).href];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const inEngine = (name: string): string => path.join(engine, name);

describe('a compiled engine', () => {
  it('does what its source does, and knows the same places', async () => {
    const file = await compile();
    expect(file).toContain(path.join('.gazette', 'engine'));
    const source = tellBy(inEngine('scripts/cli.ts'));
    expect(source).toMatchObject({
      hello: 'hello',
      isOne: true,
      file: 'bench.ts',
      folder: inEngine('src'),
    });
    expect(tellBy(file)).toEqual(source);
  });

  it('is its own: nothing of the source is loaded', async () => {
    const file = await compile();
    const before = tellBy(file);
    rmSync(inEngine('src'), { recursive: true });
    rmSync(inEngine('node_modules/words/words.js'));
    // Where a package is can only be told while it is there.
    await addFiles(engine, { 'node_modules/words/words.js': 'throw new Error("of the package")' });
    expect(tellBy(file)).toEqual(before);
  });

  it('is the same bytes when the same code is compiled twice, and again in another place', async () => {
    const first = await bytesOf(await compile());
    rmSync(compiledHome(engine), { recursive: true });
    expect(await bytesOf(await compile())).toEqual(first);
    const before = engine;
    const elsewhere = `${engine}-moved`;
    renameSync(engine, elsewhere);
    try {
      const moved = compiledCommandLine(elsewhere) ?? '';
      expect(moved).toContain(elsewhere);
      engine = elsewhere;
      expect(tellBy(moved)).toMatchObject({ folder: path.join(elsewhere, 'src') });
    } finally {
      renameSync(elsewhere, before);
      engine = before;
    }
  });

  it('fails to be made where a module can’t be told its place', async () => {
    await addFiles(engine, { 'src/tell.ts': `export const tell = () => import.meta.main;` });
    await expect(compileEngine(engine)).rejects.toThrow('import.meta.main');
    expect(compiledCommandLine(engine)).toBeUndefined();
  });

  it('fails to be made where it can’t be loaded', async () => {
    await addFiles(engine, { 'scripts/cli.ts': `throw new Error('no such thing');` });
    await expect(compileEngine(engine)).rejects.toThrow('no such thing');
    expect(compiledCommandLine(engine)).toBeUndefined();
  });
});

describe('it is used', () => {
  it('as long as the code is the same, also when files were touched', async () => {
    const file = await compile();
    const [now, source] = [new Date(), inEngine('src/tell.ts')];
    await utimes(source, now, now);
    expect(compiledCommandLine(engine)).toBe(file);
    await addFiles(engine, { 'src/tell.ts': `${ENGINE['src/tell.ts']}\n` });
    expect(compiledCommandLine(engine)).toBeUndefined();
    await addFiles(engine, { 'src/tell.ts': ENGINE['src/tell.ts'] });
    expect(compiledCommandLine(engine)).toBe(file);
  });

  it('when a template was edited, which is no part of it', async () => {
    const file = await compile();
    await addFiles(engine, { 'src/templates/Page.astro': 'edited' });
    expect(compiledCommandLine(engine)).toBe(file);
  });

  it.each<[what: string, edit: () => unknown]>([
    ['a file is another', () => addFiles(engine, { 'src/places.ts': 'export const places = {};' })],
    ['a file of the same size is', () => edit('src/tell.ts', 'Told()', 'T0ld()')],
    ['the code of a thread is', () => edit('src/ask-worker.ts', 'isOne', 'isTwo')],
    ['a file is new', () => addFiles(engine, { 'src/new.ts': '' })],
    ['a file is gone', () => rmSync(inEngine('src/tell.ts'))],
    ['a file has another name', () => rename(inEngine('src/tell.ts'), inEngine('src/told.ts'))],
    [
      'other packages are installed',
      () => addFiles(engine, { 'node_modules/.package-lock.json': '{"packages":{}}' }),
    ],
    ['it is compiled otherwise', () => edit('scripts/compile/own-place.ts', 'threads', 'thraeds')],
  ])('no more when %s', async (_, edit) => {
    await compile();
    await edit();
    expect(compiledCommandLine(engine)).toBeUndefined();
  });

  it('without reading what nobody has touched', async () => {
    const file = await compile();
    const stamp = readStamp();
    const source = inEngine('src/tell.ts');
    await utimes(source, 1000, 1000);
    const files = stamp.files.map((each): Stamp['files'][number] =>
      each[0] === 'src/tell.ts' ? [each[0], 'of other bytes', lookAt(source)] : each,
    );
    writeFileSync(stampFile(engine), sealed({ ...stamp, files }));
    expect(compiledCommandLine(engine)).toBe(file);
    // The time of the last change of its state can't be set back.
    await utimes(source, 1000, 1000);
    expect(compiledCommandLine(engine)).toBeUndefined();
  });

  it('no more by another Node', async () => {
    const file = await compile();
    const stamp = readStamp();
    writeFileSync(stampFile(engine), sealed({ ...stamp, node: 'v99.0.0' }));
    expect(compiledCommandLine(engine)).toBeUndefined();
    writeFileSync(stampFile(engine), sealed(stamp));
    expect(compiledCommandLine(engine)).toBe(file);
  });

  it('no more when the stamp is damaged', async () => {
    await compile();
    const text = readFileSync(stampFile(engine), 'utf8');
    const damaged = ['', text.slice(0, -40), text.replace('"src/tell.ts"', '"src/tall.ts"')];
    for (const each of [...damaged, text.slice(text.indexOf('\n') + 1), `0\n{}`]) {
      writeFileSync(stampFile(engine), each);
      expect(compiledCommandLine(engine)).toBeUndefined();
    }
    writeFileSync(stampFile(engine), text);
    expect(compiledCommandLine(engine)).toBeDefined();
  });

  it('no more when one of its own files is damaged or gone, and is mended by compiling again', async () => {
    const file = await compile();
    const code = readFileSync(file, 'utf8');
    writeFileSync(file, code.slice(0, 100));
    expect(compiledCommandLine(engine)).toBeUndefined();
    rmSync(file);
    expect(compiledCommandLine(engine)).toBeUndefined();
    expect(await compile()).toBe(file);
    expect(readFileSync(file, 'utf8')).toBe(code);
  });

  it('not before it is whole, and not when code was edited while it was compiled', async () => {
    const made = await compileEngine(engine);
    expect(compiledCommandLine(engine)).toBeUndefined();
    await addFiles(engine, { 'src/tell.ts': `${ENGINE['src/tell.ts']} ` });
    await expect(made.use()).rejects.toThrow('edited');
    expect(compiledCommandLine(engine)).toBeUndefined();
    await compile();
    expect(compiledCommandLine(engine)).toBeDefined();
  });

  it('by whoever began with it: what was compiled before stays for a while', async () => {
    const first = await compile();
    for (const edit of ['1', '2', '3', '4']) {
      await addFiles(engine, {
        'src/tell.ts': `${ENGINE['src/tell.ts']} export const x = ${edit};`,
      });
      await addFiles(engine, { 'src/ask.ts': `${ENGINE['src/ask.ts']} console.log(${edit});` });
      await compile();
      if (edit === '1') expect(readFileSync(first, 'utf8')).toContain('main');
    }
    const left = await readdir(compiledHome(engine), { withFileTypes: true });
    expect(left.filter((entry) => entry.isDirectory())).toHaveLength(3);
  });
});

async function edit(name: string, from: string, to: string): Promise<void> {
  const text = readFileSync(inEngine(name), 'utf8');
  expect(text).toContain(from);
  await addFiles(engine, { [name]: text.replace(from, to) });
}

function readStamp(): Stamp {
  return JSON.parse(readFileSync(stampFile(engine), 'utf8').split('\n')[1] ?? '') as Stamp;
}

async function bytesOf(file: string): Promise<ReadonlyMap<string, string>> {
  const folder = path.dirname(file);
  const names = (await readdir(folder)).sort();
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}
