import { previousLink } from './note.ts';
import type { BenchChange, BenchNote, NoteText } from './note.ts';

/** The title of a note's page where there are no fields for product and version. */
export function pageTitle({ product, version }: BenchNote, { title }: NoteText): string {
  return `${product} ${version}: ${title}`;
}

/**
 * What one audience may read of a note, as one text: for site makers that know no fields of releases.
 * Components stand in it as in MDX.
 *
 * @param previous the address of the release before
 */
export function pageText(
  note: BenchNote,
  text: NoteText,
  { audience, previous }: { readonly audience: string; readonly previous: string },
): string {
  const mayRead = ({ audience: only }: { readonly audience: string | null }): boolean =>
    only === null || only === audience;
  const body = text.body
    .filter(mayRead)
    .map((part) => part.text)
    .join('\n')
    .replaceAll(previousLink, previous);
  const changes = note.changes
    .map((change, index) => changeText(change, text, index))
    .filter((_, index) => mayRead(note.changes[index] ?? { audience: null }));
  return `${note.state} ${note.date}, tier ${note.tier}, ${note.module}

${text.summary}

## Benefits

${text.benefits}

## Changes

${changes.join('\n\n')}

## Roll-out

| Ring | Day | Outcome |
| --- | --- | --- |
${note.rollout.map(({ ring, date }) => `| ${ring} | ${date} | succeeded |`).join('\n')}

## Rollback

${text.procedure}

## Known issues

none

${body}`;
}

function changeText(change: BenchChange, text: NoteText, index: number): string {
  const { title = '', summary = '', steps = [] } = text.changes[index] ?? {};
  const list = steps.map((step, number) => `${number + 1}. ${step}`).join('\n');
  return `### ${title}\n\n${change.type}, ${change.impact}\n\n${summary}${list === '' ? '' : `\n\n${list}`}`;
}
