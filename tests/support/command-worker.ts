/** A process that runs `gazette build` again and again, as the command does; `trial.ts` starts it. */
import path from 'node:path';
import { run } from '../../scripts/commands/build.ts';
import { cacheFolder } from '../../src/site/engine.ts';

/** Templates are of the same code throughout, and take seconds: `plain.test.ts` has them made by each build. */
const bundles = path.join(cacheFolder(), 'bundle');

export interface CommandJob {
  readonly argv: readonly string[];
  /** Above so many notes threads help where some came or went; as many as are worth it, unless told. */
  readonly manyNotes?: number;
  /** Builds as another version of Gazette does: what one keeps the other may not use. */
  readonly version: string | undefined;
}

export interface CommandAnswer {
  /** The exit code; null when the command threw. */
  readonly code: number | null;
  readonly stderr: string;
}

async function answer({ argv, manyNotes, version }: CommandJob): Promise<CommandAnswer> {
  let stderr = '';
  const io = {
    stdout: { write: () => true },
    stderr: { write: (text: string) => ((stderr += text), true) },
  } as unknown as NonNullable<Parameters<typeof run>[1]>;
  try {
    const code = version === undefined ? undefined : { all: version, engine: version };
    return { code: await run(argv, io, { bundles, manyNotes, code }), stderr };
  } catch (error) {
    return { code: null, stderr: error instanceof Error ? (error.stack ?? '') : String(error) };
  }
}

process.on('message', (job: CommandJob) => {
  void answer(job).then((done) => process.send?.(done));
});
