import { calendarView } from '../../../views/calendar.ts';
import { timelineView } from '../../../views/timeline.ts';
import { upgradePageView } from '../../../views/upgrade-page.ts';
import { numbered, type MakeContent } from './content.ts';

export const timeline: MakeContent<'timeline'> = (context, planned) => {
  const { edition, t } = context;
  return {
    title: numbered(context, t('lifecycle.title.timeline'), planned.page),
    description: t('lifecycle.description.timeline', { portal: edition.portal.title }),
    view: timelineView(context, planned.page),
    entry: null,
  };
};

export const calendar: MakeContent<'calendar'> = (context, planned) => {
  const { edition, t } = context;
  return {
    title:
      planned.year === null
        ? t('lifecycle.title.calendar')
        : t('lifecycle.title.calendarYear', { year: planned.year }),
    description: t('lifecycle.description.calendar', { portal: edition.portal.title }),
    view: calendarView(context, planned.year),
    entry: null,
  };
};

export const upgrade: MakeContent<'upgrade'> = (context) => {
  const { t } = context;
  return {
    title: t('upgrade.page.title'),
    description: t('upgrade.page.description'),
    view: upgradePageView(context),
    entry: null,
  };
};
