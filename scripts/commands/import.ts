import { parseArgs } from 'node:util';
import { isDay } from '../../src/model/day.ts';
import { whyNotId } from '../../src/model/id.ts';
import { findImporter, importers } from '../../src/importers/registry.ts';
import { runImport } from '../../src/importers/run-import.ts';
import { asVersion } from '../../src/importers/source-versions.ts';

/** Where a command writes. */
interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

export const name = 'import';
export const summary = 'take over releases, changes and cycles from other formats';
export const usage = `gazette import <format> SOURCE… --product ID [options]

Formats
${importers.map((importer) => `  ${importer.format.padEnd(18)}${importer.summary}`).join('\n')}

Options
  --product ID       the product; content/products/ID.yaml is made or added to
  --root DIR         the portal folder (default: GAZETTE_ROOT, else this folder)
  --locale CODE      language of the notes, for a new portal.yaml (default: en)
  --version V        the release of notes that name none (reno); they are for the next one otherwise
  --date DAY         the day of that release, which is also the day of its deprecations
  --link-base URL    makes links from the root of the old site absolute
  --mdx              writes notes as MDX instead of Markdown
  --force            overwrites files that were edited since they were imported
  --dry-run          tells what it would do, and writes nothing
  --json             prints the plan and the findings as JSON

Says what it took, what it could not map and why. Reads nothing but the sources that are named.
Exit 0 when all is well, 1 for errors (conflicts too), 2 for wrong usage.
`;

/** Runs `gazette import`; resolves to the exit code. */
export function run(argv: readonly string[], io: Io = process): Promise<number> {
  return Promise.resolve(runNow(argv, io));
}

function runNow(argv: readonly string[], io: Io): number {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error), io);
  }
  const { values, positionals } = parsed;
  if (values.help === true) {
    io.stdout.write(usage);
    return 0;
  }
  const [format, ...sources] = positionals;
  const names = importers.map((importer) => importer.format).join(', ');
  if (format === undefined) return wrong(`Name a format: ${names}`, io);
  const importer = findImporter(format);
  if (importer === undefined) return wrong(`${format} is not a format: expected ${names}`, io);
  if (sources.length === 0) return wrong('Name at least one file or folder to import', io);
  const { product } = values;
  if (product === undefined) return wrong('Name the product with --product ID', io);
  const reason = whyNotId(product);
  if (reason !== null) return wrong(`--product: ${reason}`, io);
  const locale = values.locale ?? 'en';
  if (!isLocale(locale)) return wrong(`${locale} is not a language tag such as en or pt-BR`, io);
  const linkBase = values['link-base'];
  if (linkBase !== undefined && !/^https?:\/\/[^\s/]/u.test(linkBase)) {
    return wrong(`--link-base ${linkBase} is not an address such as https://example.com/`, io);
  }
  const { version, date } = values;
  const whyNot =
    version === undefined
      ? null
      : (asVersion(version) ?? '') === ''
        ? 'it is no version'
        : whyNotId(version);
  if (whyNot !== null) return wrong(`--version ${version ?? ''}: ${whyNot}`, io);
  if (date !== undefined && !isDay(date)) {
    return wrong(`--date ${date} is not a day such as 2026-11-03`, io);
  }
  const result = runImport(importer, sources, {
    product,
    linkBase,
    version: version === undefined ? undefined : (asVersion(version) ?? undefined),
    date,
    mdx: values.mdx ?? false,
    root: values.root ?? process.env['GAZETTE_ROOT'] ?? '.',
    locale,
    force: values.force ?? false,
    dryRun: values['dry-run'] ?? false,
  });
  if (values.json === true) {
    const { taken, unmapped } = result.plan;
    const { findings } = result;
    io.stdout.write(`${JSON.stringify({ taken, unmapped, findings }, null, 2)}\n`);
  } else io.stdout.write(result.report);
  return result.ok ? 0 : 1;
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      product: { type: 'string' },
      root: { type: 'string' },
      locale: { type: 'string' },
      version: { type: 'string' },
      date: { type: 'string' },
      'link-base': { type: 'string' },
      mdx: { type: 'boolean' },
      force: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function isLocale(code: string): boolean {
  try {
    return Intl.getCanonicalLocales(code)[0] === code;
  } catch {
    return false;
  }
}

function wrong(message: string, io: Io): number {
  io.stderr.write(`${message}\n\n${usage}`);
  return 2;
}
