import type { Template } from '../../views/page.ts';
import Advisory from './Advisory.astro';
import AdvisoryList from './AdvisoryList.astro';
import Calendar from './Calendar.astro';
import Change from './Change.astro';
import DeprecationTimeline from './DeprecationTimeline.astro';
import FeedDirectory from './FeedDirectory.astro';
import Glossary from './Glossary.astro';
import Guide from './Guide.astro';
import GuideList from './GuideList.astro';
import Home from './Home.astro';
import KnownIssueList from './KnownIssueList.astro';
import Migration from './Migration.astro';
import NotFound from './NotFound.astro';
import Product from './Product.astro';
import Record from './Record.astro';
import RecordList from './RecordList.astro';
import Release from './Release.astro';
import ReleaseList from './ReleaseList.astro';
import Upgrade from './Upgrade.astro';

type TemplateComponent = typeof Home;

/** Which file renders the page of a template, below the head that `../heads` gives it. */
export const templates: { readonly [T in Template]: TemplateComponent } = {
  home: Home,
  'release-list': ReleaseList,
  product: Product,
  release: Release,
  change: Change,
  guide: Guide,
  'guide-list': GuideList,
  glossary: Glossary,
  'feed-directory': FeedDirectory,
  migration: Migration,
  record: Record,
  'record-list': RecordList,
  timeline: DeprecationTimeline,
  calendar: Calendar,
  upgrade: Upgrade,
  'known-issue-list': KnownIssueList,
  advisory: Advisory,
  'advisory-list': AdvisoryList,
  'not-found': NotFound,
};
