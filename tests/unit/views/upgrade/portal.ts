/** A small portal with everything that a plan may tell of, and the planner's data on it. */
import { readFileSync } from 'node:fs';
import { cutEdition } from '../../../../src/catalog/edition.ts';
import type { Edition } from '../../../../src/catalog/edition.ts';
import { loadCatalog } from '../../../../src/catalog/load.ts';
import { createTranslate } from '../../../../src/language/strings.ts';
import { readClock } from '../../../../src/model/clock.ts';
import { hasErrors } from '../../../../src/model/finding.ts';
import type { ViewContext } from '../../../../src/views/context.ts';
import { createViewContext } from '../../../../src/views/create-context.ts';
import { removeFolder, writePortal } from '../../../support/portal.ts';

const release = (version: string, date: string, more = ''): [string, string] => [
  `content/releases/atlas/${version}.md`,
  `---\nversion: "${version}"\ndate: ${date}\nrollback: none\n${more.includes('knownIssues') ? '' : 'knownIssues: none\n'}${more}---\n`,
];

export const files: Readonly<Record<string, string>> = {
  'content/portal.yaml': `title: Acme
site: https://example.com/news/
locales: [{code: en}, {code: de}]
audiences:
  - {id: user, root: true}
  - {id: admin, includes: [user]}
`,
  'content/products/atlas.yaml': `title: Atlas
modules: [{id: billing, title: Billing}, {id: identity, title: Identity}]
cycles:
  - {cycle: "5", releaseDate: 2026-06-01, eolFrom: 2028-06-01}
  - {cycle: "4", releaseDate: 2025-06-01, eolFrom: 2026-11-21}
  - {cycle: "3", codename: Juniper, releaseDate: 2024-06-01, eolFrom: 2026-11-22}
`,
  'content/products/beam.yaml': 'title: Beam\n',
  ...Object.fromEntries([
    release('3.0.0', '2024-06-01'),
    release('3.7.0', '2025-01-01'),
    release('3.10.0', '2025-02-01', 'knownIssues: [named]\n'),
    release('4.0.0-rc.1', '2025-05-01', 'changes:\n  - {id: pre, title: Pre, type: breaking}\n'),
    release(
      '4.0.0',
      '2025-06-01',
      `requires: [{product: beam, range: ">=1"}]
changes:
  - {id: keys, title: "Rotate \`keys\` <now>", type: breaking, modules: [identity], action: {by: 2026-12-01, who: [admin, user], steps: ["Do *it*", Then this], guide: migrations/three}}
  - {id: later, title: Read on, type: feature, action: {required: false}}
  - {id: layout, title: New layout, type: breaking}
  - {id: quiet, title: Quiet fix, type: fix}
  - {id: loud, title: Loud fix, type: fix, impact: high}
  - {id: default, title: On at once, type: feature, enablement: default-on, modules: [billing]}
  - {id: old, title: Old form goes, type: removal, deprecation: old-form}
  - {id: gone, title: Gone without notice, type: removal}
  - {id: going, title: Will go without an entry, type: deprecation}
  - {id: secret, title: For administrators, type: breaking, audience: [admin]}
`,
    ),
    release(
      '4.1.0',
      '2025-07-01',
      'stop: true\nchanges:\n  - {id: hole, title: A hole, type: security}\n',
    ),
    release('4.1.1', '2026-11-01', 'changes:\n  - {id: late, title: Late hole, type: security}\n'),
    release('4.2.0', '2026-01-01', 'state: withdrawn\n'),
    release(
      '4.3.0',
      '2026-02-01',
      'state: cancelled\nchanges:\n  - {id: never, title: Never, type: breaking}\n',
    ),
    release(
      '5.0.0',
      '2026-06-01',
      'requires: [{product: beam, range: ">=1"}, {product: beam, range: ">=2"}]\n',
    ),
    release(
      '5.0.1',
      '2026-07-01',
      'changes:\n  - {id: fix, title: Mended, type: security, advisory: A-2}\n',
    ),
    release('5.1.0', '2027-01-01', 'state: scheduled\n'),
  ]),
  'content/migrations/three.md': `---
title: From 3 to 4
product: atlas
from: "3.x"
to: "4.x"
effort: a day
steps:
  - {id: backup, title: Back up, when: before, command: "backup --all", verify: "\`list\` shows it", rollback: None}
  - {id: keys, title: Make keys, when: before, audience: [admin]}
  - {id: bills, title: Look at bills, when: after, needed: recommended, modules: [billing]}
  - {id: move, title: It moves, when: during, automated: true}
---
`,
  'content/migrations/four.md': `---
title: From 4 to 5
product: atlas
from: "4.x"
to: "5.x"
steps:
  - {id: save, title: Back up, when: before, command: "backup --all", verify: "\`list\` shows it", rollback: None, needed: optional}
  - {id: go, title: Go, when: during}
---
`,
  'content/migrations/de/three.md': `---
title: Von 3 auf 4
steps: {backup: {title: Sichern}}
translation: {source: "0", state: approved}
---
`,
  'content/deprecations/old-form.md': `---
title: Old form
product: atlas
subject: {kind: UI, name: Old form}
announcedIn: "3.7.0"
announcedOn: 2025-01-01
removalDate: 2025-06-01
---
`,
  'content/deprecations/api.md': `---
title: API 1
product: atlas
subject: {kind: API, name: "1"}
announcedIn: "4.0.0"
announcedOn: 2025-06-01
removedIn: "5.0.0"
removalDate: 2026-06-01
replacement: API 2
migration: four
---
`,
  'content/deprecations/some-day.md': `---
title: Some day
product: atlas
subject: {kind: API, name: x}
announcedOn: 2025-06-01
removalDate: tba
---
`,
  'content/deprecations/by-day.md': `---
title: By day
product: atlas
subject: {kind: service, name: y}
announcedOn: 2025-06-01
removalDate: 2026-05-31
---
`,
  'content/known-issues/slow.md':
    '---\ntitle: Slow\nproduct: atlas\naffects: ["3.x", ">=5.0.0"]\nseverity: low\nworkaround: Wait.\n---\n',
  'content/known-issues/odd.md':
    '---\ntitle: Odd\nproduct: atlas\naffects: [">=3.7 <5"]\nfixedIn: "5.0.0"\nseverity: low\nstate: fixed\n---\n',
  'content/known-issues/named.md':
    '---\ntitle: Named\nproduct: beam\naffects: ["1.x"]\nseverity: low\n---\n',
  'content/advisories/A-1.md':
    '---\ntitle: One\nseverity: high\ncve: [CVE-2026-12345]\naffected: [{product: atlas, range: "<4.1.0", fixedIn: "4.1.0"}]\n---\n',
  'content/advisories/A-2.md':
    '---\ntitle: Two\nseverity: high\naffected: [{product: atlas, range: ">=5.0.0 <5.0.1"}]\n---\n',
  'content/advisories/A-3.md':
    '---\ntitle: Three\nseverity: high\nwithdrawn: 2026-01-01\naffected: [{product: atlas, range: "*"}]\n---\n',
};

/** Writes the files, reads them, and gives the edition of an audience in a locale. */
export async function editions(
  content: Readonly<Record<string, string>> = files,
): Promise<(audience: string, locale?: string, today?: string) => Edition> {
  const root = await writePortal(content);
  try {
    const clock = readClock({ today: '2026-11-21' });
    const { catalog, findings } = await loadCatalog(root, clock);
    if (catalog === null || hasErrors(findings)) throw new Error(JSON.stringify(findings, null, 1));
    return (audience, locale = 'en', today) =>
      cutEdition(catalog, audience, locale, today === undefined ? clock : readClock({ today }));
  } finally {
    await removeFolder(root);
  }
}

export function contextOf(edition: Edition, standalone = false): ViewContext {
  const locale = edition.locale.code;
  const strings = Object.fromEntries(
    ['words', 'upgrade', 'content', 'interface', 'records'].map((name) => [
      name,
      JSON.parse(
        readFileSync(
          new URL(`../../../../locales/${locale}/${name}.json`, import.meta.url),
          'utf8',
        ),
      ),
    ]),
  ) as Record<string, unknown>;
  return createViewContext(edition, {
    t: createTranslate(locale, strings),
    pages: new Set(),
    publicFiles: new Set(),
    codeCache: new Map(),
    standalone,
  });
}
