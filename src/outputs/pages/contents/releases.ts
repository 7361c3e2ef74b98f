import type { EditionRelease } from '../../../catalog/edition.ts';
import { releaseAddress } from '../../../model/address.ts';
import type { Rendered } from '../../../render/body.ts';
import { plainText } from '../../../render/inline.ts';
import { changeView } from '../../../views/change.ts';
import { neighboursOf } from '../../../views/neighbours.ts';
import type { Link, TocItem, Views } from '../../../views/page.ts';
import { productView } from '../../../views/product.ts';
import { releaseListView } from '../../../views/release-list.ts';
import { BODY_PREFIX } from '../../../views/release-text.ts';
import { releaseView } from '../../../views/release.ts';
import { releaseSidebar } from '../sidebar.ts';
import {
  historyToc,
  numbered,
  productFeed,
  tocOf,
  type MakeContent,
  type PageContext,
} from './content.ts';

export const releaseList: MakeContent<'release-list'> = (context, planned) => {
  const { edition, t } = context;
  const { year, page } = planned;
  return {
    title: numbered(
      context,
      year === null ? t('words.nav.releases') : t('words.title.year', { year }),
      page,
    ),
    description: t('words.description.releases', { portal: edition.portal.title }),
    view: releaseListView(context, page, year),
    entry: null,
    sidebar: releaseSidebar(context, year === null ? {} : { year }),
  };
};

export const product: MakeContent<'product'> = (context, planned) => {
  const { product, page } = planned;
  return {
    title: numbered(context, product.title, page),
    description: plainText(product.data.summary ?? ''),
    view: productView(context, product, page),
    entry: product,
    sidebar: releaseSidebar(context, { product: product.id }),
    feeds: [productFeed(product)],
  };
};

export const change: MakeContent<'change'> = (context, planned) => {
  const { change } = planned;
  const view = changeView(context, change);
  return {
    title: plainText(change.title),
    description: plainText(change.data.summary ?? ''),
    view,
    entry: change,
    toc: [
      ...(change.body === null ? [] : tocOf(context.body(change).headings)),
      ...historyToc(context, view),
    ],
    sidebar: releaseSidebar(context, { product: change.product }),
    between: [{ label: view.product.title, href: view.product.href }],
    published: change.data.publishedAt ?? view.release?.date?.day ?? null,
    modified: change.data.revisions.at(-1)?.date ?? null,
  };
};

export const release: MakeContent<'release'> = (context, planned) => {
  const { edition } = context;
  const { release } = planned;
  const product = edition.byKey('product', release.product);
  const { newer, older } = neighboursOf(edition, release.id);
  const view = releaseView(context, release);
  const linkTo = (other: EditionRelease | null): Link | null =>
    other && {
      label: other.version,
      href: context.url(releaseAddress(edition, other.product, other.version)),
    };
  const body = release.body === null ? null : context.body(release, BODY_PREFIX);
  return {
    title: `${view.product.title} ${release.version}`,
    description: plainText(release.data.summary ?? ''),
    view,
    entry: release,
    toc: releaseToc(context, view, body),
    sidebar: releaseSidebar(context, { product: release.product, version: release.version }),
    between: [{ label: view.product.title, href: view.product.href }],
    older: linkTo(older),
    newer: linkTo(newer),
    feeds: product ? [productFeed(product)] : [],
    published: release.data.publishedAt ?? release.day,
    modified: release.data.revisions.at(-1)?.date ?? null,
  };
};

/** Anchors of a release page's own sections. An underscore begins no id of a writer's. */
function releaseToc(
  context: PageContext,
  view: Views['release'],
  body: Rendered | null,
): TocItem[] {
  const items: TocItem[] = [];
  const add = (id: string, text: string, depth: 2 | 3 = 2): void => {
    items.push({ depth, id, text });
  };
  const { t } = context;
  if (view.actions.length > 0) add('_actions', t('words.toc.actions'));
  for (const section of view.sections) add(`_${section.type}`, section.label);
  if (body) items.push(...tocOf(body.headings));
  const { deprecates, removes, removesLabel, due, dueActions } = view.lifecycle;
  if (deprecates.length > 0) add('_deprecates', t('lifecycle.release.deprecates'));
  if (removes.length > 0) add('_removes', removesLabel);
  if (due.length > 0) add('_due', t('lifecycle.release.due'));
  if (dueActions.length > 0) add('_due-actions', t('lifecycle.release.dueActions'));
  const { fixes, weaknesses } = view.security;
  if (fixes.length > 0) add('_security-fixes', t('records.release.fixes'));
  if (weaknesses.length > 0) add('_weaknesses', t('records.release.weaknesses'));
  if (view.knownIssues.length > 0) add('_known-issues', t('words.toc.knownIssues'));
  if (view.rollout.length > 0) add('_rollout', t('words.toc.rollout'));
  add('_rollback', t('words.toc.rollback'));
  if (view.revisions.length > 0) add('_revisions', t('words.toc.revisions'));
  if (view.artifacts.length > 0) add('_artifacts', t('words.toc.artifacts'));
  return items;
}
