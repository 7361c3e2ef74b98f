import type { Template } from '../../views/page.ts';
import AdvisoryHead from './AdvisoryHead.astro';
import ChangeHead from './ChangeHead.astro';
import HomeHead from './HomeHead.astro';
import MigrationHead from './MigrationHead.astro';
import PlainHead from './PlainHead.astro';
import ProductHead from './ProductHead.astro';
import RecordHead from './RecordHead.astro';
import ReleaseHead from './ReleaseHead.astro';

/** What stands at the top of each template's page, with its only `h1` (`#_top`). */
export const heads: Record<Template, typeof PlainHead> = {
  home: HomeHead,
  'release-list': PlainHead,
  product: ProductHead,
  release: ReleaseHead,
  change: ChangeHead,
  guide: PlainHead,
  'guide-list': PlainHead,
  glossary: PlainHead,
  'feed-directory': PlainHead,
  migration: MigrationHead,
  record: RecordHead,
  'record-list': PlainHead,
  timeline: PlainHead,
  calendar: PlainHead,
  upgrade: PlainHead,
  'known-issue-list': PlainHead,
  advisory: AdvisoryHead,
  'advisory-list': PlainHead,
  'not-found': PlainHead,
};
