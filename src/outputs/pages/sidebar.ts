import { docAddress, productAddress, releaseAddress, sectionAddress } from '../../model/address.ts';
import { releaseYearAddress } from '../../model/list-address.ts';
import type { ViewContext } from '../../views/context.ts';
import { folderLabel, folderOf, guidesInOrder, snapshotGroups } from '../../views/guide-list.ts';
import { versionsAround } from '../../views/neighbours.ts';
import type { NavGroup } from '../../views/page.ts';
import { guideVersions } from '../../views/snapshot.ts';
import { recentYears } from '../../views/release-list.ts';

/**
 * The sidebar of the release section: products, the newest versions of the one at hand, years.
 * Bounded, so that a page's size does not grow with the portal.
 */
export function releaseSidebar(
  context: ViewContext,
  at: { product?: string; version?: string; year?: string },
): NavGroup[] {
  const { edition, t } = context;
  const products: NavGroup = {
    label: t('words.nav.products'),
    href: null,
    items: edition.products.map((product) => ({
      label: product.title,
      href: context.url(productAddress(edition, product.id)),
      current: product.id === at.product && at.version === undefined,
    })),
  };
  const years: NavGroup = {
    label: t('words.nav.years'),
    href: context.url(sectionAddress(edition, 'releases')),
    items: recentYears(edition).map((year) => ({
      label: year,
      href: context.url(releaseYearAddress(edition, year)),
      current: year === at.year,
    })),
  };
  const product = edition.products.find(({ id }) => id === at.product);
  const versions =
    at.product === undefined
      ? []
      : versionsAround(
          edition,
          at.version === undefined ? at.product : `${at.product}/${at.version}`,
        );
  const groups = [products];
  if (product && versions.length > 0) {
    groups.push({
      label: product.title,
      href: context.url(productAddress(edition, product.id)),
      items: versions.map((release) => ({
        label: release.version,
        href: context.url(releaseAddress(edition, product.id, release.version)),
        current: release.version === at.version,
        ...(release.data.state === 'released'
          ? {}
          : { badge: t(`words.state.${release.data.state}`) }),
      })),
    });
  }
  if (years.items.length > 0) groups.push(years);
  return groups;
}

/** The sidebar of the guides: every folder, with the guides of the one at hand. */
export function guideSidebar(context: ViewContext, current: string | null): NavGroup[] {
  const { edition, t } = context;
  const guides = guidesInOrder(context).filter(({ data }) => data.sidebar?.hidden !== true);
  const groups = new Map<string, NavGroup>();
  const versions = current === null ? [] : guideVersions(edition, current);
  if (versions.length > 0) {
    groups.set('/versions', {
      label: t('records.snapshot.versions'),
      href: null,
      items: versions.map(({ version, guide, isCurrent }) => ({
        label: version ?? t('records.snapshot.current'),
        href: context.url(docAddress(edition, guide.id)),
        current: isCurrent,
      })),
    });
  }
  const own = snapshotGroups(context).find((group) =>
    group.guides.some(({ id }) => id === current),
  );
  if (own) {
    groups.set('/own', {
      label: own.label,
      href: null,
      items: own.guides.map((doc) => ({
        label: doc.data.sidebar?.label ?? doc.title,
        href: context.url(docAddress(edition, doc.id)),
        current: doc.id === current,
      })),
    });
  }
  for (const doc of guides) {
    const folder = folderOf(context, doc.id);
    const href = context.url(docAddress(edition, doc.id));
    const group = groups.get(folder) ?? { label: folderLabel(context, folder), href, items: [] };
    groups.set(folder, group);
    if (own || current === null || folder !== folderOf(context, current)) continue;
    group.items.push({
      label: doc.data.sidebar?.label ?? doc.title,
      href,
      current: doc.id === current,
    });
  }
  return [...groups.values()];
}
