import type { PortalEdits } from './portal-edits.ts';

/** One way of building Gazette's portal, told apart by what is there before. */
export interface Scenario {
  readonly name: string;
  /** What was new to the build, in a few words. */
  readonly label: string;
  readonly summary: string;
  /**
   * What is kept from before: what was compiled when Gazette was installed and nothing of any portal
   * (`install`), or all that the build before left, its output included (`all`).
   */
  readonly kept: 'install' | 'all';
  /** Done, and built, before what is measured; nothing for most. */
  readonly before?: (edits: PortalEdits, run: number) => Promise<void>;
  /** What has changed since the build before. */
  readonly change?: (edits: PortalEdits, run: number) => Promise<void>;
}

/** What is done once, before any build. */
export const installLabel = 'Install: engine and templates compiled once';

/** The ways in which the portal of full size is measured, in this order. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'cold',
    label: 'Everything new',
    summary: 'Gazette as it was installed, nothing known of any note, and no earlier output',
    kept: 'install',
  },
  {
    name: 'again',
    label: 'Nothing changed',
    summary: 'built before, and nothing changed',
    kept: 'all',
  },
  {
    name: 'edit',
    label: 'Text of one note',
    summary: 'built before, then the text of one note changed',
    kept: 'all',
    change: (edits, run) => edits.editText(run),
  },
  {
    name: 'edit-title',
    label: 'Title of one note',
    summary: 'built before, then the title of one note changed',
    kept: 'all',
    change: (edits, run) => edits.editTitle(run),
  },
  {
    name: 'new',
    label: 'One note more',
    summary: 'built before, then one note added',
    kept: 'all',
    change: (edits, run) => edits.addNote(run),
  },
  {
    name: 'deleted',
    label: 'One note less',
    summary: 'built before, then one note deleted',
    kept: 'all',
    before: (edits, run) => edits.addNote(run),
    change: (edits, run) => edits.deleteNote(run),
  },
  {
    name: 'string',
    label: 'One word of the interface',
    summary: 'built before, then one word of the interface changed, in one language',
    kept: 'all',
    change: (edits, run) => edits.changeString(run),
  },
  {
    name: 'template',
    label: 'The template of releases',
    summary: 'built before, then the template of release pages changed: Astro makes them all anew',
    kept: 'all',
    change: (edits, run) => edits.changeTemplate(run),
  },
];

/** What was new to the builds of a scenario; its name where there is no such scenario. */
export function labelOf(name: string): string {
  return scenarios.find((scenario) => scenario.name === name)?.label ?? name;
}
