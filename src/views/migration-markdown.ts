import type { MigrationStepView, MigrationView } from './migration-page.ts';
import { markdownOf } from './upgrade/html-markdown.ts';
import { outlineItem, type OutlineItem } from './upgrade/outline.ts';
import { escape, itemMarkdown } from './upgrade/upgrade-markdown.ts';

/** The words that a guide needs in Markdown besides its own. */
export interface MigrationWords {
  /** What stands before versions, efforts and the like: `From`, `To`, `Effort`. */
  from: string;
  to: string;
  effort: string;
  verify: string;
  rollback: string;
}

/**
 * A migration guide as a check list in Markdown (GitHub Flavored: task list items). Pure, and small
 * enough for a browser, which knows what is done. Ends with a line break.
 *
 * @param address where the guide is, in full, for whoever is handed the list
 * @param done keys (`doneKey`) of the steps that are done
 */
export function migrationMarkdown(
  view: MigrationView,
  words: MigrationWords,
  address: string,
  done: ReadonlySet<string> = new Set(),
): string {
  // Links lead to the portal from wherever the list goes.
  const outside = (html: string): string =>
    html
      // A heading's link to itself is of no use away from its page.
      .replace(/<a [^>]*class="gz-anchor"[^]*?<\/a>/g, '')
      .replace(/ href="([^"]*)"/g, (_, href: string) => ` href="${new URL(href, address).href}"`);
  const facts = [
    escape(view.product.label),
    `${words.from}: ${escape(view.from)}`,
    `${words.to}: ${escape(view.to)}`,
    ...(view.effort === null ? [] : [`${words.effort}: ${escape(view.effort)}`]),
    ...view.modules.map(escape),
  ];
  const blocks = [
    `# ${markdownOf(view.titleHtml)}`,
    markdownOf(outside(view.summaryHtml)),
    facts.join(' · '),
    `<${address}>`,
    markdownOf(outside(view.bodyHtml)),
    ...view.phases.flatMap(({ label, steps }) => [
      `## ${escape(label)}`,
      steps
        .map((step) => itemMarkdown(stepItem(step, words, outside), done.has(step.doneKey ?? '')))
        .join('\n'),
    ]),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function stepItem(
  step: MigrationStepView,
  words: MigrationWords,
  outside: (html: string) => string,
): OutlineItem {
  const note = (label: string | null, html: string): OutlineItem['notes'] =>
    html === '' ? [] : [{ label, html: outside(html) }];
  return outlineItem(step.id, step.titleHtml, {
    check: step.doneKey !== null,
    facts: [step.neededLabel, step.who.join(', '), step.modules.join(', ')],
    command: step.command,
    notes: [
      ...note(null, step.detailsHtml),
      ...note(words.verify, step.verifyHtml),
      ...note(words.rollback, step.rollbackHtml),
    ],
  });
}
