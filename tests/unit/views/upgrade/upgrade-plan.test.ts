import { beforeAll, describe, expect, it } from 'vitest';
import type { Edition } from '../../../../src/catalog/edition.ts';
import { createFormat } from '../../../../src/language/format.ts';
import type { UpgradeChoice, UpgradePlan } from '../../../../src/views/upgrade/plan.ts';
import { upgradeData } from '../../../../src/views/upgrade/upgrade-data.ts';
import type { UpgradeData } from '../../../../src/views/upgrade/upgrade-document.ts';
import { upgradeOutline } from '../../../../src/views/upgrade/upgrade-outline.ts';
import { planUpgrade } from '../../../../src/views/upgrade/upgrade-plan.ts';
import { contextOf, editions } from './portal.ts';

let edition: Awaited<ReturnType<typeof editions>>;
let user: UpgradeData;
let admin: UpgradeData;
let german: UpgradeData;

function dataOf(of: Edition): UpgradeData {
  const product = of.byKey('product', 'atlas');
  if (product === undefined) throw new Error('no atlas');
  return upgradeData(contextOf(of), product);
}

beforeAll(async () => {
  edition = await editions();
  user = dataOf(edition('user'));
  admin = dataOf(edition('admin'));
  german = dataOf(edition('user', 'de'));
});

function plan(data: UpgradeData, from: string, to: string, more?: Partial<UpgradeChoice>) {
  const { plan: made, problems } = planUpgrade(data, { from, to, ...more });
  if (made === null) throw new Error(JSON.stringify(problems));
  return made;
}

const titles = (list: readonly { title: string }[]): string[] => list.map(({ title }) => title);
const names = (list: readonly { version: string }[]): string[] =>
  list.map(({ version }) => version);
const steps = (made: UpgradePlan) =>
  made.legs.map(({ before, during, after }) => [titles(before), titles(during), titles(after)]);

describe('the versions on the way', () => {
  it('are in the order of versions, not of text; cancelled ones and prereleases are not among them', () => {
    expect(names(plan(user, '3.7.0', '5.0.0').versions)).toEqual([
      '3.10.0',
      '4.0.0',
      '4.1.0',
      '4.1.1',
      '4.2.0',
      '5.0.0',
    ]);
    expect(JSON.stringify(user)).not.toContain('Never');
  });

  it('has prereleases when it begins or ends at one', () => {
    expect(names(plan(user, '3.10.0', '4.0.0-rc.1').versions)).toEqual(['4.0.0-rc.1']);
    expect(titles(plan(user, '3.10.0', '4.0.0-rc.1').behaviour)).toEqual(['Pre']);
    expect(titles(plan(user, '3.10.0', '4.0.0').behaviour)).not.toContain('Pre');
  });

  it('takes the beginning of a version for the highest, `latest` for what readers should be on', () => {
    expect(plan(user, '3', '4.0').from.version).toBe('3.10.0');
    expect(plan(user, 'v3.7', 'latest')).toMatchObject({
      from: { version: '3.7.0' },
      to: { version: '5.0.1' },
    });
    expect(plan(user, '3.x', '4.1').to.version).toBe('4.1.1');
  });

  it('says what is wrong with a choice, and what was probably meant', () => {
    const wrong = (choice: UpgradeChoice) => planUpgrade(user, choice);
    expect(wrong({ from: '3.7.4', to: '9', modules: ['biling'] })).toEqual({
      plan: null,
      problems: [
        { code: 'unknown-version', field: 'from', found: '3.7.4', suggestion: '3.7.0' },
        { code: 'unknown-version', field: 'to', found: '9', suggestion: null },
        { code: 'unknown-module', field: 'modules', found: 'biling', suggestion: 'billing' },
      ],
    });
    expect(wrong({ from: '5.0.0', to: '4.0.0' }).problems).toEqual([
      { code: 'backwards', field: 'to', found: '4.0.0', suggestion: '5.0.0' },
    ]);
    // 4.3.0 was cancelled: nobody runs it.
    expect(wrong({ from: '4.3.0', to: '5.0.0' }).problems).toMatchObject([{ found: '4.3.0' }]);
    expect(wrong({ from: '', to: '5.0.0' }).problems).toHaveLength(1);
    // From a version to itself there is nothing to plan.
    expect(wrong({ from: 'v5.0.0', to: '5.0.0' })).toEqual({
      plan: null,
      problems: [{ code: 'same', field: 'to', found: '5.0.0', suggestion: null }],
    });
  });

  const stateOf = (
    version: string,
    more: Partial<UpgradeData['versions'][number]>,
  ): UpgradeData => ({
    ...user,
    versions: user.versions.map((each) => (each.version === version ? { ...each, ...more } : each)),
  });

  it('leave out what is not out, with its changes, unless the way begins or ends at one', () => {
    for (const state of ['scheduled', 'delayed'] as const) {
      const data = stateOf('4.0.0', { state });
      const made = plan(data, '3.7.0', '4.1.0');
      expect(names(made.versions)).toEqual(['3.10.0', '4.1.0']);
      expect(titles(made.behaviour)).toEqual([]);
      expect(made.avoid).toEqual([]);
      // What is due when one comes to 4 is due all the same.
      expect(made.guides.map(({ id }) => id)).toEqual(['three']);
      expect(names(plan(data, '3.7.0', '4.0.0').versions)).toEqual(['3.10.0', '4.0.0']);
      expect(names(plan(data, '4.0.0', '4.1.0').versions)).toEqual(['4.1.0']);
    }
  });

  it.each(['withdrawn', 'rolled-back', 'scheduled', 'delayed'] as const)(
    'do not make anybody stop at one that is %s',
    (state) => {
      const data = stateOf('4.1.0', { state });
      expect(names(plan(data, '3.7.0', '5.0.0').stops)).toEqual([]);
      expect(names(plan(data, '3.7.0', '5.1.0').stops)).toEqual([]);
      expect(plan(data, '3.7.0', '5.0.0').legs).toHaveLength(1);
    },
  );

  it('names those that nobody should stop at', () => {
    expect(plan(user, '3.0.0', '5.1.0').avoid).toMatchObject([
      { version: '4.2.0', state: 'withdrawn' },
      { version: '5.1.0', state: 'scheduled' },
    ]);
  });
});

describe('what must be done', () => {
  it('comes leg by leg where a version cannot be skipped, each in its order', () => {
    const made = plan(user, '3.7.0', '5.0.0');
    expect(names(made.stops)).toEqual(['4.1.0']);
    expect(made.legs.map(({ from, to }) => [from.version, to.version])).toEqual([
      ['3.7.0', '4.1.0'],
      ['4.1.0', '5.0.0'],
    ]);
    expect(steps(made)).toEqual([
      [['Back up'], ['It moves'], ['Look at bills']],
      [['Back up'], ['Go'], []],
    ]);
    expect(made.guides.map(({ id, effort }) => [id, effort])).toEqual([
      ['three', 'a day'],
      ['four', null],
    ]);
  });

  it('has a step once that several guides ask for, as strictly as the strictest', () => {
    const made = plan(
      { ...user, versions: user.versions.map(({ stop: _, ...rest }) => rest) },
      '3',
      '5',
    );
    expect(steps(made)).toEqual([[['Back up'], ['It moves', 'Go'], ['Look at bills']]]);
    expect(made.legs[0]?.before[0]).toMatchObject({
      id: 'three/backup',
      needed: 'required',
      command: 'backup --all',
      guides: [
        { id: 'three', href: '/news/migrations/three/#backup' },
        { id: 'four', href: '/news/migrations/four/#save' },
      ],
    });
  });

  it('has the steps and changes of an audience in its edition only', () => {
    expect(steps(plan(user, '3.7.0', '4.0.0'))[0]?.[0]).toEqual(['Back up']);
    expect(steps(plan(admin, '3.7.0', '4.0.0'))[0]?.[0]).toEqual(['Back up', 'Make keys']);
    expect(JSON.stringify(user)).not.toMatch(/Make keys|For administrators/);
    expect(titles(plan(admin, '3.7.0', '4.0.0').behaviour)).toContain('For administrators');
  });

  it('keeps to the modules in use', () => {
    const made = plan(user, '3.7.0', '4.0.0', { modules: ['identity'] });
    expect(steps(made)).toEqual([[['Back up'], ['It moves'], []]]);
    expect(titles(made.behaviour)).toEqual(['New layout', 'Loud fix']);
    expect(plan(user, '3.7.0', '4.0.0', { modules: ['billing'] }).legs[0]?.actions).toHaveLength(1);
  });

  it('has what changes ask for: by when, who, how, and where it says more', () => {
    expect(plan(user, '3.7.0', '4.0.0').legs[0]?.actions).toMatchObject([
      {
        title: 'Rotate <code dir="ltr">keys</code> &lt;now&gt;',
        href: '/news/releases/atlas/4.0.0/#keys',
        action: {
          by: '2026-12-01',
          steps: [expect.stringContaining('<em>it</em>') as string, '<p>Then this</p>'],
          guide: { href: '/news/migrations/three/' },
        },
      },
      { title: 'Read on', action: { recommended: true } },
    ]);
  });

  it('marks what is not translated', () => {
    const made = plan(german, '3.7.0', '5.0.0');
    expect(made.legs[0]?.before).toMatchObject([{ title: 'Sichern' }]);
    expect(made.legs[0]?.before[0]).not.toHaveProperty('fallback');
    expect(made.legs[1]?.before).toMatchObject([{ title: 'Back up', fallback: true }]);
    expect(made.behaviour[0]).toMatchObject({ title: 'New layout', fallback: true });
    expect(made.legs[0]?.to.href).toBe('/news/de/releases/atlas/4.1.0/');
  });
});

describe('a guide that is written for later versions than its leg begins at', () => {
  it('says for which, and so do steps that no other guide asks for', () => {
    const data = { ...user, versions: user.versions.map(({ stop: _, ...rest }) => rest) };
    const made = plan(data, '3.7.0', '5.0.0');
    expect(made.guides.map(({ id, writtenFor }) => [id, writtenFor])).toEqual([
      ['three', undefined],
      ['four', '4.x'],
    ]);
    const { before = [], during = [] } = made.legs[0] ?? {};
    expect([...before, ...during].map(({ title, writtenFor }) => [title, writtenFor])).toEqual([
      ['Back up', undefined],
      ['It moves', undefined],
      ['Go', '4.x'],
    ]);
    const { sections } = upgradeOutline(made, {
      t: (key, values) => `${key} ${JSON.stringify(values ?? {})}`,
      format: createFormat('en'),
    });
    const items = sections.flatMap(({ groups }) => groups.flatMap((group) => group.items));
    for (const id of ['four', 'four/go']) {
      expect(items.find((item) => item.id === id)?.facts).toContain(
        'upgrade.writtenFor {"versions":"4.x"}',
      );
    }
  });

  it('needs no such word where the way stops at one of its versions', () => {
    const made = plan(user, '3.7.0', '5.0.0');
    expect(made.guides.some(({ writtenFor }) => writtenFor !== undefined)).toBe(false);
    expect(made.legs[1]?.during[0]).not.toHaveProperty('writtenFor');
  });
});

describe('what changes, goes and is mended', () => {
  it('tells of behaviour that changes without an action', () => {
    expect(titles(plan(user, '3.7.0', '4.0.0').behaviour)).toEqual([
      'New layout',
      'Loud fix',
      'On at once',
    ]);
  });

  it('tells what is gone by version, by the note that removes it, and by day', () => {
    const { gone } = plan(user, '3.7.0', '5.0.0');
    expect(titles(gone.deprecations)).toEqual(['Old form', 'By day', 'API 1']);
    expect(titles(gone.changes)).toEqual(['Gone without notice']);
    expect(titles(plan(user, '4.0.0', '4.2.0').gone.deprecations)).toEqual([]);
  });

  it('tells what will go, soonest first, days to be announced last', () => {
    const { going } = plan(user, '3.7.0', '4.0.0');
    expect(going.deprecations.map(({ title, isNew }) => [title, isNew])).toEqual([
      ['By day', false],
      ['API 1', true],
      ['Some day', false],
    ]);
    expect(going.deprecations[1]).toMatchObject({
      replacement: '<p>API 2</p>',
      guideHref: '/news/migrations/four/',
    });
    expect(going.deprecations[2]).not.toHaveProperty('removalDate');
    expect(titles(going.changes)).toEqual(['Will go without an entry']);
  });

  it('tells of each security release once, in order, and marks what the target may lack', () => {
    const { security } = plan(user, '3.0.0', '5.0.1');
    expect(
      security.releases.map(({ version, changes, advisories, isAfterTarget }) => [
        version,
        titles(changes),
        advisories,
        isAfterTarget,
      ]),
    ).toEqual([
      ['4.1.0', ['A hole'], ['A-1'], false],
      ['4.1.1', ['Late hole'], [], true],
      ['5.0.1', [], ['A-2'], false],
    ]);
    expect(security.advisories.map(({ id, affectsFrom }) => [id, affectsFrom])).toEqual([
      ['A-1', true],
      ['A-2', false],
    ]);
    expect(security).toMatchObject({ open: [], newer: [] });
  });

  it('tells of weaknesses of the target, and of later security releases of its cycle', () => {
    const { security } = plan(user, '3.0.0', '5.0.0');
    expect(security.open).toMatchObject([{ id: 'A-2' }]);
    expect(names(security.newer)).toEqual(['5.0.1']);
    expect(security.advisories.map(({ id }) => id)).toEqual(['A-1']);
    const early = plan(user, '3.0.0', '5.0.0', { today: '2026-06-30' });
    expect(early.security.newer).toEqual([]);
  });

  it('tells of known issues of the target, and of those left behind', () => {
    const { issues } = plan(user, '3.10.0', '5.0.0');
    expect(issues.met.map(({ id, affectsFrom }) => [id, affectsFrom])).toEqual([['slow', true]]);
    expect(issues.lost.map(({ id }) => id)).toEqual(['named', 'odd']);
    expect(titles(plan(user, '3.0.0', '4.0.0').issues.met)).toEqual(['Odd']);
  });
});

describe('what stands around the way', () => {
  it('names other products that must move first, each range once', () => {
    expect(plan(user, '3.7.0', '5.0.0').requires).toMatchObject([
      { title: 'Beam', range: '>=1', versions: ['4.0.0', '5.0.0'], isDue: true },
      { title: 'Beam', range: '>=2', versions: ['5.0.0'], isDue: true },
    ]);
    expect(plan(user, '4.0.0', '4.2.0').requires).toEqual([]);
  });

  it('marks what is needed where the way stops, and not what is only passed', () => {
    const data = {
      ...user,
      versions: user.versions.map((each) =>
        each.version === '4.1.0'
          ? { ...each, requires: [{ product: 'beam', title: 'Beam', range: '>=1.5', text: '1.5' }] }
          : each,
      ),
    };
    const needed = plan(data, '3.7.0', '5.0.0').requires;
    expect(needed.map(({ range, isDue }) => [range, isDue])).toEqual([
      ['>=1', true],
      ['>=1.5', true],
      ['>=2', true],
    ]);
    const passed = plan(data, '3.7.0', '4.2.0').requires;
    expect(passed.map(({ range, isDue }) => [range, isDue])).toEqual([
      ['>=1', false],
      ['>=1.5', true],
    ]);
    const { sections } = upgradeOutline(plan(data, '3.7.0', '4.2.0'), {
      t: (key) => key,
      format: createFormat('en'),
    });
    const items = sections.find(({ id }) => id === 'requires')?.groups[0]?.items;
    expect(items?.map(({ check }) => check)).toEqual([false, true]);
  });

  it('says which cycles have ended on the day of the plan', () => {
    const { cycles } = plan(user, '3.7.0', '5.0.0');
    expect(cycles.map(({ name, status, day }) => [name, status, day])).toEqual([
      ['3', 'active', '2026-11-22'],
      ['4', 'ended', '2026-11-21'],
      ['5', 'active', '2028-06-01'],
    ]);
    const later = plan(user, '3.7.0', '5.0.0', { today: '2026-11-22' });
    expect(later.cycles[0]).toMatchObject({ name: '3', codename: 'Juniper', status: 'ended' });
    expect(cycles.filter(({ isTarget }) => isTarget)).toMatchObject([{ name: '5' }]);
  });
});
