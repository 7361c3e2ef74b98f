import { describe, expect, it } from 'vitest';
import { buildFixture, type Built } from '../support/build.ts';

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
