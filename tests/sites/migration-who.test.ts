/** Who a step of a guide is for: told to those who read it, and of nobody whom they do not read. */
import { beforeAll, expect, it } from 'vitest';
import { buildClean, type Built } from '../support/build.ts';

const files = {
  'content/portal.yaml': `title: Acme
audiences:
  - { id: user, label: Everybody }
  - { id: admin, label: Zqxkeepers, includes: [user], listed: false }
`,
  'content/products/atlas.yaml': 'title: Atlas\n',
  'content/releases/atlas/1.0.0.md':
    '---\nversion: "1.0.0"\ndate: 2026-01-01\nrollback: none\nknownIssues: none\n---\n',
  'content/releases/atlas/2.0.0.md':
    '---\nversion: "2.0.0"\ndate: 2026-02-01\nrollback: none\nknownIssues: none\n---\n',
  'content/migrations/up.md': `---
title: Up to 2
product: atlas
from: "1.x"
to: "2.0.0"
steps:
  - { id: both, title: Both, when: before, audience: [user, admin] }
  - { id: zqxstep, title: Zqxtitle, command: zqxcommand, when: during, audience: [admin] }
---
`,
};

let built: Built;
beforeAll(async () => {
  built = await buildClean(files);
});

it('says who, with all that the edition reads', () => {
  const page = built.files.get('admin/migrations/up/index.html')?.toString() ?? '';
  expect(page).toContain('For: Everybody and Zqxkeepers');
  expect(page).toContain('zqxcommand');
});

it('tells the others neither of a step that is not theirs nor that there is anybody else', () => {
  const user = [...built.files].filter(([file]) => !file.startsWith('admin/'));
  const page = built.files.get('migrations/up/index.html')?.toString() ?? '';
  expect(page).toContain('For: Everybody<');
  expect(user.length).toBeGreaterThan(10);
  for (const [file, bytes] of user) {
    expect(`${file}\n${bytes.toString('latin1')}`, file).not.toMatch(
      /zqxkeepers|zqxstep|zqxtitle|zqxcommand|upgrade:admin/i,
    );
  }
});
