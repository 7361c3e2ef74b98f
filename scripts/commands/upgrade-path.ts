import { parseArgs } from 'node:util';
import type { Edition } from '../../src/catalog/edition.ts';
import { hasErrors } from '../../src/model/finding.ts';
import { contextOf, editionsOf, readPortal } from '../../src/publish/portal.ts';
import { suggest } from '../../src/render/suggest.ts';
import { engineFolder } from '../../src/site/engine.ts';
import type { ViewContext } from '../../src/views/context.ts';
import type { UpgradeProblem } from '../../src/views/upgrade/plan.ts';
import { upgradeData } from '../../src/views/upgrade/upgrade-data.ts';
import { upgradeMarkdown } from '../../src/views/upgrade/upgrade-markdown.ts';
import { planUpgrade } from '../../src/views/upgrade/upgrade-plan.ts';
import { upgradeText } from '../../src/views/upgrade/upgrade-text.ts';
import type { CommandIo } from './command.ts';
import { formatFindings } from './findings.ts';
import { clockOf, portalOptions, portalUsage, rootOf, UsageError } from './options.ts';

export const name = 'upgrade-path';
export const usage = `gazette upgrade-path PRODUCT FROM TO [options]

Tells what stands between two versions: what to do, in order, what changes, what goes, which
weaknesses and known issues are gained and lost. FROM and TO are versions with a note, the beginning
of one (3.7 means the newest 3.7.x), or latest. The same as the page /upgrade/.

  --audience ID      for whom (default: the audience at the root)
  --locale CODE      in which language (default: the language of the notes)
  --module ID        only what concerns this module; may be given several times
  --format FORMAT    text, markdown or json (default: text)
${portalUsage}

Exit 0 with a plan, 1 when the notes have errors, 2 for wrong usage, such as an unknown version.
`;

const formats = ['text', 'markdown', 'json'] as const;

/** Runs `gazette upgrade-path`. */
export async function run(argv: readonly string[], io: CommandIo = process): Promise<number> {
  try {
    const { values, positionals } = parse(argv);
    if (values.help === true) {
      io.stdout.write(usage);
      return 0;
    }
    const [productId, from, to, ...more] = positionals;
    if (productId === undefined || from === undefined || to === undefined || more.length > 0) {
      throw new UsageError('name a product, the version to come from and the version to go to');
    }
    const format = formats.find((known) => known === values.format);
    if (format === undefined) throw unknown('--format', values.format, formats);

    const root = rootOf(values.root);
    const { portal, findings } = await readPortal(root, engineFolder, clockOf(values.today));
    // With errors a note may be missing, and a plan that lacks a step is worse than none.
    if (portal === null || hasErrors(findings)) {
      io.stderr.write(formatFindings(findings.filter(({ severity }) => severity === 'error')));
      return 1;
    }
    const edition = editionOf(editionsOf(portal), values.audience, values.locale);
    const product = edition.products.find(({ id }) => id === productId);
    if (product === undefined) {
      const ids = edition.products.map(({ id }) => id);
      throw unknown('PRODUCT', productId, ids);
    }
    const context = contextOf(portal, edition, { codeCache: new Map(), standalone: true });
    const data = upgradeData(context, product);
    const { plan, problems } = planUpgrade(data, { from, to, modules: values.module });
    if (plan === null) {
      const lines = problems.map((problem) => problemText(problem, context));
      throw new UsageError(lines.join('\n'));
    }
    if (format === 'json') io.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    else io.stdout.write((format === 'text' ? upgradeText : upgradeMarkdown)(plan, context));
    return 0;
  } catch (error) {
    if (error instanceof UsageError || error instanceof TypeError) {
      io.stderr.write(`gazette upgrade-path: ${error.message}\n\n${usage}`);
      return 2;
    }
    throw error;
  }
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      ...portalOptions,
      audience: { type: 'string' },
      locale: { type: 'string' },
      module: { type: 'string', multiple: true, default: [] },
      format: { type: 'string', default: 'text' },
    },
  });
}

function editionOf(
  editions: readonly Edition[],
  audience: string | undefined,
  locale: string | undefined,
): Edition {
  const audiences = [...new Set(editions.map((edition) => edition.audience.id))];
  if (audience !== undefined && !audiences.includes(audience)) {
    throw unknown('--audience', audience, audiences);
  }
  const ofAudience = editions.filter((edition) =>
    audience === undefined ? edition.audience.isRoot : edition.audience.id === audience,
  );
  const found = ofAudience.find((edition) =>
    locale === undefined ? edition.locale.isSource : edition.locale.code === locale,
  );
  if (found === undefined) {
    const codes = ofAudience.map((edition) => edition.locale.code);
    throw unknown('--locale', locale ?? '', codes);
  }
  return found;
}

function unknown(what: string, found: string, expected: readonly string[]): UsageError {
  const near = suggest(found, expected);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return new UsageError(`${what} is ${found}: expected ${expected.join(', ')}.${hint}`);
}

function problemText(problem: UpgradeProblem, { t }: ViewContext): string {
  const { code, found, suggestion } = problem;
  const text = t(`upgrade.problem.${code}`, { found, from: suggestion ?? '' });
  if (code === 'backwards' || suggestion === null) return text;
  return `${text} ${t('upgrade.problem.suggestion', { suggestion })}`;
}
