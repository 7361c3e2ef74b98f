import { commands } from './commands/index.ts';

/**
 * The command line: finds the command and runs it.
 *
 * @returns the exit code: 0 when all is well, 1 for findings of level error, 2 for wrong usage
 */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    process.stderr.write(`gazette: there is no command "${name}".\n\n${help()}`);
    return 2;
  }
  try {
    return await (await command.load()).run(rest, process);
  } catch (error) {
    // Not a finding in somebody's notes: a defect or a machine that can't go on. Say so, whole.
    process.stderr.write(`gazette ${name} could not go on.\n${describe(error)}\n`);
    return 1;
  }
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: gazette <command> [options]\n\n${lines.join('\n')}\n\ngazette <command> --help tells its options.\n`;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
