import type { EditionEntry, EditionStep } from '../catalog/edition.ts';
import { productAddress } from '../model/address.ts';
import { audienceLabels } from './action-line.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { entryLink } from './entry-link.ts';
import { revisionsOf, type HistoryLine } from './history.ts';
import { takenFrom } from './migration-for.ts';
import { moduleTitles } from './modules.ts';
import type { Link, TocItem } from './page.ts';
import { rangeWords } from './range-words.ts';
import { resourceLinks } from './resource-links.ts';
import { plainText } from '../render/inline.ts';
import { doneKey } from './upgrade/done-key.ts';
import { plannerLink } from './upgrade/planner-link.ts';

/** The page of a migration guide: what it leads from and to, and its steps as a check list. */
export interface MigrationView {
  kindLabel: string;
  titleHtml: string;
  summaryHtml: string;
  product: Link;
  /** Ranges of versions, in words. */
  from: string;
  to: string;
  /** The versions whose readers take it, as scripts read them. */
  applies: { product: string; range: string }[];
  effort: string | null;
  modules: string[];
  /** Before, during and after; without those that have no steps. */
  phases: MigrationPhase[];
  /** How many steps are to be ticked off; those that happen by themselves are not. */
  toDo: number;
  bodyHtml: string;
  published: DayText | null;
  /** Newest first; empty when nothing was revised. */
  history: HistoryLine[];
  /** To the upgrade planner; null when there is nothing to plan. */
  plan: Link | null;
  /** What it serves, and where to learn more; each in the language of its own text. */
  related: (Link & { lang: string; dir: 'ltr' | 'rtl' })[];
}

export interface MigrationPhase {
  /** Its anchor: `_before`. */
  id: string;
  label: string;
  steps: MigrationStepView[];
}

export interface MigrationStepView {
  /** Its anchor. */
  id: string;
  /** Where a browser keeps that it is done; null for what happens by itself. */
  doneKey: string | null;
  titleHtml: string;
  needed: EditionStep['needed'];
  /** Whether it must be done, or that it happens by itself. */
  neededLabel: string;
  /** Names of the audiences that it is for; none when it is for all who read it. */
  who: string[];
  modules: string[];
  detailsHtml: string;
  command: string | null;
  verifyHtml: string;
  rollbackHtml: string;
}

type Guide = EditionEntry<'migration'>;

/** The page of a migration guide. */
export function migrationView(context: ViewContext, guide: Guide): MigrationView {
  const { edition, t } = context;
  const { data } = guide;
  const phases = (['before', 'during', 'after'] as const).flatMap((when): MigrationPhase[] => {
    const steps = data.steps.filter((step) => step.when === when);
    if (steps.length === 0) return [];
    return [
      {
        id: `_${when}`,
        label: t(`words.when.${when}`),
        steps: steps.map((step) => stepView(context, guide, step)),
      },
    ];
  });
  return {
    kindLabel: t('words.record.migration'),
    titleHtml: context.inline(guide.title),
    summaryHtml: context.markdown(data.summary, guide),
    product: {
      label: edition.byKey('product', data.product)?.title ?? data.product,
      href: context.url(productAddress(edition, data.product)),
    },
    from: rangeWords(context, data.product, [data.from]),
    to: rangeWords(context, data.product, [data.to]),
    applies: migrationApplies(context, guide),
    effort: data.effort ?? null,
    modules: titlesOf(context, guide, data.modules),
    phases,
    toDo: data.steps.filter(({ automated }) => !automated).length,
    bodyHtml: guide.body === null ? '' : context.body(guide).html,
    published: dayTextOf(context, data.publishedAt),
    history: revisionsOf(context, guide),
    plan: plannerLink(context, edition.byKey('product', data.product)),
    related: [
      ...edition.deprecations
        .filter((deprecation) => deprecation.data.migration === guide.id)
        .map((deprecation) => ({
          ...entryLink(context, deprecation),
          lang: deprecation.lang,
          dir: deprecation.dir,
        })),
      ...resourceLinks(context, guide).map((link) => ({
        ...link,
        lang: guide.lang,
        dir: guide.dir,
      })),
    ],
  };
}

/** The versions whose readers take a guide, for what narrows by a reader's own version. */
export function migrationApplies(
  { edition }: ViewContext,
  { data: { product, from } }: Guide,
): MigrationView['applies'] {
  const scheme = edition.byKey('product', product)?.data.versioning ?? 'semver';
  return takenFrom(from, scheme).map((range) => ({ product, range }));
}

function stepView(context: ViewContext, guide: Guide, step: EditionStep): MigrationStepView {
  const { edition, t } = context;
  return {
    id: step.id,
    doneKey: step.automated
      ? null
      : doneKey(edition.audience.id, guide.data.product, `${guide.id}/${step.id}`),
    titleHtml: context.inline(step.title),
    needed: step.needed,
    neededLabel: step.automated ? t('upgrade.automated') : t(`words.needed.${step.needed}`),
    who: audienceLabels(context, step.who),
    modules: titlesOf(context, guide, step.modules),
    detailsHtml: context.markdown(step.details, guide),
    command: step.command ?? null,
    verifyHtml: context.markdown(step.verify, guide),
    rollbackHtml: context.markdown(step.rollback, guide),
  };
}

function titlesOf(context: ViewContext, guide: Guide, ids: readonly string[]): string[] {
  return moduleTitles(context, guide.data.product, ids).map(({ title }) => title);
}

/** Sections and steps of a guide, for its table of contents. */
export function migrationToc(context: ViewContext, guide: Guide): TocItem[] {
  return (['before', 'during', 'after'] as const).flatMap((when): TocItem[] => {
    const steps = guide.data.steps.filter((step) => step.when === when);
    if (steps.length === 0) return [];
    return [
      { depth: 2, id: `_${when}`, text: context.t(`words.when.${when}`) },
      ...steps.map(({ id, title }): TocItem => ({ depth: 3, id, text: plainText(title) })),
    ];
  });
}
