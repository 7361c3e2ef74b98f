import type { OutlineItem, PlanOutline, PlanWords } from '../../../views/upgrade/outline.ts';
import type { UpgradePlan } from '../../../views/upgrade/plan.ts';
import { outlineMarkdown } from '../../../views/upgrade/upgrade-markdown.ts';
import { upgradeOutline } from '../../../views/upgrade/upgrade-outline.ts';
import { copy } from '../copy.ts';
import { element } from '../element.ts';
import type { PlanPrint } from './plan.ts';
import type { Ticks } from './ticks.ts';

interface Kept {
  plan: UpgradePlan;
  words: PlanWords;
  ticks: Ticks;
  href: string;
}

/** Ways to keep a plan or send it. */
export function planTools(kept: Kept): PlanPrint['tools'] {
  return [
    { name: 'copyLink', use: (button) => void copy(kept.href, button) },
    { name: 'copyMarkdown', use: (button) => void copy(markdownOf(kept), button) },
    {
      name: 'download',
      use: () => {
        download(kept);
      },
    },
    {
      name: 'print',
      use: () => {
        print();
      },
    },
  ];
}

/** The plan as the command prints it, with what is done already; links work from anywhere. */
function markdownOf({ plan, words, ticks }: Kept): string {
  const outline = absolute(upgradeOutline(plan, words));
  const items = outline.sections.flatMap(({ groups }) => groups.flatMap((group) => group.items));
  const done = items.filter(({ id, check }) => check && ticks.has(id));
  return outlineMarkdown(outline, new Set(done.map(({ id }) => id)));
}

function download(kept: Kept): void {
  const { product, from, to } = kept.plan;
  const file = new Blob([markdownOf(kept)], { type: 'text/markdown' });
  const href = URL.createObjectURL(file);
  const name = `upgrade-${product.id}-${from.version}-${to.version}.md`;
  element('a', { href, download: name }).click();
  // The browser has taken hold of it once the click is through.
  setTimeout(() => {
    URL.revokeObjectURL(href);
  }, 1000);
}

function absolute(outline: PlanOutline): PlanOutline {
  const item = (given: OutlineItem): OutlineItem => ({
    ...given,
    title: absoluteHtml(given.title),
    href: given.href === null ? null : absoluteHref(given.href),
    links: given.links.map(({ html, href }) => ({ html, href: absoluteHref(href) })),
    notes: given.notes.map(({ label, html }) => ({ label, html: absoluteHtml(html) })),
  });
  return {
    ...outline,
    sections: outline.sections.map((section) => ({
      ...section,
      groups: section.groups.map((group) => ({ ...group, items: group.items.map(item) })),
    })),
  };
}

function absoluteHtml(html: string): string {
  if (!html.includes('<a ')) return html;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const link of body.querySelectorAll('a[href]')) {
    link.setAttribute('href', absoluteHref(link.getAttribute('href') ?? ''));
  }
  return body.innerHTML;
}

function absoluteHref(href: string): string {
  return new URL(href, location.href).href;
}
