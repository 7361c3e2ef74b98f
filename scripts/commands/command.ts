/** Where a command writes; `process` is one. */
export interface CommandIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** One command of the command line: a file in this folder exports this shape. */
export interface Command {
  readonly name: string;
  /** What `--help` prints. */
  readonly usage: string;
  /** @returns the exit code: 0 well, 1 findings of level error, 2 wrong usage */
  run(argv: string[], io?: CommandIo): Promise<number>;
}
