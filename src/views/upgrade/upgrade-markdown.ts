import { destination, fenced, markdownOf } from './html-markdown.ts';
import type { OutlineItem, PlanOutline, PlanWords } from './outline.ts';
import type { UpgradePlan } from './plan.ts';
import { upgradeOutline } from './upgrade-outline.ts';

/** A plan as a check list in Markdown (GitHub Flavored: task list items). Ends with a line break. */
export function upgradeMarkdown(plan: UpgradePlan, words: PlanWords): string {
  return outlineMarkdown(upgradeOutline(plan, words));
}

/** As `upgradeMarkdown`, of a plan that is in words already; items in `done` are ticked. */
export function outlineMarkdown(
  outline: PlanOutline,
  done: ReadonlySet<string> = new Set(),
): string {
  const blocks = [`# ${escape(outline.title)}`, outline.facts.map(escape).join(' · ')];
  for (const { heading, groups, empty } of outline.sections) {
    blocks.push(`## ${escape(heading)}`);
    if (groups.length === 0 && empty !== null) blocks.push(escape(empty));
    for (const { heading: title, items } of groups) {
      if (title !== null) blocks.push(`### ${escape(title)}`);
      blocks.push(items.map((item) => itemMarkdown(item, done.has(item.id))).join('\n'));
    }
  }
  return `${blocks.join('\n\n')}\n`;
}

/** One item of a list, with all that belongs to it. */
export function itemMarkdown(item: OutlineItem, isDone: boolean): string {
  const { check, title, href, facts, links, command, notes } = item;
  const text = markdownOf(title);
  const linked = href === null || title.includes('<a ') ? text : `[${text}](${destination(href)})`;
  const more = links
    .filter((link) => link.href !== href)
    .map((link) => `[${markdownOf(link.html)}](${destination(link.href)})`);
  const head = [linked, [...facts.map(escape), ...more].join(' · ')]
    .filter((part) => part !== '')
    .join(': ');
  const blocks = [`${check ? (isDone ? '[x] ' : '[ ] ') : ''}${head}`];
  if (command !== null) blocks.push(fenced(command));
  for (const { label, html } of notes) {
    const body = markdownOf(html);
    const isBlock = /\n|^(?:- |```|\d+\. )/.test(body);
    blocks.push(label === null ? body : `${escape(label)}:${isBlock ? '\n\n' : ' '}${body}`);
  }
  return `- ${indented(blocks.join('\n\n'))}`;
}

/** What belongs to an item stands two columns in. */
function indented(text: string): string {
  return text.replace(/\n(?=[^\n])/g, '\n  ');
}

/** Plain text, none of whose signs is a mark of Markdown. */
export function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&');
}
