import { beforeAll, describe, expect, it } from 'vitest';
import { buildFixture, lineOf, type Built } from '../support/build.ts';
import { absent, differences, part, scan, type Hit } from '../support/scan.ts';
import { allOwners, rolePortal, type Owner, type Planted } from '../support/role-portal.ts';

type Tree = ReadonlyMap<string, Buffer>;

/** The audiences, and whose matter their trees may hold. */
const mayHold: Readonly<Record<string, readonly Owner[]>> = {
  user: [],
  admin: ['admin', 'early'],
  partner: ['partner'],
  staff: ['admin', 'partner', 'label'],
};

const folderOf = /^(?:de\/)?(?:(admin|partner|staff)\/)?/;
const treeOf = (files: Tree, audience: string): Map<string, Buffer> =>
  part(files, (file) => (folderOf.exec(file)?.[1] ?? 'user') === audience);
const shownTo = (audience: string, planted: readonly Planted[]): string[] =>
  wordsOf(planted, mayHold[audience] ?? []);
const wordsOf = (planted: readonly Planted[], owners: readonly Owner[]): string[] =>
  planted.filter(({ owner }) => owners.includes(owner)).map(({ word }) => word);

/** Builds what is right but for translations that are behind, as some are on purpose. */
async function build(...portal: Parameters<typeof buildFixture>): Promise<Built> {
  const built = await buildFixture(...portal);
  const others = built.problems.filter(({ code }) => code !== 'stale-translation');
  expect(others.map(lineOf)).toEqual([]);
  return built;
}

/** Hits as lines that name the place where each word was planted. */
function told(hits: readonly Hit[], planted: readonly Planted[]): string[] {
  return hits.map(({ word, file, where }) => {
    const place = planted.find((item) => item.word === word)?.place;
    return `${word} (${place}) in ${where} of ${file}`;
  });
}

describe('what an audience may not read', () => {
  const { files, planted } = rolePortal();
  let built: Built;
  beforeAll(async () => {
    built = await build(files);
  });

  it('is planted in more than forty places', () => {
    expect(wordsOf(planted, ['admin']).length).toBeGreaterThan(80);
    const places = new Set(
      planted.filter(({ owner }) => owner === 'admin').map(({ place }) => place),
    );
    expect(places.size).toBeGreaterThanOrEqual(40);
    expect(new Set(planted.map(({ owner }) => owner))).toEqual(new Set(allOwners));
  });

  it('would be found: in names, pages, sitemap and packed search indexes', async () => {
    const words = ['zqxuser1', 'zqxuser2', 'zqxuser3', 'zqxuser4', 'zqxuser5'];
    const [title = '', body = '', name = '', german = '', value = ''] = words;
    const own = await build({
      ...rolePortal(new Set()).files,
      [`content/docs/${name}.md`]: `---\ntitle: ${title}\n---\n## Head\n\nText ${body}. <b title="${value}">x</b>\n`,
      [`content/docs/de/${name}.md`]: `---\ntitle: Hallo\n---\nText ${german}.\n`,
    });
    const user = treeOf(own.files, 'user');
    const hits = scan(user, words);
    const has = (word: string, where: Hit['where'], file: RegExp): boolean =>
      hits.some((hit) => hit.word === word && hit.where === where && file.test(hit.file));
    expect(has(name, 'name', /^docs\/zqxuser3\/index\.html$/)).toBe(true);
    expect(has(title, 'bytes', /^docs\/.*\.html$/)).toBe(true);
    expect(has(title, 'bytes', /^sitemap\.xml$/)).toBe(false);
    expect(has(name, 'bytes', /^sitemap\.xml$/)).toBe(true);
    expect(has(body, 'unpacked', /^pagefind\/\w+\/fragment\/.*\.pf_fragment$/)).toBe(true);
    expect(has(body, 'unpacked', /^pagefind\/words\/.*\.pf_index$/)).toBe(true);
    expect(has(body, 'bytes', /\.pf_/)).toBe(false);
    expect(has(german, 'unpacked', /^de\/pagefind\/\w+\/fragment\//)).toBe(true);
    expect(scan(user, ['ZQXuser2']).length).toBeGreaterThan(2);
  });

  it.each(['user', 'admin', 'partner'])('stands in no byte of the tree of %s', (audience) => {
    const forbidden = allOwners.filter((owner) => !mayHold[audience]?.includes(owner));
    const tree = treeOf(built.files, audience);
    expect(tree.size).toBeGreaterThan(40);
    expect(told(scan(tree, wordsOf(planted, forbidden)), planted)).toEqual([]);
  });

  it.each(['admin', 'partner'])('stands, all of it, in the tree of %s', (audience) => {
    const own = shownTo(audience, planted);
    expect(own.length).toBeGreaterThan(3);
    expect(told(missing(treeOf(built.files, audience), own), planted)).toEqual([]);
  });

  it('can be searched where it may be read', () => {
    const searched = planted.filter((item) => item.searched && item.owner === 'admin');
    expect(searched.length).toBeGreaterThan(40);
    const index = part(built.files, (file) => /^(?:de\/)?admin\/pagefind\//.test(file));
    const lost = missing(
      index,
      searched.map(({ word }) => word),
    );
    expect(told(lost, planted)).toEqual([]);
  });

  it('is in no tree at all while it is a draft, under embargo or for release managers', () => {
    const never = wordsOf(planted, ['draft', 'embargo', 'internal']);
    expect(never.length).toBeGreaterThan(10);
    expect(told(scan(built.files, never), planted)).toEqual([]);
  });

  it('ends with its embargo, for each audience on its day', async () => {
    const { files: embargoed } = rolePortal(new Set(['early', 'embargo']));
    const later = await build(embargoed, { today: '2026-12-01' });
    const early = wordsOf(planted, ['early']);
    expect(absent(treeOf(later.files, 'user'), early)).toEqual([]);
    expect(absent(treeOf(later.files, 'partner'), early)).toEqual([]);
    const [untilNow] = planted.filter(
      ({ owner, place }) => owner === 'embargo' && place.includes('advisories'),
    );
    expect(absent(treeOf(later.files, 'user'), [untilNow?.word ?? ''])).toEqual([]);
    const before = await build(embargoed, { today: '2026-11-20' });
    expect(told(scan(before.files, early), planted)).toEqual([]);
  });

  it('is read by an audience that includes the others; nobody else learns that there is one', () => {
    const staff = treeOf(built.files, 'staff');
    expect(absent(staff, shownTo('staff', planted))).toEqual([]);
    const others = part(built.files, (file) => !/^(?:de\/)?staff\//.test(file));
    const naming = [...others].filter(([, bytes]) =>
      /\/staff\/|"staff"/.test(bytes.toString('latin1')),
    );
    expect(naming.map(([file]) => file)).toEqual([]);
  });

  it('leaves no trace: each tree is as if the rest had never been written', async () => {
    const users = await build(rolePortal(new Set(['label'])).files);
    expect(differences(treeOf(built.files, 'user'), treeOf(users.files, 'user'))).toEqual([]);
    const admins = await build(rolePortal(new Set(['label', 'admin', 'early'])).files);
    expect(differences(treeOf(built.files, 'admin'), treeOf(admins.files, 'admin'))).toEqual([]);
  });

  it('has no part in what is said of a translation: only who reads what changed is told', () => {
    const notice = 'Das Original wurde seit dieser Übersetzung geändert.';
    const has = (file: string): boolean =>
      (built.files.get(file)?.toString('utf8') ?? '').includes(notice);
    for (const page of ['releases/atlas', 'advisories/open', 'migrations/up']) {
      expect([page, has(`de/${page}/index.html`)]).toEqual([page, false]);
      expect([page, has(`de/admin/${page}/index.html`)]).toEqual([page, true]);
    }
    expect(has('de/releases/atlas/1.0.0/index.html')).toBe(false);
    expect(has('de/docs/setup/index.html')).toBe(true);
  });

  it('is apart in folders of their own, too', async () => {
    const split = await build(files, { split: true });
    const top = new Set([...split.files.keys()].map((file) => file.split('/')[0]));
    expect(top).toEqual(new Set(['user', 'admin', 'partner', 'staff']));
    for (const [audience, owners] of Object.entries(mayHold)) {
      if (audience === 'staff') continue;
      const tree = part(split.files, (file) => file.startsWith(`${audience}/`));
      const forbidden = allOwners.filter((owner) => !owners.includes(owner));
      expect(told(scan(tree, wordsOf(planted, forbidden)), planted)).toEqual([]);
      expect(told(missing(tree, shownTo(audience, planted)), planted)).toEqual([]);
      // Only its own pages, beside what is shared by all.
      const pages = [...tree.keys()].map((file) => file.slice(audience.length + 1));
      const strange = pages.filter(
        (file) =>
          !file.startsWith('_gazette/') && (folderOf.exec(file)?.[1] ?? 'user') !== audience,
      );
      expect(strange).toEqual([]);
    }
  });
});

function missing(tree: Tree, words: readonly string[]): Hit[] {
  return absent(tree, words).map((word) => ({ word, file: 'nothing', where: 'bytes' }));
}
