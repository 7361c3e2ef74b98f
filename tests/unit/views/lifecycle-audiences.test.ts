import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutEdition, type Edition } from '../../../src/catalog/edition.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { readClock } from '../../../src/model/clock.ts';
import { calendarView } from '../../../src/views/calendar.ts';
import type { ViewContext } from '../../../src/views/context.ts';
import { createViewContext } from '../../../src/views/create-context.ts';
import { deprecationPage } from '../../../src/views/deprecation-page.ts';
import { releaseLifecycle } from '../../../src/views/release-lifecycle.ts';
import { timelineView } from '../../../src/views/timeline.ts';
import { removeFolder, writePortal } from '../../support/portal.ts';

const clock = readClock({ today: '2026-11-21' });
const least = 'rollback: none\nknownIssues: none\n';
const dates = 'announcedOn: 2026-01-01\nremovalDate: 2027-01-01\n';

/** What begins with SECRET, and days of 2031, are for administrators. */
const files = {
  'content/portal.yaml': `title: Acme
audiences: [{id: user}, {id: admin, includes: [user]}]
calendar:
  freezes: [{title: SECRET-freeze, from: 2031-01-01, to: 2031-01-09, audience: [admin]}]
`,
  'content/products/atlas.yaml':
    'title: Atlas\nmodules: [{id: a, title: A}, {id: s, title: SECRET-module, audience: [admin]}]\n',
  'content/products/vault.yaml':
    'title: SECRET-product\naudience: [admin]\ncycles: [{cycle: "1", eolFrom: 2031-05-01}]\n',
  'content/releases/atlas/1.0.0.md': `---
version: "1.0.0"
date: 2026-01-01
${least}changes:
  - {id: told, title: SECRET-change, type: deprecation, deprecation: open, audience: [admin], action: {who: [admin], steps: [SECRET-step], by: 2026-01-01}}
---
`,
  'content/releases/atlas/2.0.0.md': `---
version: "2.0.0"
date: 2031-02-02
audience: [admin]
${least}---
`,
  'content/releases/vault/1.0.0.md': `---\nversion: "1.0.0"\ndate: 2031-03-03\n${least}---\n`,
  'content/migrations/secret-guide.md':
    '---\ntitle: SECRET-guide\nproduct: atlas\nfrom: "*"\nto: "*"\naudience: [admin]\n---\n',
  'content/deprecations/open.md': `---
title: Open
product: atlas
subject: {kind: API, name: x}
modules: [a, s]
migration: secret-guide
${dates}---
`,
  'content/deprecations/hidden.md': `---
title: SECRET-deprecation
product: atlas
audience: [admin]
subject: {kind: API, name: y}
announcedOn: 2026-01-01
announcedIn: "1.0.0"
removalDate: 2031-04-04
moved: [{on: 2026-02-01, from: 2031-01-04, to: 2031-04-04, reason: SECRET-reason}]
---
`,
  'content/announcements/hidden.md': `---
title: SECRET-announcement
from: 2031-06-06
until: 2031-06-07
audience: [admin]
---
`,
};

let root: string;
let texts: Record<string, string>;

function everything(edition: Edition): string {
  const context: ViewContext = createViewContext(edition, {
    // Keys show what is asked for; values are what an edition puts in.
    t: (key, values) => `${key} ${JSON.stringify(values ?? {})}`,
    pages: new Set(),
    publicFiles: new Set(),
    codeCache: new Map(),
  });
  return JSON.stringify([
    timelineView(context),
    calendarView(context),
    calendarView(context, '2031'),
    edition.deprecations.map((entry) => deprecationPage(context, entry)),
    edition.releases.map((release) => releaseLifecycle(context, release)),
  ]);
}

beforeAll(async () => {
  root = await writePortal(files);
  const { catalog, findings } = await loadCatalog(root, clock);
  if (catalog === null) throw new Error(JSON.stringify(findings, null, 2));
  texts = Object.fromEntries(
    ['user', 'admin'].map((audience) => [
      audience,
      everything(cutEdition(catalog, audience, 'en', clock)),
    ]),
  );
});
afterAll(() => removeFolder(root));

describe('what another audience reads', () => {
  const secrets = ['change', 'step', 'freeze', 'product', 'module', 'guide', 'deprecation'];
  secrets.push('reason', 'announcement');

  it.each(secrets)('is not in timeline, calendar or pages: %s', (name) => {
    expect(texts['admin']).toContain(`SECRET-${name}`);
    expect(texts['user']).not.toContain(`SECRET-${name}`);
  });

  it('moves neither the ruler nor the years', () => {
    const ruler = /"ruler":\{"from":"[^"]*","to":"2031/;
    const year = /"years":\[[^\]]*"year":"2031"/;
    for (const pattern of [ruler, year]) {
      expect(texts['admin']).toMatch(pattern);
      expect(texts['user']).not.toMatch(pattern);
    }
  });
});
