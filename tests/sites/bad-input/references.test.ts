import { describe, expect, it } from 'vitest';
import { findings, release } from './portal.ts';

const file = 'content/releases/atlas/2.0.0.mdx';
const change = 'content/changes/atlas/x.md';

async function rows(files: Record<string, string>): Promise<unknown[]> {
  return (await findings(files)).map(({ code, line, field, found, fix }) => [
    code,
    line,
    field,
    found,
    fix,
  ]);
}

describe('references to nothing', () => {
  it('of a release', async () => {
    const text = release(
      '2.0.0',
      'modules: [biling]\naudience: [admn]\nrequires:\n  - product: atlsa\n    range: ">=1"\n  - product: atlas\n    range: soon\nresources:\n  - kind: guide\n    title: G\n    url: https://x.org\n    audience: [boss]\nembargoUntil: {usr: 2026-11-01}\n',
    ).replace('knownIssues: none', 'knownIssues: [gone]');
    expect(await rows({ [file]: text })).toEqual([
      [
        'unknown-reference',
        5,
        'knownIssues[0]',
        'gone',
        'Add the known issue, or delete the reference.',
      ],
      ['unknown-reference', 6, 'modules[0]', 'biling', 'Did you mean billing?'],
      ['unknown-audience', 7, 'audience[0]', 'admn', 'Did you mean admin?'],
      ['unknown-reference', 9, 'requires[0].product', 'atlsa', 'Did you mean atlas?'],
      ['not-a-range', 12, 'requires[1].range', 'soon', 'Write a range.'],
      ['unknown-audience', 17, 'resources[0].audience[0]', 'boss', expect.any(String)],
      ['unknown-audience', 18, 'embargoUntil.usr', 'usr', 'Did you mean user?'],
    ]);
  });

  it('of a folder that is no product, and of changes in it', async () => {
    const wrong = 'content/releases/atlsa/1.0.0.mdx';
    expect(await findings({ [wrong]: release('1.0.0') })).toMatchObject([
      {
        code: 'unknown-reference',
        file: wrong,
        line: 1,
        found: 'atlsa',
        fix: 'Did you mean atlas?',
      },
    ]);
  });

  it('of a change', async () => {
    const fields =
      'title: X\ntype: fix\nrelease: "1.0"\nadvisory: a\ndeprecation: b\nmigration: c\naction:\n  guide: docs/none\n  who: [usr]\n';
    expect(
      (await rows({ [change]: `---\n${fields}---\n` })).map((row) => (row as string[]).slice(0, 4)),
    ).toEqual([
      ['unknown-reference', 4, 'release', '1.0'],
      ['unknown-reference', 5, 'advisory', 'a'],
      ['unknown-reference', 6, 'deprecation', 'b'],
      ['unknown-reference', 7, 'migration', 'c'],
      ['unknown-reference', 9, 'action.guide', 'none'],
      ['unknown-audience', 10, 'action.who[0]', 'usr'],
    ]);
    const [same] = await findings({ [change]: '---\ntitle: X\ntype: fix\nrelease: v1.0.0\n---\n' });
    expect(same?.fix).toBe('Did you mean 1.0.0?');
  });

  it('of inline changes, with the line in the list', async () => {
    const text = release(
      '2.0.0',
      'changes:\n  - id: a\n    title: A\n    type: fix\n  - id: a\n    title: B\n    type: security\n    advisory: gone\n',
    );
    expect((await rows({ [file]: text })).map((row) => (row as unknown[]).slice(0, 3))).toEqual([
      ['duplicate-id', 10, 'changes[1].id'],
      ['unknown-reference', 13, 'changes[1].advisory'],
    ]);
  });

  it('of a change whose anchor is taken', async () => {
    const text = release('2.0.0', 'changes:\n  - id: x\n    title: A\n    type: fix\n');
    const found = await findings({
      [file]: text,
      [change]: '---\ntitle: X\ntype: fix\nrelease: 2.0.0\n---\n',
    });
    expect(found).toMatchObject([{ code: 'duplicate-id', found: 'x' }]);
  });

  it('of records, terms and guides', async () => {
    const note = (fields: string): string => `---\ntitle: X\n${fields}---\n`;
    const found = await findings({
      'content/deprecations/d.md': note(
        'product: atlas\nsubject: {kind: API, name: v1}\nannouncedOn: 2026-01-01\nremovalDate: tba\nremovedIn: "3"\nmigration: m1\n',
      ),
      'content/migrations/m.md': note('product: beam\nfrom: ">=1"\nto: "2"\n'),
      'content/known-issues/k.md': note(
        'product: atlas\naffects: ["x y"]\nseverity: low\nfixedIn: "1"\n',
      ),
      'content/advisories/a.md': note(
        'severity: high\naffected: [{product: atlas, range: "=>1"}]\n',
      ),
      'content/announcements/n.md': note('from: 2026-01-01\nuntil: 2026-02-01\nproducts: [beam]\n'),
      'content/docs/g.md': note('appliesTo: [{product: atlas, range: nope}]\n'),
      'content/glossary/t.yaml': 'title: T\ndefinition: D\nsee: [u]\nterms: {fr: X}\n',
    });
    expect(
      found.map(({ code, file: where, field }) => `${code} ${where.slice(8)} ${field ?? ''}`),
    ).toEqual([
      'not-a-range advisories/a.md affected[0].range',
      'unknown-reference announcements/n.md products[0]',
      'not-a-version deprecations/d.md removedIn',
      'unknown-reference deprecations/d.md migration',
      'not-a-range docs/g.md appliesTo[0].range',
      'unknown-reference glossary/t.yaml see[0]',
      'unknown-locale glossary/t.yaml terms.fr',
      'not-a-range known-issues/k.md affects[0]',
      'not-a-version known-issues/k.md fixedIn',
      'unknown-reference migrations/m.md product',
    ]);
  });

  it('of bodies', async () => {
    const text = `${release('2.0.0')}\n<Audience only="boss">x</Audience> <Term id="sos">y</Term> <Change id="x">z</Change>\n`;
    expect(
      await findings({
        [file]: text,
        [change]: '---\ntitle: X\ntype: fix\nrelease: next\n---\n',
        'content/glossary/sso.yaml': 'title: S\ndefinition: D\n',
      }),
    ).toMatchObject([
      { code: 'unknown-audience', file, line: 9, found: 'boss' },
      { code: 'unknown-reference', file, line: 9, found: 'x', fix: 'Did you mean atlas/x?' },
      { code: 'unknown-reference', file, line: 9, found: 'sos', fix: 'Did you mean sso?' },
    ]);
  });

  it('does not blame others for a file that can not be read', async () => {
    const found = await findings({ 'content/products/atlas.yaml': 'titel: Atlas\n' });
    expect(new Set(found.map((finding) => finding.file))).toEqual(
      new Set(['content/products/atlas.yaml']),
    );
  });
});

describe('ids and aliases', () => {
  it('that lead out of their folders', async () => {
    const text = release('2.0.0', 'aliases: ["../../etc/passwd", "/a/../b", "a\\\\b"]\n').replace(
      'knownIssues: none',
      'knownIssues: ["../x"]',
    );
    expect((await rows({ [file]: text })).map((row) => (row as string[])[0])).toEqual([
      'unknown-reference',
      'wrong-value',
      'wrong-value',
      'wrong-value',
    ]);
    const inline = release('2.0.0', 'changes:\n  - id: ../x\n    title: A\n    type: fix\n');
    expect(await findings({ [file]: inline })).toMatchObject([
      { code: 'wrong-value', line: 7, field: 'changes[0].id', found: '../x' },
    ]);
  });

  it('that something else has', async () => {
    expect(await rows({ [file]: release('2.0.0', 'aliases: [atlas/1.0.0]\n') })).toMatchObject([
      ['duplicate-id', 6, 'aliases[0]', 'atlas/1.0.0', 'Delete the alias.'],
    ]);
  });

  it('that two entries claim, and products that are called like locales', async () => {
    const found = await findings({
      [file]: release('2.0.0', 'aliases: [old, /old/]\n'),
      'content/releases/atlas/3.0.0.mdx': release('3.0.0', 'aliases: [Old, /old/]\n'),
      'content/products/de.yaml': 'title: D\n',
    });
    expect(found.map(({ code, file: where, field }) => [code, where, field])).toEqual([
      ['reserved-name', 'content/products/de.yaml', undefined],
      ['duplicate-id', 'content/releases/atlas/3.0.0.mdx', 'aliases[0]'],
      ['duplicate-id', 'content/releases/atlas/3.0.0.mdx', 'aliases[1]'],
    ]);
  });
});

describe('values out of bounds', () => {
  it('say what the bounds are', async () => {
    const text = release('2.0.0', 'tier: 4\naudience: []\n').replace(
      'date: 2026-11-03',
      'date: {start: "2026-11-03T10:00", zone: Mars/Base}',
    );
    expect(await findings({ [file]: text })).toMatchObject([
      {
        line: 3,
        field: 'date.zone',
        found: 'Mars/Base',
        message: 'date.zone must be a time zone, such as Europe/Berlin.',
      },
      {
        line: 6,
        field: 'tier',
        message: 'tier must be at most 3.',
        expected: 'a number, at most 3',
      },
      { line: 7, field: 'audience', message: 'audience must be at least 1 in the list.' },
    ]);
  });
});
