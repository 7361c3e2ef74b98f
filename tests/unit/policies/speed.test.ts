import { describe, expect, it } from 'vitest';
import type { Catalog, CatalogEntry } from '../../../src/catalog/catalog.ts';
import { readClock } from '../../../src/model/clock.ts';
import { kinds, schemas } from '../../../src/model/kind.ts';
import type { Kind } from '../../../src/model/kind.ts';
import { portalSchema } from '../../../src/model/portal.ts';
import { runPolicies } from '../../../src/policies/run.ts';

const clock = readClock({ today: '2026-11-21' });
const two = (number: number): string => String(number).padStart(2, '0');
const nowhere = (): never => {
  throw new Error('nothing is wrong, so nobody asks where');
};

/** A catalog of `count` notes without files: one product, and of each kind that rules look at. */
function catalogOf(count: number): Catalog {
  const entries = Object.fromEntries(
    Object.keys(kinds).map((kind) => [kind, [] as CatalogEntry[]]),
  ) as unknown as Record<Kind, CatalogEntry[]>;
  const add = (kind: Kind, id: string, data: object): void => {
    const parsed = schemas[kind].parse(data);
    entries[kind].push({ kind, id, key: `${kind}:${id}`, file: id, data: parsed } as CatalogEntry);
  };
  add('product', 'atlas', {
    title: 'Atlas',
    notice: { minDays: 90, minReleases: 2 },
    cycles: Array.from({ length: count / 75 }, (_, at) => ({
      cycle: String(at),
      releaseDate: '2020-01-01',
      eolFrom: '2030-01-01',
    })),
  });
  for (let index = 0; index < count / 5; index += 1) {
    const [major, minor] = [Math.floor(index / 15), index % 15];
    const version = `${major}.${minor}.0`;
    const day = `${2021 + Math.floor((index * 5 * 5) / count)}-${two(1 + (index % 10))}-${two(1 + (index % 28))}`;
    add('release', `atlas/${version}`, {
      version,
      date: day,
      publishedAt: day,
      rollback: 'none',
      knownIssues: 'none',
      rollout: [{ region: 'EU', date: day, outcome: 'succeeded' }],
      revisions: [{ date: day, summary: 'Corrected.' }],
    });
    add('change', `atlas/c${index}`, {
      title: 'Gone',
      type: 'removal',
      release: version,
      deprecation: `d${index}`,
      migration: `m${index}`,
      action: { by: day },
    });
    add('deprecation', `d${index}`, {
      title: 'Old',
      product: 'atlas',
      subject: { kind: 'A', name: 'B' },
      announcedOn: '2020-06-01',
      publishedAt: '2020-06-01',
      // The first release announces all that later ones remove: the longest way to count.
      ...(index < 3 ? {} : { announcedIn: '0.0.0' }),
      removedIn: version,
      removalDate: day,
    });
    add('known-issue', `k${index}`, {
      title: 'Late',
      product: 'atlas',
      affects: index === 0 ? ['99.x'] : [`<${version}-0`],
      fixedIn: version,
      state: 'fixed',
      publishedAt: day,
      severity: 'low',
    });
    add('migration', `m${index}`, {
      title: `To ${version}`,
      product: 'atlas',
      from: index === 0 ? '0.0.0-rc.1' : `*`,
      to: version,
    });
  }
  return {
    root: '/',
    portal: portalSchema.parse({ title: 'Acme' }),
    locales: [],
    audiences: { ids: ['user'] },
    entries,
    attachments: {},
    attachmentHashes: {},
    pictures: {},
  } as unknown as Catalog;
}

/** Milliseconds of processor time of the quietest of some runs: other processes don't count. */
function quietest(runs: number, run: () => void): number {
  const spent = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...spent);
}

describe('all rules', () => {
  const checked = (count: number): number => {
    const catalog = catalogOf(count);
    expect(runPolicies(catalog, clock, nowhere)).toEqual([]);
    return quietest(7, () => void runPolicies(catalog, clock, nowhere));
  };

  it('cost little beside reading, and grow with the notes, not faster', () => {
    const [some, many] = [checked(750), checked(3000)];
    const fields = quietest(3, () => void catalogOf(3000));
    if (process.env['SHOW_SPEED'] !== undefined) console.log({ some, many, fields });
    // The check of fields alone is a small part of reading them.
    expect(many).toBeLessThan(fields * 10);
    // Four times the notes: sixteen times the work if a rule compared each with each.
    expect(many / some).toBeLessThan(10);
  }, 60_000);
});
