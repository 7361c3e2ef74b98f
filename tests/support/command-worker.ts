/** A process that runs `gazette build` again and again, as the command does; `changing-build.ts` starts it. */
import path from 'node:path';
import { run } from '../../scripts/commands/build.ts';
import { cacheFolder } from '../../src/site/engine.ts';

/** Templates are of the same code throughout, and take seconds: `plain.test.ts` has them made by each build. */
const bundles = path.join(cacheFolder(), 'bundle');

export interface CommandJob {
  readonly argv: readonly string[];
  /** Above so many notes threads help where some came or went; as many as are worth it, unless told. */
  readonly manyNotes?: number;
}

export interface CommandAnswer {
  /** The exit code; null when the command threw. */
  readonly code: number | null;
  readonly stderr: string;
}

async function answer({ argv, manyNotes }: CommandJob): Promise<CommandAnswer> {
  let stderr = '';
  const io = {
    stdout: { write: () => true },
    stderr: { write: (text: string) => ((stderr += text), true) },
  } as unknown as NonNullable<Parameters<typeof run>[1]>;
  try {
    return { code: await run(argv, io, { bundles, manyNotes }), stderr };
  } catch (error) {
    return { code: null, stderr: error instanceof Error ? (error.stack ?? '') : String(error) };
  }
}

process.on('message', (job: CommandJob) => {
  void answer(job).then((done) => process.send?.(done));
});
