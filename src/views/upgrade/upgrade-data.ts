import type { EditionEntry, EditionProduct, EditionRelease } from '../../catalog/edition.ts';
import { pageAddress } from '../../model/address.ts';
import { compareText } from '../../model/finding.ts';
import { isPrerelease } from '../../model/version.ts';
import type { ViewContext } from '../context.ts';
import { latestRelease } from '../latest.ts';
import { rangeWords } from '../range-words.ts';
import { entryOf, kept, some } from './entry-fields.ts';
import { changesOf } from './upgrade-changes.ts';
import type {
  UpgradeAdvisory,
  UpgradeCycle,
  UpgradeData,
  UpgradeDeprecation,
  UpgradeIssue,
  UpgradeVersion,
} from './upgrade-document.ts';
import { guidesOf } from './upgrade-guides.ts';
import { entrances, exits, isIn, joined, versionSet, type VersionSet } from './version-set.ts';
import { versionsOf, type Versions } from './versions.ts';

/**
 * What the planner needs to know of one product, for the audience and locale of an edition. It holds
 * nothing that is not in the edition, so a plan can't either.
 */
export function upgradeData(context: ViewContext, product: EditionProduct): UpgradeData {
  const { edition } = context;
  const versions = versionsOf(product);
  const latest = latestRelease(product, edition.clock.today);
  const changes = changesOf(context, versions);
  const { guides, steps } = guidesOf(context, versions);
  const [source] = edition.portal.locales;
  return {
    format: 1,
    product: { id: product.id, title: product.title },
    scheme: product.data.versioning,
    audience: edition.audience.label,
    locale: edition.locale.code,
    source: {
      lang: source?.code ?? edition.locale.code,
      dir: source?.dir ?? edition.locale.dir,
    },
    base: context.url('/').replace(/\/$/, ''),
    root: pageAddress(edition, ''),
    today: edition.clock.today,
    modules: product.data.modules.map(({ id, title }) => ({ id, title })),
    cycles: product.data.cycles.map((cycle) =>
      kept<UpgradeCycle>({
        cycle: cycle.cycle,
        codename: cycle.codename,
        releaseDate: cycle.releaseDate,
        eoasFrom: cycle.eoasFrom,
        eolFrom: cycle.eolFrom,
        eoesFrom: cycle.eoesFrom,
      }),
    ),
    versions: versions.releases.map((release) => versionOf(context, product, release)),
    ...kept<Pick<UpgradeData, 'latest'>>({
      latest: latest === null ? undefined : versions.indexOf(latest.version),
    }),
    changes: changes.listed,
    guides,
    steps,
    deprecations: deprecationsOf(context, versions, changes.ofDeprecation),
    issues: issuesOf(context, versions),
    advisories: advisoriesOf(context, versions, changes.ofAdvisory),
  };
}

function versionOf(
  context: ViewContext,
  product: EditionProduct,
  { version, day, data, cycle }: EditionRelease,
): UpgradeVersion {
  const { edition } = context;
  const { state } = data;
  const cycleIndex = product.data.cycles.findIndex((declared) => declared.cycle === cycle);
  return kept<UpgradeVersion>({
    version,
    day: day ?? undefined,
    state: state === 'released' || state === 'cancelled' ? undefined : state,
    prerelease: isPrerelease(version, product.data.versioning) || undefined,
    stop: data.stop || undefined,
    cycle: cycleIndex < 0 ? undefined : cycleIndex,
    requires: some(
      data.requires.map(({ product: id, range }) => ({
        product: id,
        title: edition.byKey('product', id)?.title ?? id,
        range,
        text: rangeWords(context, id, [range]),
      })),
    ),
  });
}

function deprecationsOf(
  context: ViewContext,
  versions: Versions,
  removals: ReadonlyMap<string, number[]>,
): UpgradeDeprecation[] {
  const own = context.edition.deprecations.filter(
    ({ data }) => data.product === versions.product.id,
  );
  return own.map((entry) => {
    const { data } = entry;
    const noted = removals.get(entry.id) ?? [];
    const without = versionsWithout(versions, entry, noted[0]);
    return kept<UpgradeDeprecation>({
      ...entryOf(context, entry),
      id: entry.id,
      announcedAt:
        data.announcedIn === undefined ? undefined : versions.notBefore(data.announcedIn),
      announcedOn: data.announcedOn,
      endOfSupport: data.endOfSupport,
      removedIn: data.removedIn,
      removalDate: data.removalDate === 'tba' ? undefined : data.removalDate,
      breaking: data.breaking || undefined,
      replacement: context.markdown(data.replacement, entry),
      guide: data.migration,
      without,
      edges: joined(entrances(without), noted),
    });
  });
}

/**
 * From the version that is named on; else from the first whose note says that it removes it; else
 * the releases of the day of removal and later.
 */
function versionsWithout(
  { releases, notBefore }: Versions,
  { data: { removedIn, removalDate } }: EditionEntry<'deprecation'>,
  noted: number | undefined,
): VersionSet {
  if (removedIn !== undefined || noted !== undefined) {
    const named = removedIn === undefined ? undefined : notBefore(removedIn);
    const first = named === undefined || (noted ?? named) < named ? noted : named;
    return first === undefined ? [] : [[first, releases.length - 1]];
  }
  if (removalDate === 'tba') return [];
  return versionSet(releases.length, (index) => {
    const day = releases[index]?.day ?? null;
    return day !== null && day >= removalDate;
  });
}

function issuesOf(context: ViewContext, versions: Versions): UpgradeIssue[] {
  const { releases, product } = versions;
  return context.edition.knownIssues.flatMap((entry) => {
    const { data } = entry;
    const inRange = data.product === product.id ? versions.inRanges(data.affects) : [];
    const named = releases.flatMap(({ data: { knownIssues } }, index) =>
      knownIssues !== 'none' && knownIssues.includes(entry.id) ? [index] : [],
    );
    const affects = versionSet(
      releases.length,
      (index) => named.includes(index) || isIn(inRange, index),
    );
    if (affects.length === 0) return [];
    return kept<UpgradeIssue>({
      ...entryOf(context, entry),
      id: entry.id,
      state: data.state,
      severity: data.severity,
      fixedIn: data.fixedIn,
      workaround: context.markdown(data.workaround, entry),
      affects,
    });
  });
}

function advisoriesOf(
  context: ViewContext,
  versions: Versions,
  mentions: ReadonlyMap<string, number[]>,
): UpgradeAdvisory[] {
  return context.edition.advisories.flatMap((entry) => {
    const { data } = entry;
    if (data.withdrawn !== undefined) return [];
    const own = data.affected.filter(({ product }) => product === versions.product.id);
    const fixedIn = own.flatMap((affected) => affected.fixedIn ?? []);
    const mends = joined(
      fixedIn.flatMap((version) => versions.indexOf(version) ?? []),
      mentions.get(entry.id) ?? [],
    );
    if (own.length === 0 && mends.length === 0) return [];
    const affects = versions.inRanges(own.map(({ range }) => range));
    return kept<UpgradeAdvisory>({
      ...entryOf(context, entry),
      id: entry.id,
      severity: data.severity,
      cve: some(data.cve),
      fixedIn: some([...new Set(fixedIn)].sort(compareText)),
      affects,
      mends,
      edges: joined(mends, exits(affects, versions.releases.length)),
    });
  });
}
