import { escaped, outlineItem } from './outline.ts';
import type { OutlineGroup, OutlineItem, PlanWords } from './outline.ts';
import type { PlanChange, PlanGuide, PlanStep, UpgradePlan } from './plan.ts';

/** What must be done, in order: guides to follow as they are, before, what changes ask for, during, after; leg by leg. */
export function legGroups(plan: UpgradePlan, words: PlanWords): OutlineGroup[] {
  const { t } = words;
  const hasLegs = plan.legs.length > 1;
  return plan.legs.flatMap((leg, index) => {
    const range = t('upgrade.leg', { from: leg.from.version, to: leg.to.version });
    const group = (heading: string, items: OutlineItem[]): OutlineGroup => ({
      heading: hasLegs ? `${range}: ${heading}` : heading,
      leg: index,
      items,
    });
    const steps = (when: 'before' | 'during' | 'after'): OutlineGroup =>
      group(
        t(`words.when.${when}`),
        leg[when].map((step) => stepItem(step, plan, words)),
      );
    const actions = leg.actions.map((change) => actionItem(change, plan, words));
    const follow = group(
      t('upgrade.follow'),
      leg.guides.map((guide) => ({
        ...guideItem(guide, words),
        id: `guide/${guide.id}`,
        check: true,
      })),
    );
    return [
      follow,
      steps('before'),
      group(t('upgrade.actions'), actions),
      steps('during'),
      steps('after'),
    ];
  });
}

function stepItem(step: PlanStep, plan: UpgradePlan, { t, format }: PlanWords): OutlineItem {
  const note = (name: string, html: string | undefined): { label: string; html: string }[] =>
    html === undefined ? [] : [{ label: t(`upgrade.${name}`), html }];
  const modules = modulesOf(step.modules, plan);
  return outlineItem(step.id, step.title, {
    check: step.automated !== true,
    href: step.guides[0]?.href ?? null,
    links: step.guides.map(({ title, href }) => ({ html: title, href })),
    facts: [
      step.automated ? t('upgrade.automated') : t(`words.needed.${step.needed}`),
      modules.length > 0 && format.list(modules),
      step.writtenFor !== undefined && t('upgrade.writtenFor', { versions: step.writtenFor }),
    ],
    command: step.command ?? null,
    notes: [
      ...(step.details === undefined ? [] : [{ label: null, html: step.details }]),
      ...note('verify', step.verify),
      ...note('rollback', step.rollback),
    ],
    fallback: step.fallback === true,
  });
}

function actionItem(change: PlanChange, plan: UpgradePlan, { t, format }: PlanWords): OutlineItem {
  const { action, modules = [] } = change;
  const titles = modulesOf(modules, plan);
  const { by, who = [], steps = [], guide } = action ?? {};
  const note = { html: escaped(`${plan.product.title} ${change.version}`), href: change.href };
  const due = by !== undefined && by < plan.today ? 'overdue' : 'by';
  return outlineItem(`${change.version}/${change.id}`, change.title, {
    check: true,
    href: change.href,
    links: guide === undefined ? [note] : [{ html: escaped(guide.label), href: guide.href }, note],
    facts: [
      t(`words.needed.${action?.recommended ? 'recommended' : 'required'}`),
      by !== undefined && t(`upgrade.${due}`, { date: format.day(by) }),
      who.length > 0 && format.list(who),
      titles.length > 0 && format.list(titles),
      t('upgrade.inVersion', { version: change.version }),
    ],
    notes: steps.length === 0 ? [] : [{ label: null, html: orderedList(steps) }],
    fallback: change.fallback === true,
  });
}

/** A guide in a line. */
export function guideItem(guide: PlanGuide, { t }: PlanWords): OutlineItem {
  return outlineItem(guide.id, guide.title, {
    href: guide.href,
    facts: [
      t('upgrade.guideFrom', { versions: guide.fromText }),
      t('upgrade.guideTo', { versions: guide.toText }),
      guide.writtenFor !== undefined && t('upgrade.writtenFor', { versions: guide.writtenFor }),
      guide.effort !== null && t('upgrade.effort', { effort: guide.effort }),
    ],
    fallback: guide.fallback === true,
  });
}

/** Titles of modules, in the order in which the product declares them. */
function modulesOf(ids: readonly string[], plan: UpgradePlan): string[] {
  return ids.map((id) => plan.moduleTitles[id] ?? id);
}

function orderedList(steps: readonly string[]): string {
  if (steps.length === 1) return steps[0] ?? '';
  return `<ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol>`;
}
