/**
 * What another audience reads changes nothing: timeline, calendar and planner of the readers'
 * edition are those of a portal in which it was never written.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutEdition } from '../../../src/catalog/edition.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { readClock } from '../../../src/model/clock.ts';
import { calendarView } from '../../../src/views/calendar.ts';
import { createViewContext } from '../../../src/views/create-context.ts';
import { deprecationPage } from '../../../src/views/deprecation-page.ts';
import { releaseLifecycle } from '../../../src/views/release-lifecycle.ts';
import { timelineView } from '../../../src/views/timeline.ts';
import { upgradeData } from '../../../src/views/upgrade/upgrade-data.ts';
import { planUpgrade } from '../../../src/views/upgrade/upgrade-plan.ts';
import { removeFolder, writePortal } from '../../support/portal.ts';

const clock = readClock({ today: '2026-11-21' });
const versions = ['1.0.0', '2.0.0-rc.1', '2.0.0', '3.0.0'];

/** Something that a writer wrote, for administrators only or for all. */
interface Piece {
  forAdmins: boolean;
}
interface Step extends Piece {
  when: string;
}
interface Change extends Piece {
  release: number;
  type: string;
  acts: boolean;
  deprecation: number;
}
interface Deprecation extends Piece {
  removal: string;
  guide: number;
  removedIn: number | null;
}
interface Portal {
  changes: Change[];
  deprecations: Deprecation[];
  guides: (Piece & { to: number; steps: Step[] })[];
  issues: (Piece & { from: number })[];
  advisories: (Piece & { fixedIn: number })[];
}

const forAdmins = fc.boolean();
const version = fc.nat(versions.length - 1);
const portals: fc.Arbitrary<Portal> = fc.record({
  changes: fc.array(
    fc.record({
      forAdmins,
      release: version,
      type: fc.constantFrom('breaking', 'removal', 'deprecation', 'security', 'feature'),
      acts: fc.boolean(),
      deprecation: fc.nat(9),
    }),
    { maxLength: 6 },
  ),
  deprecations: fc.array(
    fc.record({
      forAdmins,
      removal: fc.constantFrom('tba', '2026-10-01', '2027-03-01', '2031-01-01'),
      guide: fc.nat(9),
      removedIn: fc.option(version),
    }),
    { maxLength: 4 },
  ),
  guides: fc.array(
    fc.record({
      forAdmins,
      to: fc.integer({ min: 1, max: versions.length - 1 }),
      steps: fc.array(
        fc.record({ forAdmins, when: fc.constantFrom('before', 'during', 'after') }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 3 },
  ),
  issues: fc.array(fc.record({ forAdmins, from: version }), { maxLength: 2 }),
  advisories: fc.array(fc.record({ forAdmins, fixedIn: version }), { maxLength: 2 }),
});

/** The files of a portal; without what is for administrators when `all` is false. */
function filesOf(portal: Portal, all: boolean): Record<string, string> {
  const shown = (piece: Piece | undefined): boolean =>
    piece !== undefined && (all || !piece.forAdmins);
  const audience = (piece: Piece): string => (piece.forAdmins ? 'audience: [admin]\n' : '');
  const word = (piece: Piece): string => (piece.forAdmins ? 'SECRET' : 'Open');
  // Numbers stay when others go: an id doesn't tell how many there are.
  const kept = <T extends Piece>(list: readonly T[]): [number, T][] =>
    [...list.entries()].filter(([, piece]) => shown(piece));
  const files: Record<string, string> = {
    'content/portal.yaml':
      'title: Acme\naudiences: [{id: user, root: true}, {id: admin, includes: [user]}]\n',
    'content/products/atlas.yaml': 'title: Atlas\n',
  };
  for (const [index, name] of versions.entries()) {
    const changes = kept(portal.changes)
      .filter(([, change]) => change.release === index)
      .map(([id, change]) => {
        const named = portal.deprecations[change.deprecation];
        const fields = [
          `id: c${id}`,
          `title: ${word(change)} change ${id}`,
          `type: ${change.type}`,
          ...(change.forAdmins ? ['audience: [admin]'] : []),
          ...(change.acts ? [`action: {steps: [${word(change)} act ${id}], by: 2027-01-01}`] : []),
          ...(shown(named) ? [`deprecation: d${change.deprecation}`] : []),
        ];
        return `  - {${fields.join(', ')}}\n`;
      });
    const list = changes.length === 0 ? 'changes: []\n' : `changes:\n${changes.join('')}`;
    files[`content/releases/atlas/${name}.md`] =
      `---\nversion: "${name}"\ndate: 2026-0${index + 1}-01\nrollback: none\nknownIssues: none\n${list}---\n`;
  }
  for (const [id, piece] of kept(portal.deprecations)) {
    const guide = shown(portal.guides[piece.guide]) ? `migration: g${piece.guide}\n` : '';
    const removedIn = piece.removedIn === null ? '' : `removedIn: "${versions[piece.removedIn]}"\n`;
    files[`content/deprecations/d${id}.md`] =
      `---\ntitle: ${word(piece)} deprecation ${id}\nproduct: atlas\nsubject: {kind: API, name: ${word(piece)}-${id}}\nannouncedOn: 2026-01-01\nremovalDate: ${piece.removal}\n${removedIn}${guide}${audience(piece)}---\n`;
  }
  for (const [id, piece] of kept(portal.guides)) {
    const steps = kept(piece.steps).map(
      ([step, own]) =>
        `  - {id: s${step}, title: ${word(own)} step ${id} ${step}, when: ${own.when}${own.forAdmins ? ', audience: [admin]' : ''}}\n`,
    );
    const list = steps.length === 0 ? 'steps: []\n' : `steps:\n${steps.join('')}`;
    files[`content/migrations/g${id}.md`] =
      `---\ntitle: ${word(piece)} guide ${id}\nproduct: atlas\nfrom: "<${versions[piece.to]}"\nto: "${versions[piece.to]}"\n${audience(piece)}${list}---\n`;
  }
  for (const [id, piece] of kept(portal.issues)) {
    files[`content/known-issues/i${id}.md`] =
      `---\ntitle: ${word(piece)} issue ${id}\nproduct: atlas\naffects: [">=${versions[piece.from]}"]\nstate: open\nseverity: low\n${audience(piece)}---\n`;
  }
  for (const [id, piece] of kept(portal.advisories)) {
    files[`content/advisories/A-${id}.md`] =
      `---\ntitle: ${word(piece)} advisory ${id}\nseverity: high\naffected: [{product: atlas, range: "<${versions[piece.fixedIn]}", fixedIn: "${versions[piece.fixedIn]}"}]\n${audience(piece)}---\n`;
  }
  return files;
}

/** Everything that the lifecycle views say to an audience. */
async function told(files: Record<string, string>, audience: string): Promise<unknown> {
  const root = await writePortal(files);
  const { catalog, findings } = await loadCatalog(root, clock);
  await removeFolder(root);
  if (catalog === null) throw new Error(JSON.stringify(findings, null, 2));
  const edition = cutEdition(catalog, audience, 'en', clock);
  const context = createViewContext(edition, {
    t: (key, values) => `${key} ${JSON.stringify(values ?? {})}`,
    pages: new Set(),
    publicFiles: new Set(),
    codeCache: new Map(),
  });
  const data = upgradeData(context, edition.byKey('product', 'atlas')!);
  return {
    timeline: timelineView(context),
    calendar: [calendarView(context), calendarView(context, '2027')],
    deprecations: edition.deprecations.map((entry) => deprecationPage(context, entry)),
    releases: edition.releases.map((release) => releaseLifecycle(context, release)),
    data,
    plan: planUpgrade(data, { from: '1.0.0', to: '3.0.0', prereleases: true }),
  };
}

describe('what is for another audience', () => {
  it('leaves no trace in what readers are told', async () => {
    await fc.assert(
      fc.asyncProperty(portals, async (portal) => {
        const [whole, without] = [filesOf(portal, true), filesOf(portal, false)];
        const user = await told(whole, 'user');
        expect(JSON.stringify(user)).not.toContain('SECRET');
        expect(user).toEqual(await told(without, 'user'));
      }),
      { numRuns: 25 },
    );
  }, 30_000);

  it('reaches those whom it is for', async () => {
    const piece = { forAdmins: true };
    const step = { ...piece, when: 'before' };
    const portal: Portal = {
      changes: [{ ...piece, release: 2, type: 'breaking', acts: true, deprecation: 0 }],
      deprecations: [{ ...piece, removal: '2027-03-01', guide: 0, removedIn: null }],
      guides: [{ ...piece, to: 2, steps: [step] }],
      issues: [{ ...piece, from: 2 }],
      advisories: [{ ...piece, fixedIn: 2 }],
    };
    const text = JSON.stringify(await told(filesOf(portal, true), 'admin'));
    for (const name of ['change', 'act', 'deprecation', 'guide', 'step', 'issue', 'advisory']) {
      expect(text).toContain(`SECRET ${name} 0`);
    }
  });
});
