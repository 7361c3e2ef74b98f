import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutEdition } from '../../../src/catalog/edition.ts';
import type { Catalog } from '../../../src/catalog/catalog.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { createTranslate } from '../../../src/language/strings.ts';
import { readClock } from '../../../src/model/clock.ts';
import type { ViewContext } from '../../../src/views/context.ts';
import { createViewContext } from '../../../src/views/create-context.ts';
import { migrationMarkdown, type MigrationWords } from '../../../src/views/migration-markdown.ts';
import {
  migrationToc,
  migrationView,
  type MigrationView,
} from '../../../src/views/migration-page.ts';
import { removeFolder, writePortal } from '../../support/portal.ts';

const clock = readClock({ today: '2026-11-21' });
const files = {
  'content/portal.yaml': `title: Acme
locales: [{code: en}, {code: de}]
audiences:
  - {id: user, label: Everybody}
  - {id: admin, label: Administrators, includes: [user]}
  - {id: partner, label: Partners, includes: [user]}
  - {id: staff, label: Staff, includes: [admin, partner], listed: false}
`,
  'content/products/atlas.yaml': `title: Atlas
modules: [{id: billing, title: Billing}, {id: vault, title: Vault, audience: [admin]}]
`,
  'content/deprecations/old.md': `---
title: Old
product: atlas
subject: {kind: API, name: x}
announcedOn: 2026-01-01
removalDate: 2027-01-01
migration: guide
---
`,
  'content/migrations/guide.mdx': `---
title: 'From \`3\` to 4'
product: atlas
from: '>=3 <4'
to: '4.0'
effort: an hour
summary: See the [old API](/deprecations/old/).
modules: [billing, vault]
steps:
  - {id: last, title: Look, when: after, needed: optional}
  - {id: read, title: Read, when: before, needed: recommended, modules: [billing, vault]}
  - id: both
    title: Both
    when: during
    audience: [user, admin]
    details: |
      One:

      - a
      - b
    command: |-
      one --now
      two
    verify: '\`three\` says **yes**.'
    rollback: Go back.
  - {id: alone, title: Alone, when: during, audience: [admin, partner]}
  - {id: itself, title: Moves, when: during, automated: true}
---

## Beware

See [here](#_during).
`,
  'content/migrations/de/guide.mdx': `---
title: Von 3 nach 4
steps: {read: {title: Lesen}}
---
`,
};

let root: string;
let catalog: Catalog;
beforeAll(async () => {
  root = await writePortal(files);
  const loaded = await loadCatalog(root, clock);
  if (loaded.catalog === null) throw new Error(JSON.stringify(loaded.findings, null, 2));
  catalog = loaded.catalog;
});
afterAll(() => removeFolder(root));

function contextOf(audience: string, locale = 'en'): ViewContext {
  return createViewContext(cutEdition(catalog, audience, locale, clock), {
    t: createTranslate(locale, strings(locale)),
    pages: new Set(['/deprecations/old/']),
    publicFiles: new Set(),
    codeCache: new Map(),
  });
}

function strings(locale: string): Record<string, unknown> {
  const folder = path.resolve(import.meta.dirname, '../../../locales', locale);
  return Object.fromEntries(
    readdirSync(folder).map((name) => [
      path.basename(name, '.json'),
      JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as unknown,
    ]),
  );
}

function viewOf(audience: string, locale = 'en'): MigrationView {
  const context = contextOf(audience, locale);
  return migrationView(context, context.edition.byKey('migration', 'guide')!);
}

const stepsOf = (view: MigrationView) => view.phases.flatMap(({ steps }) => steps);

describe('the page of a migration guide', () => {
  it('has its steps before, during and after, each in the order of the guide', () => {
    const view = viewOf('admin');
    expect(view.phases.map(({ id, label, steps }) => [id, label, steps.map((s) => s.id)])).toEqual([
      ['_before', 'Before the upgrade', ['read']],
      ['_during', 'During the upgrade', ['both', 'alone', 'itself']],
      ['_after', 'After the upgrade', ['last']],
    ]);
    expect(view.toDo).toBe(4);
    expect(view).toMatchObject({
      titleHtml: 'From <code dir="ltr">3</code> to 4',
      product: { label: 'Atlas', href: '/admin/releases/atlas/' },
      from: '3 to before 4',
      to: '4.0',
      effort: 'an hour',
      modules: ['Billing', 'Vault'],
      related: [{ label: 'Old', href: '/admin/deprecations/old/', lang: 'en', dir: 'ltr' }],
    });
  });

  it('says of each step whether it must be done, and keeps no box for what happens by itself', () => {
    const told = stepsOf(viewOf('user')).map(({ id, neededLabel, doneKey }) => [
      id,
      neededLabel,
      doneKey,
    ]);
    expect(told).toEqual([
      ['read', 'Recommended', 'upgrade:user:atlas:guide/read'],
      ['both', 'Required', 'upgrade:user:atlas:guide/both'],
      ['itself', 'Happens by itself', null],
      ['last', 'Optional', 'upgrade:user:atlas:guide/last'],
    ]);
  });

  it('lists sections and steps in its contents', () => {
    const context = contextOf('user', 'de');
    const toc = migrationToc(context, context.edition.byKey('migration', 'guide')!);
    expect(toc.map(({ depth, id, text }) => `${depth} ${id} ${text}`)).toEqual([
      '2 _before Vor der Aktualisierung',
      '3 read Lesen',
      '2 _during Während der Aktualisierung',
      '3 both Both',
      '3 itself Moves',
      '2 _after Nach der Aktualisierung',
      '3 last Look',
    ]);
  });
});

describe('who a step is for', () => {
  const whoOf = (audience: string): Record<string, string[]> =>
    Object.fromEntries(stepsOf(viewOf(audience)).map(({ id, who }) => [id, who]));

  it('names those of its audiences that the edition reads', () => {
    expect(whoOf('admin')).toMatchObject({
      read: [],
      both: ['Everybody', 'Administrators'],
      alone: ['Administrators'],
    });
    expect(whoOf('partner')).toMatchObject({ both: ['Everybody'], alone: ['Partners'] });
    expect(whoOf('staff')).toMatchObject({ alone: ['Administrators', 'Partners'] });
  });

  it('tells readers of nobody else, and of no step that is not theirs', () => {
    expect(whoOf('user')).toEqual({ read: [], both: ['Everybody'], itself: [], last: [] });
    const { edition } = contextOf('user');
    const text = JSON.stringify([viewOf('user'), edition.byKey('migration', 'guide')?.data]);
    for (const word of ['admin', 'Administrators', 'partner', 'staff', 'Vault', 'vault', 'alone']) {
      expect(text, word).not.toContain(word);
    }
    expect(JSON.stringify(viewOf('admin'))).toContain('Vault');
  });
});

describe('a guide as Markdown', () => {
  const words: MigrationWords = {
    from: 'From',
    to: 'To',
    effort: 'Effort',
    verify: 'How to check',
    rollback: 'How to undo',
  };
  const address = 'https://x.example/admin/migrations/guide/';

  it('is a task list, with what is done ticked and links in full', () => {
    const done = new Set(['upgrade:admin:atlas:guide/both', 'upgrade:user:atlas:guide/read']);
    expect(migrationMarkdown(viewOf('admin'), words, address, done)).toBe(`# From \`3\` to 4

See the [old API](https://x.example/admin/deprecations/old/).

Atlas · From: 3 to before 4 · To: 4.0 · Effort: an hour · Billing · Vault

<${address}>

Beware

See [here](${address}#_during).

## Before the upgrade

- [ ] Read: Recommended · Billing, Vault

## During the upgrade

- [x] Both: Required · Everybody, Administrators

  \`\`\`
  one --now
  two
  \`\`\`

  One:

  - a
  - b

  How to check: \`three\` says **yes**.

  How to undo: Go back.
- [ ] Alone: Required · Administrators
- Moves: Happens by itself

## After the upgrade

- [ ] Look: Optional
`);
  });

  it('has nothing ticked to begin with', () => {
    expect(migrationMarkdown(viewOf('user'), words, address)).not.toContain('[x]');
  });
});
