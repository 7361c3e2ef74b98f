import { describe, expect, it } from 'vitest';
import { overlay, sourceHash } from '../../../src/catalog/overlay.ts';
import { migrationSchema } from '../../../src/model/migration.ts';
import { releaseSchema } from '../../../src/model/release.ts';

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
