import { markdownOf } from './html-markdown.ts';
import type { OutlineItem, PlanWords } from './outline.ts';
import type { UpgradePlan } from './plan.ts';
import { upgradeOutline } from './upgrade-outline.ts';

/** A plan as plain text, for a terminal. Ends with a line break. */
export function upgradeText(plan: UpgradePlan, words: PlanWords): string {
  const outline = upgradeOutline(plan, words);
  const lines = [outline.title, outline.facts.join(' · ')];
  for (const { heading, groups, empty } of outline.sections) {
    lines.push('', heading, '-'.repeat([...heading].length));
    if (groups.length === 0 && empty !== null) lines.push(empty);
    groups.forEach(({ heading: title, items }, index) => {
      if (title !== null) lines.push(...(index === 0 ? [] : ['']), title);
      for (const item of items) lines.push(...itemLines(item));
    });
  }
  return `${lines.join('\n')}\n`;
}

function itemLines({ check, title, facts, command, notes }: OutlineItem): string[] {
  const head = [markdownOf(title, true), facts.join(' · ')]
    .filter((part) => part !== '')
    .join(': ');
  const more = notes.flatMap(({ label, html }) => {
    const lines = markdownOf(html, true)
      .split('\n')
      .filter((line) => line.trim() !== '');
    return label === null ? lines : [`${label}: ${lines[0] ?? ''}`, ...lines.slice(1)];
  });
  const commands = command === null ? [] : command.split('\n').map((line) => `$ ${line}`);
  return [
    `  ${check ? '[ ]' : '-'} ${head}`,
    ...[...commands, ...more].map((line) => `      ${line}`),
  ];
}
