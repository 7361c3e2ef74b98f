import type { EditionEntry } from '../catalog/edition.ts';
import { dayText, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';

/** What happened to an entry on a day; without words of a writer, the label says it. */
export interface HistoryLine {
  on: DayText;
  label: string;
  textHtml: string;
}

/** When an entry was published and what was revised since, newest first. */
export function historyOf(
  context: ViewContext,
  entry: EditionEntry,
  more: readonly { date: string; label: string }[] = [],
): HistoryLine[] {
  const { t } = context;
  const { publishedAt } = entry.data;
  return newestFirst([
    ...(publishedAt === undefined
      ? []
      : [{ on: dayText(context, publishedAt), label: t('records.published'), textHtml: '' }]),
    ...linesOf(context, entry),
    ...more.map(({ date, label }) => ({ on: dayText(context, date), label, textHtml: '' })),
  ]);
}

/** As `historyOf`, for entries whose publication alone is no history: empty when nothing was revised. */
export function revisionsOf(context: ViewContext, entry: EditionEntry): HistoryLine[] {
  return entry.data.revisions.length === 0 ? [] : historyOf(context, entry);
}

/** What was revised, newest first, without the publication: for an entry within the page of another. */
export function revisionLines(context: ViewContext, entry: EditionEntry): HistoryLine[] {
  return newestFirst(linesOf(context, entry));
}

function linesOf(context: ViewContext, entry: EditionEntry): HistoryLine[] {
  return entry.data.revisions.map(({ date, summary, material }) => ({
    on: dayText(context, date),
    label: material ? context.t('records.material') : '',
    textHtml: context.markdown(summary, entry),
  }));
}

function newestFirst(lines: readonly HistoryLine[]): HistoryLine[] {
  return lines
    .map((line, index) => ({ line, index }))
    .sort((a, b) =>
      a.line.on.day === b.line.on.day ? b.index - a.index : a.line.on.day < b.line.on.day ? 1 : -1,
    )
    .map(({ line }) => line);
}
