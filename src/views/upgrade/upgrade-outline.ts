import { escaped, outlineItem } from './outline.ts';
import type {
  OutlineGroup,
  OutlineItem,
  OutlineSection,
  PlanOutline,
  PlanWords,
} from './outline.ts';
import { guideItem, legGroups } from './outline-legs.ts';
import type { PlanAdvisory, PlanChange, PlanDeprecation, PlanIssue, UpgradePlan } from './plan.ts';

/** A plan in the words of a locale. */
export function upgradeOutline(plan: UpgradePlan, words: PlanWords): PlanOutline {
  const { t, format } = words;
  const ended = plan.cycles.filter(({ status }) => status === 'ended').length;
  const modules = plan.modules.map(({ title }) => title);
  const facts = [
    t('upgrade.versions', { count: plan.versions.length }),
    ended === 0 ? '' : t('upgrade.ended', { count: ended }),
    effortOf(plan, words),
    t('upgrade.for', { audience: plan.audience }),
    modules.length === 0 ? '' : t('upgrade.modules', { modules: format.list(modules) }),
    t('upgrade.asOf', { date: format.day(plan.today) }),
  ];
  const { title: product } = plan.product;
  const [from, to] = [plan.from.version, plan.to.version];
  return {
    title: t('upgrade.plan', { product, from, to }),
    facts: facts.filter((fact) => fact !== ''),
    sections: sectionsOf(plan, words).filter(
      ({ groups, empty }) => groups.length > 0 || empty !== null,
    ),
  };
}

/** How long the guides on the way say that they take; nothing when there are too many to add up. */
function effortOf({ guides }: UpgradePlan, { t }: PlanWords): string {
  const efforts = guides.flatMap(({ effort }) => effort ?? []);
  if (efforts.length === 0 || efforts.length > 3) return '';
  return t('upgrade.effort', { effort: efforts.join(' + ') });
}

function sectionsOf(plan: UpgradePlan, words: PlanWords): OutlineSection[] {
  const { t } = words;
  const change = (entry: PlanChange): OutlineItem => changeItem(entry, words);
  const deprecation = (entry: PlanDeprecation): OutlineItem => deprecationItem(entry, words);
  const issue = (entry: PlanIssue): OutlineItem => issueItem(entry, words);
  const has = t('upgrade.hasToo', { version: plan.from.version });
  const version = plan.to.version;
  const heading = (name: string): string => t(`upgrade.section.${name}`, { version });
  const section = (
    id: string,
    groups: OutlineGroup[],
    rest: Partial<OutlineSection> = {},
  ): OutlineSection => ({
    id,
    heading: heading(id),
    tone: 'plain',
    empty: null,
    groups: groups.filter(({ items }) => items.length > 0),
    ...rest,
  });
  const { gone, going, security, issues } = plan;
  return [
    section('warnings', [group(warningsOf(plan, words))], { tone: 'care' }),
    section('requires', [
      group(
        plan.requires.map((needed) =>
          outlineItem(
            `requires-${needed.product}-${needed.range}`,
            escaped(`${needed.title} ${needed.text}`),
            {
              href: needed.href,
              links: [{ html: escaped(needed.title), href: needed.href }],
              check: needed.isDue,
              facts: [t('upgrade.neededBy', { versions: words.format.list(needed.versions) })],
            },
          ),
        ),
      ),
    ]),
    section('stops', [group(plan.stops.map((stop) => versionItem('stop', stop, words)))]),
    section('must', legGroups(plan, words), { empty: t('upgrade.none.must') }),
    section('guides', [group(plan.guides.map((guide) => guideItem(guide, words)))]),
    section('behaviour', [group(plan.behaviour.map(change))]),
    section('gone', [group([...gone.deprecations.map(deprecation), ...gone.changes.map(change)])]),
    section('going', [
      group([...going.deprecations.map(deprecation), ...going.changes.map(change)]),
    ]),
    section('security', [
      {
        heading: heading('advisories'),
        leg: null,
        items: security.advisories.map((entry) => advisoryItem(entry, plan, words)),
      },
      { heading: heading('releases'), leg: null, items: releaseItems(plan, words) },
    ]),
    section(
      'met',
      [
        group(
          issues.met.map((entry) => {
            const item = issue(entry);
            return entry.affectsFrom ? { ...item, facts: [...item.facts, has] } : item;
          }),
        ),
      ],
      { empty: t('upgrade.none.met') },
    ),
    section('lost', [group(issues.lost.map(issue))]),
    section('avoid', [group(plan.avoid.map((avoided) => versionItem('avoid', avoided, words)))]),
    section('cycles', [group(cycleItems(plan, words))]),
  ];
}

function group(items: OutlineItem[]): OutlineGroup {
  return { heading: null, leg: null, items };
}

function warningsOf(plan: UpgradePlan, { t, format }: PlanWords): OutlineItem[] {
  const items: OutlineItem[] = [];
  const { version, state, href } = plan.to;
  const warn = (name: string, values: Record<string, string>, to: string | null): void => {
    items.push(
      outlineItem(`warning-${name}`, escaped(t(`upgrade.warning.${name}`, values)), { href: to }),
    );
  };
  if (state !== 'released') {
    const name = state === 'rolled-back' || state === 'withdrawn' ? 'state' : 'notOut';
    warn(name, { version, state: t(`words.state.${state}`) }, href);
  }
  const target = plan.cycles.find(({ isTarget }) => isTarget);
  if (target?.status === 'ended') warn('ended', { cycle: target.name }, null);
  for (const { id, href: page, title } of plan.security.open) {
    const text = escaped(t('upgrade.warning.open', { version }));
    items.push(outlineItem(`warning-${id}`, `${text}: ${title}`, { href: page }));
  }
  const newer = plan.security.newer.map((release) => release.version);
  if (newer.length > 0) warn('newer', { version, versions: format.list(newer) }, null);
  return items;
}

function changeItem(change: PlanChange, { t }: PlanWords): OutlineItem {
  return outlineItem(`${change.version}-${change.id}`, change.title, {
    href: change.href,
    facts: [t(`words.type.${change.type}`), t('upgrade.inVersion', { version: change.version })],
    fallback: change.fallback === true,
  });
}

function deprecationItem(entry: PlanDeprecation, { t, format }: PlanWords): OutlineItem {
  const { removedIn, removalDate, endOfSupport, replacement } = entry;
  const day = removalDate === undefined ? null : format.day(removalDate);
  return outlineItem(entry.id, entry.title, {
    href: entry.href,
    facts: [
      removedIn !== undefined && t('upgrade.removedIn', { version: removedIn }),
      day === null ? t('upgrade.removalTba') : t('upgrade.removedOn', { date: day }),
      endOfSupport !== undefined && t('upgrade.supportEnds', { date: format.day(endOfSupport) }),
      entry.isNew && t('upgrade.announced'),
    ],
    notes:
      replacement === undefined ? [] : [{ label: t('upgrade.replacement'), html: replacement }],
    fallback: entry.fallback === true,
  });
}

function advisoryItem(
  entry: PlanAdvisory,
  plan: UpgradePlan,
  { t, format }: PlanWords,
): OutlineItem {
  return outlineItem(entry.id, entry.title, {
    href: entry.href,
    facts: [
      t(`words.impact.${entry.severity}`),
      ...(entry.cve ?? []),
      entry.fixedIn !== undefined && t('upgrade.fixedIn', { versions: format.list(entry.fixedIn) }),
      entry.affectsFrom && t('upgrade.affectsFrom', { version: plan.from.version }),
    ],
    fallback: entry.fallback === true,
  });
}

function releaseItems(plan: UpgradePlan, words: PlanWords): OutlineItem[] {
  return plan.security.releases.map((release) => {
    const titles = release.changes.map(
      ({ title, href }) => `<a href="${attribute(href)}">${title}</a>`,
    );
    const item = versionItem('security', release, words);
    return {
      ...item,
      facts: [
        ...item.facts,
        ...release.advisories,
        ...(release.isAfterTarget
          ? [words.t('upgrade.afterTarget', { version: plan.to.version })]
          : []),
      ],
      notes: titles.length === 0 ? [] : [{ label: null, html: listOf(titles) }],
    };
  });
}

function issueItem(entry: PlanIssue, { t }: PlanWords): OutlineItem {
  const { workaround, fixedIn } = entry;
  return outlineItem(entry.id, entry.title, {
    href: entry.href,
    facts: [
      t(`words.issue.${entry.state}`),
      t(`words.impact.${entry.severity}`),
      fixedIn !== undefined && t('upgrade.fixedIn', { versions: fixedIn }),
    ],
    notes: workaround === undefined ? [] : [{ label: t('upgrade.workaround'), html: workaround }],
    fallback: entry.fallback === true,
  });
}

function versionItem(
  name: string,
  version: UpgradePlan['to'],
  { t, format }: PlanWords,
): OutlineItem {
  return outlineItem(`${name}-${version.version}`, escaped(version.version), {
    href: version.href,
    facts: [
      version.day === null ? null : format.day(version.day),
      version.state !== 'released' && t(`words.state.${version.state}`),
    ],
  });
}

function cycleItems(plan: UpgradePlan, { t, format }: PlanWords): OutlineItem[] {
  return plan.cycles.map((cycle) => {
    const name = cycle.codename === null ? cycle.name : `${cycle.name} ${cycle.codename}`;
    const date = cycle.day === null ? null : format.day(cycle.day);
    const isEnded = cycle.status === 'ended';
    return outlineItem(`cycle-${cycle.name}`, escaped(name), {
      facts: [
        isEnded && date !== null
          ? t('upgrade.endedOn', { date })
          : t(`words.cycle.${cycle.status}`),
        !isEnded && date !== null && t('upgrade.endsOn', { date }),
        cycle.isStart && t('upgrade.start'),
        cycle.isTarget && t('upgrade.target'),
      ],
    });
  });
}

function listOf(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function attribute(value: string): string {
  return escaped(value).replaceAll('"', '&quot;');
}
