import { parseArgs } from 'node:util';
import { bundleFolder, engineFolder } from '../../src/site/engine.ts';
import { prepareBundle } from '../../src/site/renderer/bundle.ts';
import type { CompiledEngine } from '../compile/compile-engine.ts';
import type { CommandIo } from './command.ts';

export const name = 'compile';

export const usage = `gazette compile [--help]

Makes once what depends on Gazette's own code alone, so that no command has to: the command line in a
few files that load quickly, and the templates. npm ci does it. Both are used as long as the code
is the same; after an edit of it commands run from source, as they do without.

Exit 0 when all is well, 1 when something could not be compiled, 2 for wrong usage.
`;

/** Runs `gazette compile`. */
export async function run(argv: readonly string[], io: CommandIo = process): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) {
      io.stdout.write(usage);
      return 0;
    }
  } catch (error) {
    io.stderr.write(`gazette compile: ${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  const began = performance.now();
  try {
    // Astro is at work on these meanwhile, in a process of its own.
    const templates = prepareBundle(engineFolder, bundleFolder());
    const engine = compileEngine();
    // One is of use without the other.
    await Promise.allSettled([templates, engine]);
    await (await engine).use();
    await templates;
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr.write(
      `gazette compile: not all is compiled. Gazette does without, a little slower.\n${why}\n`,
    );
    return 1;
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  io.stdout.write(`Engine and templates are compiled (${seconds} s).\n`);
  return 0;
}

async function compileEngine(): Promise<CompiledEngine> {
  const { compileEngine } = await import('../compile/compile-engine.ts');
  return compileEngine(engineFolder);
}
