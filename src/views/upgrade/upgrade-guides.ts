import type { EditionEntry } from '../../catalog/edition.ts';
import type { ViewContext } from '../context.ts';
import { rangeWords } from '../range-words.ts';
import { entryOf, kept, some } from './entry-fields.ts';
import type { UpgradeGuide, UpgradeGuideStep, UpgradeStep } from './upgrade-document.ts';
import { isIn } from './version-set.ts';
import type { Versions } from './versions.ts';

/** The migration guides of a product, with the steps that they share listed once. */
export function guidesOf(
  context: ViewContext,
  versions: Versions,
): { guides: UpgradeGuide[]; steps: UpgradeStep[] } {
  const steps: UpgradeStep[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (step: UpgradeStep): number => {
    const key = JSON.stringify(step);
    const known = indexes.get(key);
    if (known !== undefined) return known;
    indexes.set(key, steps.length);
    steps.push(step);
    return steps.length - 1;
  };
  const guides = context.edition.migrations.flatMap((guide) => {
    const { data } = guide;
    if (data.product !== versions.product.id) return [];
    const edges = edgesOf(versions, guide);
    if (edges.length === 0) return [];
    return kept<UpgradeGuide>({
      ...entryOf(context, guide),
      id: guide.id,
      from: data.from,
      to: data.to,
      fromText: rangeWords(context, data.product, [data.from]),
      toText: rangeWords(context, data.product, [data.to]),
      effort: data.effort,
      first: versions.inRanges([data.from])[0]?.[0] ?? 0,
      writtenFor: rangeWords(context, data.product, [data.from]),
      edges,
      steps: data.steps.map((step) =>
        kept<UpgradeGuideStep>({
          id: step.id,
          step: indexOf(stepOf(context, guide, step)),
          needed: step.needed === 'required' ? undefined : step.needed,
          modules: some(step.modules),
        }),
      ),
    });
  });
  return { guides, steps };
}

function stepOf(
  context: ViewContext,
  guide: EditionEntry<'migration'>,
  step: EditionEntry<'migration'>['data']['steps'][number],
): UpgradeStep {
  return kept<UpgradeStep>({
    title: context.inline(step.title),
    when: step.when,
    automated: step.automated || undefined,
    details: context.markdown(step.details, guide),
    command: step.command,
    verify: context.markdown(step.verify, guide),
    rollback: context.markdown(step.rollback, guide),
    fallback: guide.isFallback || undefined,
  });
}

/**
 * The versions at whose crossing a guide is due: a way from A to C takes the guide exactly when one
 * of them lies after A and not after C. They are those which come right after a version of `from`
 * and either are in `to`, or are no longer in `from` and not beyond `to`.
 *
 * Hence a way from any version of `from` to any of `to` takes it; so does one that only passes them;
 * one that leaves `from` and ends short of `to` takes it too (the work is due as one leaves); one
 * that begins after `from` does not.
 */
function edgesOf(versions: Versions, { data }: EditionEntry<'migration'>): number[] {
  const from = versions.inRanges([data.from]);
  const to = versions.inRanges([data.to]);
  // A guide may lead to a version that has no note: then nothing known is beyond it.
  const last = to.at(-1)?.[1] ?? versions.releases.length - 1;
  return versions.releases.flatMap((_, index) => {
    if (!isIn(from, index - 1) || index > last) return [];
    return isIn(to, index) || !isIn(from, index) ? [index] : [];
  });
}
