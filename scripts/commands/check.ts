import { parseArgs } from 'node:util';
import { hasErrors } from '../../src/model/finding.ts';
import { readPortal } from '../../src/publish/portal.ts';
import { engineFolder } from '../../src/site/engine.ts';
import type { CommandIo } from './command.ts';
import { countFindings, formatFindings } from './findings.ts';
import { clockOf, portalOptions, portalUsage, rootOf, UsageError } from './options.ts';

export const name = 'check';

export const usage = `gazette check [options]

${portalUsage}
  --format text|json how to print the findings (default: text)

Exit 0 when there are no errors, 1 when there are, 2 for wrong usage.
`;

/** Runs `gazette check`. */
export async function run(argv: readonly string[], io: CommandIo = process): Promise<number> {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(argv);
    if (values.help === true) {
      io.stdout.write(usage);
      return 0;
    }
    const { findings } = await readPortal(rootOf(values.root), engineFolder, clockOf(values.today));
    if (values.format === 'json') {
      io.stdout.write(`${JSON.stringify({ findings }, null, 2)}\n`);
    } else {
      io.stdout.write(`${formatFindings(findings)}${countFindings(findings)}\n`);
    }
    return hasErrors(findings) ? 1 : 0;
  } catch (error) {
    if (error instanceof UsageError || error instanceof TypeError) {
      io.stderr.write(`gazette check: ${error.message}\n\n${usage}`);
      return 2;
    }
    throw error;
  }
}

function parse(argv: readonly string[]) {
  const { values } = parseArgs({
    args: [...argv],
    options: { ...portalOptions, format: { type: 'string', default: 'text' } },
  });
  if (values.format !== 'text' && values.format !== 'json') {
    throw new UsageError(`--format is ${values.format}: expected text or json`);
  }
  return values;
}
