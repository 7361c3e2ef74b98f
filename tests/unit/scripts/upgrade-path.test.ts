import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../scripts/commands/upgrade-path.ts';
import { upgradeData } from '../../../src/views/upgrade/upgrade-data.ts';
import { planUpgrade } from '../../../src/views/upgrade/upgrade-plan.ts';
import { addFiles, removeFolder, writePortal } from '../../support/portal.ts';
import { contextOf, editions, files } from '../views/upgrade/portal.ts';

let root: string;
beforeAll(async () => {
  root = await writePortal(files);
});
afterAll(() => removeFolder(root));

async function call(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await run([...argv, '--root', root, '--today', '2026-11-21'], {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  });
  return { code, out, err };
}

describe('gazette upgrade-path', () => {
  it('gives the plan of the page as data', async () => {
    const { code, out } = await call(
      'atlas',
      '3.10',
      'latest',
      '--module',
      'billing',
      '--format',
      'json',
    );
    expect(code).toBe(0);
    const { plan } = planUpgrade(await pageData(), {
      from: '3.10',
      to: 'latest',
      modules: ['billing'],
    });
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(plan)));
  });

  it('speaks to an audience, in a language', async () => {
    expect((await call('atlas', '3', '4.0')).out).not.toContain('Make keys');
    const { code, out } = await call('atlas', '3', '4.0', '--audience', 'admin', '--locale', 'de');
    expect(code).toBe(0);
    expect(out).toContain('Atlas: von 3.10.0 auf 4.0.0');
    expect(out).toContain('Make keys');
    expect(out).toContain('Sichern');
    expect((await call('atlas', '3', '4.0', '--format', 'markdown')).out).toMatch(/^# Atlas: /);
  });

  it.each([
    [['atlass', '3', '4'], 'PRODUCT is atlass: expected atlas, beam. Did you mean atlas?'],
    [['atlas', '4.1.0', 'v4.1.0'], 'You run 4.1.0 already.'],
    [['atlas', '3.7.4', '4'], 'There is no version 3.7.4. Did you mean 3.7.0?'],
    [['atlas', '4', '3'], '3.10.0 is older than 4.2.0.'],
    [['atlas', '3', '4', '--module', 'biling'], 'no module biling. Did you mean billing?'],
    [['atlas', '3', '4', '--audience', 'admn'], '--audience is admn: expected user, admin.'],
    [['atlas', '3', '4', '--locale', 'fr'], '--locale is fr: expected en, de'],
    [['atlas', '3', '4', '--format', 'html'], '--format is html: expected text, markdown, json'],
    [['atlas', '3'], 'name a product'],
    [['atlas', '3', '4', '5'], 'name a product'],
    [['atlas', '3', '4', '--frob'], '--frob'],
  ])('exits 2 for %j', async (argv, message) => {
    const { code, out, err } = await call(...argv);
    expect(err).toContain(message);
    expect([code, out]).toEqual([2, '']);
  });

  it('exits 1 when notes have errors: a plan may lack a step then', async () => {
    const broken = await writePortal(files);
    try {
      await addFiles(broken, { 'content/migrations/five.md': '---\ntitle: Five\n---\n' });
      let err = '';
      const io = {
        stdout: { write: () => true },
        stderr: { write: (text: string) => (err += text) },
      };
      expect(await run(['atlas', '3', '4', '--root', broken], io)).toBe(1);
      expect(err).toContain('content/migrations/five.md');
    } finally {
      await removeFolder(broken);
    }
  });
});

async function pageData() {
  const edition = (await editions())('user');
  return upgradeData(contextOf(edition, true), edition.byKey('product', 'atlas')!);
}
