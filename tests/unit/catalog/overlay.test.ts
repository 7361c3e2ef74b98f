import { describe, expect, it } from 'vitest';
import { overlay, sourceHash } from '../../../src/catalog/overlay.ts';
import { deprecationSchema, deprecationTranslationSchema } from '../../../src/model/deprecation.ts';
import { migrationSchema } from '../../../src/model/migration.ts';
import { releaseSchema, releaseTranslationSchema } from '../../../src/model/release.ts';

const release = releaseSchema.parse({
  version: '1.0.0',
  date: '2026-11-03',
  rollback: { supported: true, procedure: 'Go back' },
  knownIssues: 'none',
  summary: 'Sum',
  resources: [{ kind: 'guide', title: 'Guide', url: 'https://x.org/' }],
  revisions: [{ date: '2026-11-04', summary: 'Rev' }],
  changes: [
    { id: 'a', title: 'A', type: 'fix', action: { by: '2026-12-01', steps: ['one', 'two'] } },
    { id: 'b', title: 'B', type: 'fix' },
  ],
});

describe('a translation', () => {
  it('overlays texts by id, url, date and place, and nothing else', () => {
    const { data, stray } = overlay<'release'>(release, {
      summary: 'Summe',
      rollback: { procedure: 'Zurück' },
      resources: { 'https://x.org/': 'Anleitung' },
      revisions: { '2026-11-04': 'Rev!' },
      changes: { a: { title: 'Ä', action: { steps: ['eins', 'zwei'] } } },
    });
    expect(stray).toEqual([]);
    expect(data).toEqual({
      ...release,
      summary: 'Summe',
      rollback: { supported: true, procedure: 'Zurück' },
      resources: [{ kind: 'guide', title: 'Anleitung', url: 'https://x.org/' }],
      revisions: [{ date: '2026-11-04', summary: 'Rev!', material: false }],
      changes: [
        {
          ...release.changes[0],
          title: 'Ä',
          action: { ...release.changes[0]?.action, steps: ['eins', 'zwei'] },
        },
        release.changes[1],
      ],
    });
    expect(release.summary).toBe('Sum');
  });

  it('says what the source does not have', () => {
    const { data, stray } = overlay<'release'>(release, {
      downtime: { description: 'x' },
      changes: { a: { action: { steps: ['eins'] } }, c: { title: 'C' } },
    });
    expect(stray.map(({ path }) => path.join('.'))).toEqual([
      'downtime',
      'changes.c',
      'changes.a.action.steps',
    ]);
    expect(data.changes).toEqual(release.changes);
    expect(data).not.toHaveProperty('downtime');
  });

  it('overlays steps of a guide by their id', () => {
    const guide = migrationSchema.parse({
      title: 'M',
      product: 'atlas',
      from: '1.x',
      to: '2.x',
      steps: [{ id: 's', title: 'Step', when: 'before' }],
    });
    const { data } = overlay<'migration'>(guide, { steps: { s: { title: 'Schritt' } } });
    expect(data.steps).toMatchObject([{ id: 's', title: 'Schritt', when: 'before' }]);
  });
});

describe('a translation of what has no id', () => {
  const deprecation = deprecationSchema.parse({
    title: 'D',
    product: 'atlas',
    subject: { kind: 'Platform', name: 'Kafka 2' },
    announcedOn: '2026-01-01',
    removalDate: '2026-12-01',
    moved: [
      { on: '2026-05-01', from: '2026-06-01', to: 'tba', reason: 'Too soon.' },
      { on: '2026-10-01', from: 'tba', to: '2026-12-01' },
    ],
  });
  const rollout = [
    { region: 'EU', date: '2026-01-01', note: 'First.' },
    { region: 'US', date: '2026-01-02', note: 'Second.' },
    { ring: 'canary', date: '2026-01-01', note: 'Third.' },
    { ring: 'canary', region: 'EU', date: '2026-01-01', note: 'Fourth.' },
    { region: 'EU', date: '2026-02-01', note: 'Fifth.' },
  ];
  const staged = releaseSchema.parse({
    ...release,
    changes: [],
    rollout,
    artifacts: [
      { name: 'Installer', url: 'https://x.org/a.exe' },
      { name: 'Archive', url: 'https://x.org/a.zip' },
    ],
  });

  it('lays the subject and reasons of moves, by their day, over a deprecation', () => {
    const prose = deprecationTranslationSchema.parse({
      subject: { kind: 'Plattform' },
      moved: { '2026-05-01': 'Zu früh.' },
    });
    const { data, stray } = overlay<'deprecation'>(deprecation, prose);
    expect(stray).toEqual([]);
    expect(data.subject).toEqual({ kind: 'Plattform', name: 'Kafka 2' });
    expect(data.moved).toEqual([
      { ...deprecation.moved[0], reason: 'Zu früh.' },
      deprecation.moved[1],
    ]);
  });

  it('lays notes over a roll-out by ring and region, and by number where one has several lines', () => {
    const prose = releaseTranslationSchema.parse({
      rollout: { EU: 'Eins.', 'EU 2': 'Fünf.', canary: 'Drei.', 'canary/EU': 'Vier.' },
      artifacts: { 'https://x.org/a.exe': 'Installationsprogramm' },
    });
    const { data, stray } = overlay<'release'>(staged, prose);
    expect(stray).toEqual([]);
    expect(data.rollout.map(({ note }) => note)).toEqual([
      'Eins.',
      'Second.',
      'Drei.',
      'Vier.',
      'Fünf.',
    ]);
    expect(data.rollout[0]).toEqual({ ...staged.rollout[0], note: 'Eins.' });
    expect(data.artifacts.map(({ name }) => name)).toEqual(['Installationsprogramm', 'Archive']);
  });

  it('names what the source does not have', () => {
    const { stray } = overlay<'release'>(staged, { rollout: { APAC: 'x', 'EU 3': 'x' } });
    expect(stray.map(({ path }) => path.join('.'))).toEqual(['rollout.APAC', 'rollout.EU 3']);
    expect(stray[0]?.known).toEqual(['EU', 'US', 'canary', 'canary/EU', 'EU 2']);
  });

  it('adds no text where the source has none', () => {
    const { data, stray } = overlay<'deprecation'>(deprecation, { moved: { '2026-10-01': 'x' } });
    expect(data.moved[1]).not.toHaveProperty('reason');
    expect(stray.map(({ path }) => path.join('.'))).toEqual(['moved.2026-10-01']);
  });

  it('becomes stale with each of these texts, and not with the days and outcomes beside them', () => {
    const hash = (data: object): string => sourceHash({ data, text: '' });
    const [first, ...others] = staged.rollout;
    const [artifact, ...artifacts] = staged.artifacts;
    const was = hash(staged);
    expect(hash({ ...staged, rollout: [{ ...first, note: 'x' }, ...others] })).not.toBe(was);
    expect(hash({ ...staged, artifacts: [{ ...artifact, name: 'x' }, ...artifacts] })).not.toBe(
      was,
    );
    const later = { ...first, date: '2027-01-01', outcome: 'failed', percent: 5 };
    expect(hash({ ...staged, rollout: [later, ...others] })).toBe(was);

    const of = hash(deprecation);
    const [move, ...moves] = deprecation.moved;
    expect(hash({ ...deprecation, subject: { kind: 'x', name: 'Kafka 2' } })).not.toBe(of);
    expect(hash({ ...deprecation, moved: [{ ...move, reason: 'x' }, ...moves] })).not.toBe(of);
    expect(hash({ ...deprecation, moved: [{ ...move, to: '2026-11-01' }, ...moves] })).toBe(of);
  });
});

describe('the hash of a source', () => {
  const hash = (data: object, text = 'Body'): string => sourceHash({ data, text });

  it('changes with any prose', () => {
    const first = hash(release);
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(hash(release, 'Other')).not.toBe(first);
    expect(hash({ ...release, summary: 'Other' })).not.toBe(first);
    expect(hash({ ...release, changes: release.changes.slice(1) })).not.toBe(first);
  });

  it('does not change with facts, order of parts, or blank lines around the body', () => {
    const first = hash(release);
    expect(hash({ ...release, date: '2026-12-24', state: 'delayed', version: '2' })).toBe(first);
    expect(hash({ ...release, changes: [...release.changes].reverse() })).toBe(first);
    expect(hash(release, '\nBody\n\n')).toBe(first);
  });
});
