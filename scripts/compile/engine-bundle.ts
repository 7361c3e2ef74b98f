import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { digest } from '../compiled.mjs';
import { atOwnPlace, fileOfThread } from './own-place.ts';

/** What was made of the engine's code. */
export interface EngineBundle {
  /** Code by the names of its files. */
  readonly chunks: ReadonlyMap<string, string>;
  /** Those that only threads can load. */
  readonly threads: ReadonlySet<string>;
  /** Digests of all files of the engine that went into it, as they were read, by their absolute paths. */
  readonly modules: ReadonlyMap<string, string>;
}

/** What the file of the command line is called. */
const COMMANDS = 'cli';

/** The engine's own code is in these folders. */
const OWN = ['src', 'scripts'];

/**
 * Packages that stay outside: those with parts that are no JavaScript, and grammars, of which a portal
 * wants a few of hundreds.
 */
const OUTSIDE = ['satteri', 'sharp', 'shiki', '@shikijs/langs'];

/** Commands for whoever works on Gazette are run from source: what they need may not even be installed. */
const FROM_SOURCE = ['scripts/commands/bench.ts', 'scripts/commands/compile.ts'];

/**
 * Bundles the command line, with what each command loads in files of its own, and the code of all threads.
 * Nothing is made shorter: who reads the stack of an error finds names and the files that they are from.
 *
 * @param engine folder of Gazette itself
 * @param depth how many folders below it the bundle will be
 */
export async function bundleEngine(engine: string, depth: number): Promise<EngineBundle> {
  const modules = new Map<string, string>();
  const up = '../'.repeat(depth);
  const fromSource = new Map(FROM_SOURCE.map((name) => [join(engine, name), up + name]));
  const bundle = await rolldown({
    cwd: engine,
    input: { [COMMANDS]: join(engine, 'scripts', 'cli.ts') },
    platform: 'node',
    tsconfig: false,
    external: (id) =>
      fromSource.has(id) || OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [ownPlaces(engine, up, modules)],
  });
  try {
    const { output } = await bundle.generate({
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
      paths: (id) => fromSource.get(id) ?? id,
      minify: false,
    });
    const chunks = output.filter((each) => each.type === 'chunk');
    const threads = chunks.filter(({ isEntry, name }) => isEntry && name !== COMMANDS);
    return {
      chunks: new Map(chunks.map(({ fileName, code }) => [fileName, code])),
      threads: new Set(threads.map(({ fileName }) => fileName)),
      modules,
    };
  } finally {
    await bundle.close();
  }
}

/** Reads the engine's modules, notes what it read, and writes into each where it is. */
function ownPlaces(engine: string, up: string, modules: Map<string, string>): Plugin {
  const own = OWN.map((name) => join(engine, name) + sep);
  return {
    name: 'gazette:own-places',
    load(id) {
      if (!own.some((folder) => id.startsWith(folder))) return null;
      const bytes = readFileSync(id);
      modules.set(id, digest(bytes));
      const toFile = up + relative(engine, id).split(sep).join('/');
      const { code, threads } = atOwnPlace(bytes.toString('utf8'), toFile);
      for (const thread of threads) {
        const fileName = fileOfThread(thread);
        this.emitFile({ type: 'chunk', id: join(dirname(id), thread), fileName });
      }
      return { code, moduleType: 'ts' };
    },
  };
}
