#!/usr/bin/env node
/**
 * The `gazette` command: finds a Node that runs TypeScript, then hands over to cli.ts, compiled where it
 * is (`gazette compile`).
 * Plain JavaScript for any Node from 18 on, because it is what decides which Node runs the rest.
 */
import module from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compiledCommandLine } from './compiled.mjs';
import { isNewEnough, runAgainUnderOwnNode } from './own-node.mjs';

// What Node made of these files is kept: reading them again takes longer than many a command.
if (isNewEnough()) {
  const engine = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
  module.enableCompileCache(path.join(engine, '.gazette', 'compiled'));
  // Under the `node` package's Node the mark has done its work.
  delete process.env.GAZETTE_OWN_NODE;
  const compiled = compiledCommandLine(engine);
  const { main } = await import(compiled ? pathToFileURL(compiled).href : './cli.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  runAgainUnderOwnNode();
}
