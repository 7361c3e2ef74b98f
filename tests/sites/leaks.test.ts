import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildFixture, fixtureDay, type Built } from '../support/build.ts';
import { addFiles, gazette, removeFolder, writePortal } from '../support/portal.ts';

const portal = {
  'content/portal.yaml':
    'title: Acme\nlocales: [{ code: en }]\naudiences: [{ id: user }, { id: admin, includes: [user] }]\n',
  'content/docs/open.md': '---\ntitle: Open\n---\nFor everybody.\n',
  'content/docs/keys.md':
    '---\ntitle: Keys\naudience: [admin]\n---\nThe vault opens with seven silver keys.\n',
};

const leaksOf = ({ findings }: Built): string[] =>
  findings
    .filter(({ code }) => code === 'leak/found')
    .map(({ file, message, found }) => `${file}: ${message}: ${found ?? ''}`);

describe('what is published as it is', () => {
  it('may hold no secret of a note, in its text or its name', async () => {
    const built = await buildFixture({
      ...portal,
      'public/notes/plan.html': '<p>We know that <b>the vault opens with</b> a key.</p>',
      'public/seven-silver-keys-vault-opens-with-seven-silver-keys.pdf': '%PDF-1.4',
      'public/app.js': '// the vault opens with seven silver keys',
      'public/fine.txt': 'For everybody.',
    });
    expect(built.code).toBe(1);
    expect(built.files.size).toBe(0);
    expect(leaksOf(built)).toEqual([
      'content/docs/keys.md: words that this audience may not read stand in public/notes/plan.html: the vault opens with',
      'content/docs/keys.md: words that this audience may not read stand in public/seven-silver-keys-vault-opens-with-seven-silver-keys.pdf: with seven silver keys',
    ]);
  });

  it('may say what every audience reads', async () => {
    const built = await buildFixture({ ...portal, 'public/fine.txt': 'For everybody: open.' });
    expect(built.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(built.files.has('fine.txt')).toBe(true);
  });
});

describe('what stands above blocks', () => {
  it('is a secret as the blocks are', async () => {
    const built = await buildFixture({
      ...portal,
      'content/docs/stair.mdx':
        '---\ntitle: More keys\naudience: [admin]\n---\n<Card title="Under the third stair">\n\nText.\n\n</Card>\n',
      'public/plan.html': '<p>It lies under the third stair.</p>',
    });
    expect(leaksOf(built)).toEqual([
      'content/docs/stair.mdx: words that this audience may not read stand in public/plan.html: under the third stair',
    ]);
  });
});

describe('a script without spaces', () => {
  const keys = '---\ntitle: 対応入力のクラスター\naudience: [admin]\n---\nText.\n';

  it('may have within a text what is the whole of a secret one', async () => {
    const built = await buildFixture({
      ...portal,
      'content/docs/keys.md': keys,
      'content/docs/open.md':
        '---\ntitle: Open\nsummary: 新しい、対応`入力`の[クラスター](https://example.com/)。\n---\nText.\n',
    });
    expect(leaksOf(built)).toEqual([]);
    expect(built.code).toBe(0);
  });

  it('may have it above blocks, as the title of a card', async () => {
    const built = await buildFixture({
      ...portal,
      'content/docs/keys.md': keys,
      'content/docs/cards.mdx':
        '---\ntitle: Cards\n---\n<Card title="対応入力のクラスター">\n\nText.\n\n</Card>\n',
    });
    expect(leaksOf(built)).toEqual([]);
    expect(built.code).toBe(0);
  });

  it('is looked through all the same', async () => {
    const built = await buildFixture({
      ...portal,
      'content/docs/keys.md': keys,
      'public/plan.html': '<p>これは、対応入力のクラスター。</p>',
    });
    expect(leaksOf(built)).toEqual([
      'content/docs/keys.md: words that this audience may not read stand in public/plan.html: 対応入力のクラスター',
    ]);
  });
});

describe('what was published before', () => {
  it('is looked through for what has become a secret since, with the same words as what is new', async () => {
    const root = await writePortal({
      ...portal,
      // Apart they are no secret; where one follows the other they are.
      'content/docs/open.md':
        '---\ntitle: Open\nsummary: Then the vault opens with\n---\nSeven silver keys.\n',
      'content/docs/keys.md': '---\ntitle: Keys\naudience: [admin]\n---\nNothing yet.\n',
    });
    const build = (...more: string[]) => {
      const args = ['build', '--root', root, '--today', fixtureDay, '--quiet', ...more];
      return gazette([...args, '--report', path.join(root, 'report.json')]);
    };
    try {
      expect(await build()).toMatchObject({ code: 0 });
      await addFiles(root, { 'content/docs/keys.md': portal['content/docs/keys.md'] });
      const kept = await build();
      expect(kept.stderr).toMatch(/stand in search: \/docs\/open\/$/m);
      expect(await build('--anew')).toEqual(kept);
    } finally {
      await removeFolder(root);
    }
  });
});
