import { plainText } from '../../../render/inline.ts';
import { feedDirectoryView } from '../../../views/feed-directory.ts';
import { homeView } from '../../../views/home.ts';
import { notFoundView } from '../../../views/not-found.ts';
import type { Template } from '../../../views/page.ts';
import type { PlannedPage } from '../plan.ts';
import { editionHomes } from '../switches.ts';
import type { Content, MakeContent, PageContext } from './content.ts';
import { glossary, guide, guideList } from './guides.ts';
import { calendar, timeline, upgrade } from './outlook.ts';
import {
  advisory,
  advisoryList,
  knownIssueList,
  migration,
  record,
  recordList,
} from './records.ts';
import { change, product, release, releaseList } from './releases.ts';

const home: MakeContent<'home'> = (context) => {
  const { edition } = context;
  return {
    title: edition.portal.title,
    description: plainText(edition.portal.description),
    view: homeView(context),
    entry: null,
  };
};

const feedDirectory: MakeContent<'feed-directory'> = (context) => {
  const { edition, t } = context;
  return {
    title: t('words.nav.feeds'),
    description: t('words.description.feeds', { portal: edition.portal.title }),
    view: feedDirectoryView(context),
    entry: null,
  };
};

const notFound: MakeContent<'not-found'> = (context) => {
  const { t } = context;
  return {
    title: t('words.title.notFound'),
    description: t('interface.notFound.text'),
    view: notFoundView(context, editionHomes(context.edition)),
    entry: null,
  };
};

/** What each template's pages say, beside the frame that all share. */
const contents: { readonly [T in Template]: MakeContent<T> } = {
  home,
  'release-list': releaseList,
  product,
  release,
  change,
  guide,
  'guide-list': guideList,
  glossary,
  'feed-directory': feedDirectory,
  migration,
  record,
  'record-list': recordList,
  'known-issue-list': knownIssueList,
  advisory,
  'advisory-list': advisoryList,
  timeline,
  calendar,
  upgrade,
  'not-found': notFound,
};

/** The content of one planned page. */
export function contentOf(context: PageContext, planned: PlannedPage): Content<Template> {
  const make = contents[planned.template] as MakeContent<Template>;
  return make(context, planned);
}
