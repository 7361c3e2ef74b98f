import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { clock, findings, good, load, release } from './portal.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { removeFolder, writePortal } from '../../support/portal.ts';

const term = 'title: X\ndefinition: Y\n';
const issue = '---\ntitle: X\nproduct: atlas\naffects: ["*"]\nseverity: low\n---\n';

async function codes(files: Record<string, string>): Promise<string[]> {
  return (await findings(files)).map(({ code, file }) => `${code} ${file}`);
}

describe('file names', () => {
  it.each(['c#', '100%', '%2e', 'a b', '日本語', '🚀', 'سلام', "it's", 'a&b', 'v1'])(
    '%s works',
    async (name) => {
      const { catalog, findings: found } = await load({
        [`content/glossary/${name}.yaml`]: term,
        [`content/known-issues/${name}.md`]: issue,
        [`content/docs/${name}/${name}.mdx`]: '---\ntitle: X\n---\n',
        [`content/changes/atlas/${name}.md`]: '---\ntitle: X\ntype: fix\nrelease: next\n---\n',
      });
      expect(found).toEqual([]);
      expect(catalog?.entries.term.map(({ id }) => id)).toEqual([name]);
      expect(catalog?.entries['known-issue'].map(({ id }) => id)).toEqual([name]);
      expect(catalog?.entries.doc.map(({ id }) => id)).toEqual([`${name}/${name}`]);
      expect(catalog?.entries.change.map(({ id }) => id)).toEqual([`atlas/${name}`]);
    },
  );

  it.each(['#1', 'a?b', 'a:b', ' a', 'a ', 'con', 'index', 'page', 'a\u0007'])(
    '%j is refused by name',
    async (name) => {
      const file = `content/known-issues/${name}.md`;
      expect(await findings({ [file]: issue })).toMatchObject([
        { code: 'file-name', severity: 'error', file, found: name, fix: 'Rename the file.' },
      ]);
    },
  );

  it('a version of another scheme is refused by name, not dropped', async () => {
    for (const name of ['2.0 🚀', '1.10', 'c#', '50%', '第一']) {
      const file = `content/releases/atlas/${name}.mdx`;
      expect(await findings({ [file]: release(name) })).toMatchObject([
        { code: 'not-a-version', file, line: 2, field: 'version', found: name },
      ]);
    }
  });

  it('a version that is not that of the file is an error', async () => {
    const file = 'content/releases/atlas/1.10.0.mdx';
    expect(await findings({ [file]: release('1.1.0') })).toMatchObject([
      {
        code: 'version-mismatch',
        file,
        line: 2,
        field: 'version',
        expected: '1.10.0',
        found: '1.1.0',
      },
    ]);
  });

  it('1.10.0 and 11.0.0 are two', async () => {
    const { catalog } = await load({
      'content/releases/atlas/1.10.0.md': release('1.10.0'),
      'content/releases/atlas/11.0.0.md': release('11.0.0'),
    });
    expect(catalog?.entries.release.length).toBe(3);
  });

  it('names that differ by case or Unicode form name both files', async () => {
    const [byCase] = await findings({
      'content/known-issues/Login.md': issue,
      'content/known-issues/login.md': issue,
    });
    expect(byCase).toMatchObject({
      code: 'duplicate-id',
      severity: 'error',
      file: 'content/known-issues/login.md',
    });
    expect(byCase?.message).toBe(
      'The ids of this file and content/known-issues/Login.md differ only by case.',
    );
    const [byForm] = await findings({
      'content/glossary/caf\u00e9.yaml': term,
      'content/glossary/cafe\u0301.yaml': term,
    });
    expect(byForm?.message).toContain('differ only by Unicode form');
    expect(byForm?.message).toContain('content/glossary/cafe\u0301.yaml');
  });

  it('bytes that are no UTF-8 are told', async () => {
    const found = await findings({}, async (root) => {
      const folder = Buffer.from(path.join(root, 'content/known-issues'));
      await mkdir(folder);
      await writeFile(Buffer.concat([folder, Buffer.from('/gr\u00f6.md', 'latin1')]), issue);
    });
    expect(found).toMatchObject([
      { code: 'file-name', message: 'The name of the file is not UTF-8.' },
    ]);
  });
});

describe('every file is accounted for', () => {
  it('unknown files, folders and endings', async () => {
    expect(
      await codes({
        'content/portal.yml': 'title: x',
        'content/release/atlas/1.0.0.md': release('1.0.0'),
        'content/known-issues/x.markdown': issue,
        'content/products/beam.md': '# Beam',
        'content/glossary/x.yml': term,
        'content/releases/1.0.0.md': release('1.0.0'),
        'content/releases/atlas/old/0.9.0.md': release('0.9.0'),
      }),
    ).toEqual([
      'unknown-file content/glossary/x.yml',
      'unknown-file content/known-issues/x.markdown',
      'unknown-file content/portal.yml',
      'unknown-file content/products/beam.md',
      'unknown-folder content/release',
      'wrong-folder content/releases/1.0.0.md',
      'wrong-folder content/releases/atlas/old/0.9.0.md',
    ]);
    const [folder] = await findings({ 'content/release/x.md': '' });
    expect(folder?.fix).toBe('Did you mean releases?');
  });

  it('dot files are quiet, leftovers of editors are not', async () => {
    expect(
      await codes({
        'content/.DS_Store': '',
        'content/releases/atlas/.1.0.0.mdx.swp': '',
        'content/releases/atlas/1.0.0.mdx~': '',
        'content/releases/atlas/1.0.0.mdx.bak': '',
      }),
    ).toEqual([
      'leftover-file content/releases/atlas/1.0.0.mdx.bak',
      'leftover-file content/releases/atlas/1.0.0.mdx~',
    ]);
  });

  it('attachments: used, unused, missing, and out of the folder', async () => {
    const body = `${release('1.0.0')}![a](./a.svg) [b](./my%20b.pdf) ![c](./c.png) ![d](../../../d.png)\n`;
    const found = await findings({
      'content/releases/atlas/1.0.0.mdx': body,
      'content/releases/atlas/a.svg':
        '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
      'content/releases/atlas/my b.pdf': 'x',
      'content/releases/atlas/unused.png': 'x',
    });
    expect(found.map(({ code, file, line, severity }) => [code, file, line, severity])).toEqual([
      ['missing-file', 'content/releases/atlas/1.0.0.mdx', 8, 'error'],
      ['path-out-of-root', 'content/releases/atlas/1.0.0.mdx', 8, 'error'],
      ['unused-file', 'content/releases/atlas/unused.png', undefined, 'warning'],
    ]);
  });

  it('a folder without portal.yaml is no portal', async () => {
    const root = await writePortal({ 'content/products/atlas.yaml': 'title: Atlas\n' });
    const { catalog, findings: found } = await loadCatalog(root, clock);
    await removeFolder(root);
    expect(catalog).toBeNull();
    expect(found).toMatchObject([{ code: 'missing-portal', file: 'content/portal.yaml' }]);
  });
});

describe('links', () => {
  it('out of the root, to nothing, and in a circle are errors; within the root they are files', async () => {
    const found = await findings({ 'content/glossary/x.yaml': term }, async (root) => {
      const at = (name: string): string => path.join(root, 'content/glossary', name);
      await symlink('/etc/hostname', at('out.yaml'));
      await symlink('/etc', at('folder'));
      await symlink('nothing.yaml', at('broken.yaml'));
      await symlink('..', at('circle'));
      await symlink('x.yaml', at('y.yaml'));
    });
    expect(found.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'broken-link content/glossary/broken.yaml',
      'link-in-a-circle content/glossary/circle',
      'link-out-of-root content/glossary/folder',
      'link-out-of-root content/glossary/out.yaml',
    ]);
  });

  it('portal.yaml itself may not be one that leads out', async () => {
    const found = await findings({}, async (root) => {
      await removeFolder(path.join(root, 'content/portal.yaml'));
      await symlink('/etc/hostname', path.join(root, 'content/portal.yaml'));
    });
    expect(found).toMatchObject([{ code: 'link-out-of-root', file: 'content/portal.yaml' }]);
  });
});

describe('locales', () => {
  it('unknown locale folders are told once, with what is declared', async () => {
    expect(
      await findings({
        'content/releases/fr/atlas/1.0.0.mdx': '---\nsummary: x\n---\n',
        'content/releases/fr/atlas/2.0.0.mdx': '---\nsummary: x\n---\n',
      }),
    ).toMatchObject([
      {
        code: 'unknown-locale',
        file: 'content/releases/fr',
        found: 'fr',
        expected: 'one of en, de',
      },
    ]);
    expect(
      await codes({
        'content/docs/x.md': '---\ntitle: x\n---\n',
        'content/docs/fr/x.md': '---\ntitle: x\n---\n',
        'content/docs/it/y.md': '---\ntitle: IT\n---\n',
        'content/known-issues/fr/x.md': issue,
      }),
    ).toEqual(['unknown-locale content/docs/fr', 'unknown-locale content/known-issues/fr']);
    expect(await codes({ 'content/releases/en/atlas/1.0.0.mdx': '' })).toEqual([
      'source-in-locale-folder content/releases/en',
    ]);
  });

  it('a translation carries prose only, and has a source', async () => {
    const file = 'content/releases/de/atlas/1.0.0.mdx';
    expect(
      await findings({
        [file]: '---\ntitle: Eins\ndate: 2026-12-01\nstate: released\nsumary: x\n---\n',
      }),
    ).toMatchObject([
      {
        code: 'not-prose',
        file,
        line: 3,
        field: 'date',
        found: 'date',
        fix: 'Delete the line. date is written once, in content/releases/atlas/1.0.0.mdx.',
      },
      { code: 'not-prose', file, line: 4, field: 'state' },
      { code: 'unknown-field', file, line: 5, fix: 'Did you mean summary?' },
    ]);
    const orphan = 'content/releases/de/atlas/9.0.0.mdx';
    expect(await findings({ [orphan]: '---\ntitle: Neun\n---\n' })).toMatchObject([
      { code: 'orphan-translation', severity: 'error', file: orphan },
    ]);
    expect(await findings({ [file]: '---\nchanges:\n  nope:\n    title: x\n---\n' })).toMatchObject(
      [{ code: 'stray-translation', file, line: 3, field: 'changes.nope', found: 'nope' }],
    );
  });

  it('a stale translation is a warning that names the hash to write', async () => {
    const file = 'content/releases/de/atlas/1.0.0.mdx';
    const text = (hash: string): string =>
      `---\ntitle: Eins\ntranslation:\n  source: ${hash}\n  state: approved\n---\n`;
    const [stale] = await findings({ [file]: text('"0"') });
    expect(stale).toMatchObject({
      code: 'stale-translation',
      severity: 'warning',
      file,
      line: 4,
      found: '0',
    });
    expect(await findings({ [file]: text(stale?.expected ?? '') })).toEqual([]);
  });
});

describe('portal.yaml', () => {
  const portal = 'content/portal.yaml';
  const of = async (text: string): Promise<unknown[]> =>
    (await findings({ [portal]: text })).map(({ code, line, field }) => [code, line, field]);

  it('locales and audiences that can not be', async () => {
    expect(await of('title: A\nlocales:\n  - code: EN\n')).toEqual([
      ['wrong-locale', 3, 'locales[0].code'],
    ]);
    expect(await of('title: A\nlocales:\n  - code: en\n  - code: en\n')).toEqual([
      ['duplicate-id', 4, 'locales[1].code'],
    ]);
    expect(await of('title: A\nlocales:\n  - code: api\n')).toEqual([
      ['reserved-name', 3, 'locales[0].code'],
    ]);
    expect(await of('title: A\ndefaultLocale: fr\n')).toEqual([
      ['unknown-locale', 2, 'defaultLocale'],
    ]);
    expect(await of('title: {en: A, fr: B}\n')).toEqual([['unknown-locale', 1, 'title.fr']]);
    expect(await of('title: {fr: B}\nlocales: [{code: en}, {code: fr}]\n')).toEqual([
      ['missing-field', 1, 'title'],
    ]);
    expect(
      await of(
        'title: A\naudiences:\n  - id: a\n    includes: [b]\n  - id: b\n    includes: [a]\n',
      ),
    ).toEqual([['audience-cycle', 3, 'audiences[0]']]);
    expect(await of('title: A\naudiences:\n  - id: releases\n')).toEqual([
      ['reserved-name', 3, 'audiences[0].id'],
    ]);
    expect(await of('title: A\naudiences:\n  - id: user\n    includes: [usr]\n')).toEqual([
      ['unknown-audience', 3, 'audiences[0]'],
    ]);
  });

  it('needs nothing but a title', async () => {
    const { 'content/portal.yaml': _portal, ...rest } = good;
    const root = await writePortal({ ...rest, [portal]: 'title: Acme\n' });
    const { catalog, findings: found } = await loadCatalog(root, clock);
    await removeFolder(root);
    expect(found).toEqual([]);
    expect(catalog?.locales.map(({ code }) => code)).toEqual(['en']);
  });
});
