import { spawn } from 'node:child_process';
import { rename, symlink, unlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../scripts/commands/index.ts';
import {
  buildClean,
  buildFixture,
  filesOf,
  fixtureDay,
  type PortalFiles,
} from '../support/build.ts';
import {
  addFiles,
  bareEnvironment,
  gazette,
  removeFolder,
  repository,
  writePortal,
  type Ran,
} from '../support/portal.ts';
import { differences } from '../support/scan.ts';
import { serve } from '../support/serve.ts';

const release = (version: string, more = '', body = 'Text.'): string =>
  `---\nversion: "${version}"\ndate: 2026-11-03\nrollback: none\nknownIssues: none\n${more}---\n${body}\n`;
const atlas = 'content/releases/atlas';
const good: PortalFiles = {
  'content/portal.yaml':
    'title: Acme\nsite: https://acme.example/\nlocales: [{ code: en }, { code: de }]\n',
  'content/products/atlas.yaml': 'title: Atlas\n',
  [`${atlas}/1.0.0.mdx`]: release('1.0.0'),
  'content/docs/start.md': '---\ntitle: Start\n---\nText.\n',
};

const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
for (let index = 1; index < 30; index += 1) {
  const inner = index === 1 ? 'a' : `a${index - 1}`;
  bomb.push(`a${index}: &a${index} [${Array(9).fill(`*${inner}`).join(',')}]`);
}

/** Every way to be wrong that has to fail: the file, the line (0: none), and words of the finding. */
const cases: Record<string, { files: PortalFiles; file?: string; line?: number; says: RegExp[] }> =
  {
    'unknown key': {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0', 'colour: red\n') },
      line: 6,
      says: [/unknown-field/, /colour/],
    },
    'misspelled key': {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0', 'sumary: Hello\n') },
      line: 6,
      says: [/Did you mean summary\?/],
    },
    'wrong type': {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0', 'tier: big\n') },
      line: 6,
      says: [/tier: /, /expected {2}a number/, /found {5}big/],
    },
    'version without quotes': {
      files: { [`${atlas}/1.10.mdx`]: release('1.10').replace('"1.10"', '1.10') },
      line: 2,
      says: [/version: /, /would become 1\.1/, /Quote it/],
    },
    'day that does not exist': {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0').replace('2026-11-03', '2026-02-30') },
      line: 3,
      says: [/date: /, /February 2026 has 28 days/],
    },
    'duplicate version': {
      files: { [`${atlas}/v1.0.0.mdx`]: release('v1.0.0') },
      line: 2,
      says: [/duplicate-version/, /1\.0\.0\.mdx/],
    },
    'duplicate version by build metadata': {
      files: { [`${atlas}/1.0.0+b5.mdx`]: release('1.0.0+b5') },
      line: 2,
      says: [/duplicate-version/],
    },
    'missing template field': {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0').replace('rollback: none\n', '') },
      says: [/rollback: /, /Add rollback: /],
    },
    'duplicate YAML key': {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0', 'tier: 1\ntier: 2\n') },
      line: 7,
      says: [/duplicate-key/, /tier/],
    },
    'unclosed front matter': {
      files: { [`${atlas}/1.1.0.mdx`]: '---\nversion: "1.1.0"\nText.\n' },
      line: 1,
      says: [/unclosed-front-matter/],
    },
    __proto__: {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0', '__proto__: { polluted: true }\n') },
      line: 6,
      says: [/__proto__/],
    },
    'alias bomb': {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0', `${bomb.join('\n')}\n`) },
      says: [/yaml-alias/],
    },
    'names that differ by case': {
      files: { 'content/docs/START.md': '---\ntitle: Start\n---\nText.\n' },
      file: 'content/docs/start.md',
      says: [/differ only by case/, /START/],
    },
    'names that differ by Unicode form': {
      files: {
        'content/docs/caf\u00e9.md': '---\ntitle: A\n---\nText.\n',
        'content/docs/cafe\u0301.md': '---\ntitle: B\n---\nText.\n',
      },
      file: 'content/docs/caf\u00e9.md',
      says: [/differ only by Unicode form/],
    },
    '../ in an id': {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0', 'aliases: ["../../etc/passwd"]\n') },
      line: 6,
      says: [/aliases/],
    },
    '../ in a reference': {
      files: {
        [`${atlas}/1.1.0.mdx`]: release('1.1.0').replace(
          'knownIssues: none',
          'knownIssues: ["../x"]',
        ),
      },
      line: 5,
      says: [/knownIssues/, /\.\.\/x/],
    },
    'picture out of the root': {
      files: {
        [`${atlas}/1.1.0.mdx`]: release('1.1.0', '', '![x](../../../../../etc/passwd.png)'),
      },
      line: 7,
      says: [/path-out-of-root|leads out/],
    },
    'broken picture': {
      files: {
        [`${atlas}/1.1.0.mdx`]: release('1.1.0', '', 'Text.\n\n![x](./x.png)'),
        [`${atlas}/x.png`]: 'not a picture',
      },
      line: 9,
      says: [/broken-picture/, /expected {2}a picture/, /x\.png/, /Save the picture again/],
    },
    'picture of public/ that is broken': {
      files: {
        [`${atlas}/1.1.0.mdx`]: release('1.1.0', '', '![x](/x.jpg)'),
        'public/x.jpg': '\u00ff\u00d8',
      },
      line: 7,
      says: [/broken-picture/, /public\/x\.jpg/],
    },
    'drawing that runs a program': {
      files: {
        [`${atlas}/1.1.0.mdx`]: release('1.1.0', '', '![x](./x.svg)'),
        [`${atlas}/x.svg`]: '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"></svg>',
      },
      line: 7,
      says: [/unsafe-picture/, /onload/, /plain SVG/],
    },
    'unknown component': {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0', '', 'One\n\n<Fancy />') },
      line: 9,
      says: [/Fancy/],
    },
    import: {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0', '', "import fs from 'node:fs'") },
      line: 7,
      says: [/import/],
    },
    expression: {
      files: { [`${atlas}/1.1.0.mdx`]: release('1.1.0', '', 'Two is {1 + 1}.') },
      line: 7,
      says: [/\{/],
    },
    'unknown locale': {
      files: { 'content/releases/fr/atlas/1.0.0.mdx': '---\nsummary: Bonjour\n---\nTexte.\n' },
      file: 'content/releases/fr',
      line: 0,
      says: [/unknown-locale/, /en, de/],
    },
    'reference to nothing': {
      files: {
        [`${atlas}/1.1.0.mdx`]: release('1.1.0').replace(
          'knownIssues: none',
          'knownIssues: [gone]',
        ),
      },
      line: 5,
      says: [/gone/, /knownIssues/],
    },
    'other encoding': {
      files: { [`${atlas}/1.1.0.mdx`]: Buffer.from(release('1.1.0', '', 'Grüße'), 'latin1') },
      line: 7,
      says: [/Windows-1252/, /UTF-8/],
    },
  };

/** Runs a command in this process: for calls that end before anything is read or built. */
async function inProcess([name = '', ...args]: readonly string[]): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const io = {
    stdout: { write: (text: string) => (written.stdout += text) },
    stderr: { write: (text: string) => (written.stderr += text) },
  };
  const command = await commands.find((listed) => listed.name === name)?.load();
  if (command === undefined) throw new Error(`There is no command ${name}.`);
  return { code: await command.run([...args], io), ...written };
}

describe('gazette build of bad input', () => {
  let root: string;
  let before: ReadonlyMap<string, Buffer>;
  const build = (...args: string[]): Promise<Ran> =>
    gazette(['build', '--root', root, '--today', fixtureDay, ...args]);
  beforeAll(async () => {
    root = await writePortal(good);
    expect((await build()).code).toBe(0);
    before = filesOf(path.join(root, 'dist'));
    expect(before.size).toBeGreaterThan(20);
  });
  afterAll(() => removeFolder(root));

  it('tells of all that is wrong in one run, publishes nothing, and exits with 1', async () => {
    const wrong: Record<string, string | Uint8Array> = {};
    let number = 0;
    const moved = Object.entries(cases).map(([name, { files, file, line, says }]) => {
      number += 1;
      // Each case in files of its own, so that none hides another.
      const own = Object.entries(files).map(([from, content]) => {
        const to = from.startsWith(`${atlas}/1.1.0.`) ? `${atlas}/9.${number}.0.mdx` : from;
        wrong[to] =
          to === from || typeof content !== 'string'
            ? typeof content === 'string'
              ? content
              : Buffer.from(
                  Buffer.from(content).toString('latin1').replace('1.1.0', `9.${number}.0`),
                  'latin1',
                )
            : content.replace('1.1.0', `9.${number}.0`);
        return to;
      });
      return { name, file: file ?? own[0] ?? '', line, says };
    });
    await addFiles(root, wrong);
    await symlink('/etc/passwd', path.join(root, 'content/docs/away.md'));
    const start = performance.now();
    const ran = await build();
    for (const file of Object.keys(wrong)) await unlink(path.join(root, file));
    await unlink(path.join(root, 'content/docs/away.md'));
    expect(performance.now() - start).toBeLessThan(5000);
    expect(ran.code).toBe(1);
    const blocks = ran.stderr.split('\n\n');
    const lost = moved.filter(({ file, line, says }) => {
      const place = line === undefined ? '' : line === 0 ? ' ' : `:${line}`;
      return !blocks.some(
        (block) =>
          block.trimStart().startsWith(file + place) &&
          /^[:\d]* {2}error/.test(block.trimStart().slice(file.length)) &&
          says.every((word) => word.test(block)),
      );
    });
    expect(
      lost.map(({ name }) => name),
      ran.stderr,
    ).toEqual([]);
    expect(ran.stderr).toMatch(/content\/docs\/away\.md {2}error {2}link-out-of-root/);
    // Every finding says what was found and how to mend it.
    const told = blocks.filter((block) => /^\n?content\//.test(block));
    expect(told.length).toBeGreaterThanOrEqual(moved.length + 1);
    for (const block of told)
      expect(block).toMatch(/\n {2}expected .+\n(?: {2}found .+\n)? {2}fix /);
    expect(ran.stderr).toMatch(/Nothing was published: \d+ errors/);
    expect(differences(filesOf(path.join(root, 'dist')), before)).toEqual([]);

    expect((await build('--quiet')).code).toBe(0);
    expect(differences(filesOf(path.join(root, 'dist')), before)).toEqual([]);
  });

  it('tells what only shows while pages are made in the same way', async () => {
    await addFiles(root, {
      'content/docs/dead.md': '---\ntitle: Dead\n---\nOne\n\n[x](./nowhere.md)\n',
    });
    const ran = await build();
    await unlink(path.join(root, 'content/docs/dead.md'));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/content\/docs\/dead\.md:6 /);
    expect(differences(filesOf(path.join(root, 'dist')), before)).toEqual([]);
  });

  it('leaves nothing behind beside the output', () => {
    const beside = [...filesOf(root).keys()].filter((file) => !/^(?:content|dist)\//.test(file));
    expect(beside).toEqual([]);
  });

  it('exits with 2 for wrong usage, and says what is right', async () => {
    // A folder with what a person keeps: publishing would replace it.
    const strange = path.join(root, 'letters');
    await addFiles(strange, { 'letter.txt': 'Dear reader' });
    for (const args of [
      ['build', '--nope'],
      ['build', 'extra'],
      ['build', '--today', '2026-02-30'],
      ['build', '--root', root, '--out', root],
      ['build', '--root', root, '--out', path.dirname(root)],
      ['build', '--root', root, '--out', path.join(root, 'content', 'made')],
      ['build', '--root', root, '--out', strange],
      ['check', '--format', 'xml'],
      ['preview', '--port', 'http'],
      ['dev', '--nope'],
      ['import'],
    ]) {
      const ran = await inProcess(args);
      expect([args, ran.code, ran.stdout]).toEqual([args, 2, '']);
      expect(ran.stderr).toContain(`gazette ${args[0] ?? ''} `);
    }
    for (const args of [['biuld'], [], ['build', '--nope']]) {
      const ran = await gazette(args);
      expect([args, ran.code]).toEqual([args, 2]);
      expect(`${ran.stdout}${ran.stderr}`).toMatch(/gazette (?:<command>|build) /);
    }
    expect(filesOf(strange).size).toBe(1);
    await removeFolder(strange);
    for (const { name } of commands) {
      const ran = await inProcess([name, '--help']);
      expect([name, ran.code]).toEqual([name, 0]);
      expect(ran.stdout).toContain(`gazette ${name} `);
    }
  });

  it('leaves the output whole when it is killed, at whatever moment', async () => {
    await addFiles(root, { 'content/docs/more.md': '---\ntitle: More\n---\nText.\n' });
    const after = (): Map<string, Buffer> => filesOf(path.join(root, 'dist'));
    let killed = 0;
    for (const moment of [/^read/m, /^templates/m, /^pages/m]) {
      const child = spawn(
        process.execPath,
        [
          path.join(repository, 'scripts/gazette.mjs'),
          'build',
          '--root',
          root,
          '--today',
          fixtureDay,
        ],
        { env: bareEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] },
      );
      let said = '';
      const ended = new Promise<NodeJS.Signals | null>((resolve) => {
        child.on('close', (_, signal) => {
          resolve(signal);
        });
      });
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (moment.test(said)) child.kill('SIGKILL');
      });
      if ((await ended) === 'SIGKILL') killed += 1;
      expect(differences(after(), before)).toEqual([]);
    }
    expect(killed).toBe(3);
    // One that was killed while it published left the output under another name.
    const dist = path.join(root, 'dist');
    await rename(dist, `${dist}.previous-4194305`);
    await addFiles(root, { 'content/docs/dead.md': '---\ntitle: Dead\n---\n[x](./nowhere.md)\n' });
    expect((await build('--quiet')).code).toBe(1);
    expect(differences(after(), before)).toEqual([]);
    await unlink(path.join(root, 'content/docs/dead.md'));
    // The next build clears up after them.
    expect((await build('--quiet')).code).toBe(0);
    expect(after().has('docs/more/index.html')).toBe(true);
    const beside = [...filesOf(root).keys()].filter((file) => !/^(?:content|dist)\//.test(file));
    expect(beside).toEqual([]);
  });
});

describe('unusual names', () => {
  const names = [
    'a # b',
    '100%',
    '50%25',
    'two words',
    '🚀',
    '日本語',
    'قديم',
    'a+b',
    "it's",
    'a&b',
    'é',
    'x;y=z,@!$()',
  ];

  it('have pages that open by the links to them', async () => {
    const files: Record<string, string> = { ...(good as Record<string, string>) };
    for (const name of names) {
      files[`content/docs/${name}.md`] =
        `---\ntitle: "Guide ${names.indexOf(name)}"\n---\n## ${name}\n\n![dot](<./${encodeURIComponent(name)}.svg>)\n`;
      files[`content/docs/${name}.svg`] =
        '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>\n';
      files[`content/known-issues/${name}.md`] =
        `---\ntitle: "Issue ${names.indexOf(name)}"\nproduct: atlas\naffects: ["1.0.0"]\nseverity: low\npublishedAt: 2026-01-01\n---\nText.\n`;
      files[`${atlas}/0.1.0-${names.indexOf(name)}.md`] = release(`0.1.0-${names.indexOf(name)}`);
    }
    files['content/docs/all.md'] =
      `---\ntitle: All\n---\n${names.map((name) => `- [${name.replaceAll(/[[\]]/g, '')}](<./${encodeURIComponent(name)}.md>)`).join('\n')}\n`;
    const built = await buildClean(files);
    const server = await serve(built.dist);
    try {
      const seen = new Map<string, string>();
      const queue = ['/'];
      for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
        if (seen.has(url)) continue;
        const response = await fetch(server.origin + url);
        const text = await response.text();
        expect([url, response.status]).toEqual([url, 200]);
        seen.set(url, text);
        if (!response.headers.get('content-type')?.startsWith('text/html')) continue;
        for (const [, href = ''] of text.matchAll(/ (?:href|src)="(\/[^"#?]*)/g)) {
          queue.push(
            href.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&#38;', '&'),
          );
        }
      }
      const pages = [...seen].map(([, text]) => /<title>([^<]*)/.exec(text)?.[1]);
      for (const index of names.keys()) {
        expect(pages).toContain(`Guide ${index} · Acme`);
        expect(pages).toContain(`Issue ${index} · Acme`);
      }
      const sitemap = built.read('sitemap.xml');
      for (const [, url = ''] of sitemap.matchAll(/<loc>([^<]*)/g)) {
        const { pathname } = new URL(url.replaceAll('&amp;', '&').replaceAll('&apos;', "'"));
        expect([pathname, (await fetch(server.origin + pathname)).status]).toEqual([pathname, 200]);
      }
      expect([...seen.keys()].filter((url) => url.endsWith('.svg')).length).toBe(names.length);
    } finally {
      await server.close();
    }
  });
});

describe('byte order marks and line ends', () => {
  it('make no difference to the output', async () => {
    const plain: Record<string, string> = {
      ...(good as Record<string, string>),
      'content/docs/de/start.md':
        '---\ntitle: Anfang\n---\nEins  \nzwei\n\n```js\nlet a;\nlet b;\n```\n\n| a | b |\n| - | - |\n| c | d |\n',
      [`${atlas}/2.0.0.mdx`]: release(
        '2.0.0',
        'summary: |\n  One\n\n  two\nchanges:\n  - id: a\n    type: fix\n    title: A\n    body: |\n      - one\n      - two\n',
        '<Aside>\n\nText\n\n</Aside>\n\n<pre>\n a\n  b\n</pre>',
      ).replace('<pre>\n a\n  b\n</pre>', '```\n a\n  b\n```'),
      'content/glossary/map.yaml': 'title: Map\ndefinition: >\n  A picture\n  of land.\n',
    };
    const one = await buildClean(plain);
    const marked = Object.fromEntries(
      Object.entries(plain).map(([name, text]) => [name, `\ufeff${text.replaceAll('\n', '\r\n')}`]),
    );
    const other = await buildClean(marked);
    expect(differences(one.files, other.files)).toEqual([]);
  });

  it('are not mended in silence where the encoding is another', async () => {
    const utf16 = Buffer.from(`\ufeff${release('1.0.0')}`, 'utf16le');
    const built = await buildFixture({ ...good, [`${atlas}/1.0.0.mdx`]: utf16 });
    expect(built.code).toBe(1);
    expect(built.problems).toMatchObject([
      { code: 'encoding', found: 'UTF-16LE', expected: 'UTF-8' },
    ]);
    expect(built.files.size).toBe(0);
  });
});
