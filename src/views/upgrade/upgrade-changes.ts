import type { EditionChange, EditionEntry } from '../../catalog/edition.ts';
import { audienceLabels, guideLink } from '../action-line.ts';
import type { ViewContext } from '../context.ts';
import { entryOf, kept, some } from './entry-fields.ts';
import type { UpgradeChange } from './upgrade-document.ts';
import type { Versions } from './versions.ts';

/** The changes that a plan tells of, and those that another entry tells of better. */
export interface UpgradeChanges {
  listed: UpgradeChange[];
  /** For each deprecation, the versions whose notes say that they remove it. */
  ofDeprecation: ReadonlyMap<string, number[]>;
  /** For each advisory, the versions whose notes say that they mend it. */
  ofAdvisory: ReadonlyMap<string, number[]>;
}

/** Sorts the changes of all versions; most ask nothing and change nothing that a plan must name. */
export function changesOf(context: ViewContext, { releases }: Versions): UpgradeChanges {
  const ofDeprecation = new Map<string, number[]>();
  const ofAdvisory = new Map<string, number[]>();
  const listed: UpgradeChange[] = [];
  const note = (map: Map<string, number[]>, id: string, at: number): void => {
    map.set(id, [...(map.get(id) ?? []), at]);
  };
  releases.forEach((release, at) => {
    for (const change of release.changes) {
      const action = actionOf(context, change);
      let role = roleOf(change);
      const { deprecation, advisory } = change.data;
      if ((role === 'gone' || role === 'going') && stoodFor(context, 'deprecation', change)) {
        if (role === 'gone') note(ofDeprecation, deprecation ?? '', at);
        role = undefined;
      }
      if (role === 'security' && stoodFor(context, 'advisory', change)) {
        note(ofAdvisory, advisory ?? '', at);
        role = undefined;
      }
      if (role === undefined && action === undefined) continue;
      listed.push(
        kept<UpgradeChange>({
          ...entryOf(context, change),
          id: change.anchor,
          at,
          type: change.data.type,
          role,
          action,
        }),
      );
    }
  });
  return { listed, ofDeprecation, ofAdvisory };
}

/**
 * Where a plan tells of a change. Behaviour changes without an action: what breaks, what is on by
 * default and says so, and what touches readers much. A required action is told of as one.
 */
function roleOf({ data }: EditionChange): UpgradeChange['role'] {
  if (data.type === 'security') return 'security';
  if (data.type === 'removal') return 'gone';
  if (data.type === 'deprecation') return 'going';
  if (data.action?.required === true) return undefined;
  const touches = data.impact === 'high' || data.impact === 'critical';
  const changes = data.type === 'breaking' || data.enablement === 'default-on' || touches;
  return changes ? 'behaviour' : undefined;
}

/**
 * Whether the entry that a change names tells the same to the same readers, so that the plan names
 * it once. It doesn't for readers of a module of the change which the entry leaves out.
 */
function stoodFor(
  { edition }: ViewContext,
  kind: 'deprecation' | 'advisory',
  change: EditionChange,
): boolean {
  const id = change.data[kind];
  const entry: EditionEntry<'deprecation' | 'advisory'> | undefined =
    id === undefined ? undefined : edition.byKey(kind, id);
  if (entry === undefined || ('product' in entry.data && entry.data.product !== change.product)) {
    return false;
  }
  if ('withdrawn' in entry.data && entry.data.withdrawn !== undefined) return false;
  const [own, others] = [change.data.modules, entry.data.modules];
  return others.length === 0 || (own.length > 0 && own.every((id) => others.includes(id)));
}

function actionOf(context: ViewContext, change: EditionChange): UpgradeChange['action'] {
  const { action } = change.data;
  if (action === undefined) return undefined;
  return kept<NonNullable<UpgradeChange['action']>>({
    recommended: !action.required || undefined,
    by: action.by,
    who: some(audienceLabels(context, action.who)),
    steps: some(action.steps.map((step) => context.markdown(step, change))),
    guide: guideLink(context, action.guide, change) ?? undefined,
  });
}
