/**
 * The page model: what a template is given, as plain data. A page's cache key is made from these
 * very values, so nothing that a page shows can be outside its key.
 */
import type { HomeView } from './home.ts';
import type { ReleaseListView } from './release-list.ts';
import type { ProductView } from './product.ts';
import type { ReleaseView } from './release.ts';
import type { ChangeView } from './change.ts';
import type { GuideView } from './guide.ts';
import type { GuideListView } from './guide-list.ts';
import type { GlossaryView } from './glossary.ts';
import type { FeedDirectoryView } from './feed-directory.ts';
import type { MigrationView } from './migration-page.ts';
import type { RecordView } from './record.ts';
import type { RecordListView } from './record-list.ts';
import type { AdvisoryView } from './advisory-page.ts';
import type { AdvisoryListView } from './advisory-list.ts';
import type { KnownIssueListView } from './known-issue-list.ts';
import type { NotFoundView } from './not-found.ts';
import type { TimelineView } from './timeline.ts';
import type { CalendarView } from './calendar.ts';
import type { UpgradePageView } from './upgrade-page.ts';

/** Which template renders the page, and what it is given. */
export interface Views {
  home: HomeView;
  'release-list': ReleaseListView;
  product: ProductView;
  release: ReleaseView;
  change: ChangeView;
  guide: GuideView;
  'guide-list': GuideListView;
  glossary: GlossaryView;
  'feed-directory': FeedDirectoryView;
  migration: MigrationView;
  record: RecordView;
  'record-list': RecordListView;
  timeline: TimelineView;
  calendar: CalendarView;
  upgrade: UpgradePageView;
  'known-issue-list': KnownIssueListView;
  advisory: AdvisoryView;
  'advisory-list': AdvisoryListView;
  'not-found': NotFoundView;
}

export type Template = keyof Views;

export interface Link {
  label: string;
  href: string;
}

/** A choice in the language or audience switch; `href` leads to the same entry where it exists. */
export interface Switch extends Link {
  id: string;
  current: boolean;
  /** BCP 47 tag and direction of the label itself, for `lang` and `hreflang`. */
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** A group of the sidebar; bounded, so a page's size does not grow with the portal. */
export interface NavGroup {
  label: string;
  href: string | null;
  items: (Link & { current: boolean; badge?: string })[];
}

/** One element of the document head. Attribute values and content are escaped by the template. */
export interface HeadTag {
  tag: 'title' | 'meta' | 'link' | 'script';
  attrs?: Record<string, string>;
  content?: string;
}

export interface TocItem {
  depth: 2 | 3;
  id: string;
  text: string;
}

export interface PageOf<T extends Template> {
  template: T;
  /** Address inside the host with the site's base path: `/base/de/admin/releases/atlas/4.2.1/`. */
  address: string;
  /** The interface's locale and direction. */
  locale: { code: string; dir: 'ltr' | 'rtl'; label: string; prefix: string };
  audience: { id: string; label: string; isRoot: boolean };
  portal: {
    title: string;
    homeHref: string;
    brandStylesheet: string | null;
    icon: string | null;
    base: string;
    /** Links of the footer, such as imprint and privacy. */
    links: Link[];
  };
  /** Language and direction of the entry's own text, which differ from the interface's on a fallback. */
  content: {
    lang: string;
    dir: 'ltr' | 'rtl';
    isFallback: boolean;
    isStale: boolean;
    /** The language that untranslated text is in: its tag, and its name in the page's language. */
    sourceLang: string;
    sourceName: string;
  };
  title: string;
  description: string;
  head: HeadTag[];
  /** Top-level sections of the masthead, with the current one marked. */
  sections: (Link & { current: boolean; key: string })[];
  breadcrumbs: Link[];
  sidebar: NavGroup[];
  toc: TocItem[];
  older: Link | null;
  newer: Link | null;
  locales: Switch[];
  audiences: Switch[];
  /** Address of the search index's folder, or null where the page has no search (none is built in `dev`). */
  searchHref: string;
  /** Address of what readers choose their own version from; '' where there is nothing to choose. */
  mineHref: string;
  /** The day the portal was built for, `YYYY-MM-DD`. */
  builtOn: string;
  view: Views[T];
}

export type PageModel = { [T in Template]: PageOf<T> }[Template];
