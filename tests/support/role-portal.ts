import { parse } from 'yaml';
import { sourceHash } from '../../src/catalog/overlay.ts';
import { sourceMark } from '../../src/catalog/source-mark.ts';
import type { KindData } from '../../src/model/kind.ts';
import { parseBody } from '../../src/render/parse.ts';
import type { PortalFiles } from './build.ts';

/** Whose matter a planted word belongs to. */
export type Owner = 'admin' | 'partner' | 'draft' | 'embargo' | 'early' | 'internal' | 'label';

/** A word that stands nowhere else, with what tells where it was planted. */
export interface Planted {
  readonly word: string;
  readonly owner: Owner;
  /** The kind of place, for messages. */
  readonly place: string;
  /** Whether the word stands in text that readers search. */
  readonly searched: boolean;
}

/**
 * A portal in two locales for four audiences: `user`; `admin` and `partner`, which include it and
 * stand apart from one another; and `staff`, which includes all and is in nobody's switch.
 *
 * @param written whose matter is in it. Without an owner's matter the portal is as if it had never
 * been written: no trace of it is left.
 */
export function rolePortal(written: ReadonlySet<Owner> = new Set(allOwners)): {
  files: PortalFiles;
  planted: readonly Planted[];
} {
  const planted: Planted[] = [];
  const plant = (owner: Owner, place: string, searched = true): string => {
    const word = `zqx${owner}${String(planted.length + 1).padStart(3, '0')}`;
    planted.push({ word, owner, place, searched });
    return word;
  };
  /** Makes of each `%` a new word, and of each `~` one in a place that search leaves out. */
  const fill = (owner: Owner, place: string, text: string): string =>
    text.replaceAll(/[%~]/g, (mark) => plant(owner, place, mark === '%'));
  /** Text that is there only when the owner's matter is written. */
  const only = (owner: Owner, place: string, text: string): string => {
    const whole = fill(owner, place, text);
    return written.has(owner) ? whole : '';
  };
  const files: Record<string, string | Uint8Array> = {};
  const file = (owner: Owner, name: string, text: string): void => {
    const path = fill(owner, `file name ${name}`, name);
    const whole = fill(owner, name, text);
    if (written.has(owner)) files[path] = whole;
  };
  const admin = (place: string, text: string): string => only('admin', place, text);
  // Ids that are named in several places.
  const sold = plant('admin', 'id of a hidden product', false);
  const step = plant('admin', 'id of a step', false);

  files['content/portal.yaml'] = `title: Acme
description: What changes at Acme.
site: https://acme.example/
locales: [{ code: en }, { code: de }]
audiences:
  - { id: user, label: Everybody }
  - { id: admin, label: Administrators, includes: [user] }
  - { id: partner, label: Partners, includes: [user] }
  - { id: staff, label: ${plant('label', 'audience label', false)}, includes: [admin, partner], listed: false }
calendar:
  freezes:
    - { title: Year end, from: 2026-12-20, to: 2026-12-31 }
${admin('freeze', '    - { title: Frozen ~, from: 2026-12-01, to: 2026-12-02, audience: [admin] }\n')}${admin('freeze of a hidden product', `    - { title: Halted ~, from: 2026-12-05, to: 2026-12-06, products: [${sold}] }\n`)}links:
  - { label: Imprint, url: "https://acme.example/imprint" }
${admin('portal link', '  - { label: Console ~, url: "https://acme.example/~", audience: [admin] }\n')}`;

  files['content/products/atlas.yaml'] = `title: Atlas
summary: Maps for everybody.
owner: ${plant('internal', 'owner', false)}
modules:
  - { id: maps, title: Maps }
${admin('module', '  - { id: vault, title: "Vault ~", summary: "Keeps ~.", audience: [admin] }\n')}cycles:
  - { cycle: "1", releaseDate: 2026-01-10, eolFrom: 2027-01-10 }
snapshots: ["1"]
contacts:
  - { title: Help, url: "mailto:help@acme.example" }
${admin('contact', '  - { title: Hotline ~, url: "mailto:~@acme.example", audience: [admin] }\n')}`;
  file(
    'admin',
    'content/products/hidden~.yaml',
    'title: Product %\nsummary: Sells %.\naudience: [admin]\n',
  );

  // Recorded before there was anything for administrators in it.
  files['content/products/de/atlas.yaml'] =
    `title: Atlas\nsummary: Karten für alle.\n${marked(hashOf({ title: 'Atlas', summary: 'Maps for everybody.', modules: [{ id: 'maps', title: 'Maps' }], contacts: [{ title: 'Help', url: 'mailto:help@acme.example' }] }))}`;
  file(
    'admin',
    `content/products/${sold}.yaml`,
    `title: Sold %
audience: [admin]
cycles:
  - { cycle: "1", codename: "Codename ~", releaseDate: 2026-01-10, eolFrom: 2026-12-10 }
snapshots: ["1"]
`,
  );
  file(
    'admin',
    `content/releases/${sold}/1.0.0.md`,
    '---\nversion: "1.0.0"\ndate: 2026-11-02\nsummary: Sells %.\nrollback: none\nknownIssues: none\nchanges: [{ id: of-sold, type: fix, title: Sold % }]\n---\nText %.\n',
  );
  file(
    'admin',
    `content/docs/${sold}/1/page.md`,
    '---\ntitle: Kept ~\naudience: [admin]\n---\nText ~.\n',
  );

  files['content/releases/atlas/1.0.0.mdx'] = `---
version: "1.0.0"
date: 2026-11-03
summary: The first release.
owner: ${plant('internal', 'owner', false)}
approvals: [{ function: legal, by: ${plant('internal', 'approval', false)}, on: 2026-11-01 }]
readiness: [{ item: "${plant('internal', 'readiness', false)}", function: support }]
decision: { go: true, by: ${plant('internal', 'decision', false)}, on: 2026-11-02 }
risk: { level: low, mitigation: "${plant('internal', 'risk', false)}" }
rollback:
  supported: true
${admin('rollback', '  procedure: Turn ~.\n  dataLoss: Loses ~.\n  audience: [admin]\n')}${admin('requirement', `requires: [{ product: ${sold}, range: ">=1" }]\n`)}knownIssues: ${written.has('admin') ? '[slow, hidden-issue]' : '[slow]'}
rollout:
  - { ring: early, date: 2026-11-01, outcome: succeeded }
${admin('rollout', '  - { ring: "ring ~", date: 2026-11-02, outcome: succeeded, note: "Went ~.", audience: [admin] }\n')}artifacts:
  - { name: atlas.tgz, url: "https://acme.example/atlas.tgz" }
${admin('artifact', '  - { name: "~.tgz", url: "https://acme.example/~.tgz", audience: [admin] }\n')}resources:
  - { kind: video, title: A tour, url: "https://acme.example/tour" }
${admin('resource', '  - { kind: training, title: "Course ~", url: "https://acme.example/~", audience: [admin] }\n')}changes:
  - { id: faster, type: performance, title: Faster maps, summary: Twice as fast. }
${admin(
  'inline change',
  `  - id: change-~
    type: feature
    title: "Change %"
    summary: "Sums up %."
    area: "Area %"
    flag: "flag%"
    issues: ["T-%"]
    audience: [admin]
    action: { by: 2026-12-01, who: [admin], steps: ["Turn the key %."] }
    body: |
      Explains \`%\`.
`,
)}${admin('change of a module', '  - { id: of-vault, type: fix, title: "Mended %", modules: [vault] }\n')}${only('partner', 'inline change', '  - { id: for-partners, type: feature, title: "Partners get %", audience: [partner] }\n')}${only('draft', 'inline change', '  - { id: unfinished, type: feature, title: "Unfinished %", draft: true }\n')}---

Everybody reads this.
${admin(
  'block',
  `
<Audience only="admin">

## Heading %

Paragraph % with a [link %](https://acme.example/~).

\`\`\`sh title="~.sh"
echo %
\`\`\`

- Item %

| Key | Value |
| --- | ----- |
| a   | %     |

![Alt ~](./diagram-of-~.png)

Get [the file](./attached-~.pdf).[^a]

[^a]: Footnote %.

<Details summary="Details %">

Inside %.

</Details>

<Tabs>
<TabItem label="Tab %">

In a tab %.

</TabItem>
</Tabs>

</Audience>
`,
)}
- First item
${admin('list item', '- <Audience only="admin">List item %</Audience>\n')}- Last item

| Setting | Value |
| ------- | ----- |
| Speed   | high${admin('table cell', '<Audience only="admin"> or cell %</Audience>')} |

Within a line${admin('inline', '<Audience only="admin"> that goes on %</Audience>')} it ends.
${only('partner', 'block', '\n<Audience only="partner">\n\nA word to partners: %.\n\n</Audience>\n')}
See [the docs](../../docs/setup.md)${admin('link text', '<Audience only="admin">, [more about %](../../docs/keys.mdx)</Audience>')}.
`;
  // The image and the attachment take their names from the words in the note.
  if (written.has('admin')) {
    const text = String(files['content/releases/atlas/1.0.0.mdx']);
    for (const [, name] of text.matchAll(/\]\(\.\/((?:diagram-of|attached)-[^)]+)\)/g)) {
      files[`content/releases/atlas/${name ?? ''}`] = name?.endsWith('.png') ? pixel : '%PDF-1.4';
    }
  }
  files['content/releases/de/atlas/1.0.0.mdx'] = `---
summary: Die erste Ausgabe.
${admin('translated rollback', 'rollback: { procedure: "Drehe ~.", dataLoss: "Verliert ~." }\n')}changes:
  faster: { title: Schnellere Karten, summary: Doppelt so schnell. }
${marked(markOf(String(files['content/releases/atlas/1.0.0.mdx'])))}---

Alle lesen das.
${admin('translated block', '\n<Audience only="admin">\n\n## Abschnitt %\n\nNur für Verwalter: %.\n\n</Audience>\n')}
`;

  file(
    'admin',
    'content/releases/atlas/1.1.0.mdx',
    `---
version: "1.1.0"
title: Release %
date: 2026-11-10
summary: About %.
benefits: Brings %.
rollback: none
knownIssues: none
audience: [admin]
aliases: [old-~]
revisions: [{ date: 2026-11-11, summary: Revised ~, material: true }]
changes:
  - { id: inner, type: fix, title: Inner % }
---
Body %.
`,
  );
  file(
    'admin',
    'content/releases/de/atlas/1.1.0.mdx',
    '---\ntitle: Ausgabe %\nsummary: Über %.\n---\nText %.\n',
  );

  files['content/changes/atlas/dark.md'] =
    '---\ntitle: Dark maps\ntype: feature\nrelease: "1.0.0"\n---\nIn the dark.\n';
  file(
    'admin',
    'content/changes/atlas/key-~.md',
    '---\ntitle: Change file %\ntype: breaking\nrelease: "1.0.0"\naudience: [admin]\naliases: ["/was/~/"]\n---\nText %.\n',
  );
  file(
    'admin',
    'content/changes/atlas/later.md',
    '---\ntitle: Later %\ntype: feature\nrelease: next\naudience: [admin]\n---\nText %.\n',
  );

  files['content/known-issues/slow.md'] =
    '---\ntitle: Slow at night\nproduct: atlas\naffects: ["1.0.0"]\nseverity: low\npublishedAt: 2026-11-03\n---\nIt is slow.\n';
  file(
    'admin',
    'content/known-issues/hidden-issue.md',
    '---\ntitle: Issue %\nproduct: atlas\naffects: ["1.0.0"]\nseverity: high\npublishedAt: 2026-11-04\nworkaround: Do %.\naudience: [admin]\n---\nText %.\n',
  );
  file(
    'admin',
    'content/deprecations/gone-~.md',
    '---\ntitle: Deprecation %\nproduct: atlas\nsubject: { kind: API, name: "api-%" }\nannouncedOn: 2026-10-01\nremovalDate: 2027-01-01\nmoved: [{ on: 2026-11-05, from: 2026-12-01, to: 2027-01-01, reason: Moved ~ }]\nreplacement: Use %.\naudience: [admin]\n---\nText %.\n',
  );
  file(
    'admin',
    'content/advisories/adv-~.md',
    '---\ntitle: Advisory %\nseverity: high\naffected: [{ product: atlas, range: "<1.0.0", fixedIn: "1.0.0" }]\nworkarounds: [{ id: w, text: Do % }]\npublishedAt: 2026-11-01\naudience: [admin]\n---\nText %.\n',
  );
  files['content/advisories/open.md'] = `---
title: A hole
severity: low
affected: [{ product: atlas, range: "<1.0.0", fixedIn: "1.0.0" }]
publishedAt: 2026-11-03
workarounds:
  - { id: wait, text: Wait. }
${admin('workaround', `  - { id: plug, text: "Pull the plug %.", audience: [admin] }\n`)}---
Text.
`;
  files['content/advisories/de/open.md'] = `---
title: Ein Loch
workarounds:
  wait: Warte.
${admin('translated workaround', `  plug: "Ziehe den Stecker %."\n`)}${marked(hashOf({ title: 'A hole', workarounds: [{ id: 'wait', text: 'Wait.' }] }))}---
Text.
`;
  file(
    'admin',
    'content/announcements/ann-~.md',
    '---\ntitle: Announcement %\nsummary: Summary %.\nfrom: 2026-11-01\nuntil: 2026-12-31\naudience: [admin]\n---\nText %.\n',
  );
  file(
    'admin',
    'content/glossary/term-~.yaml',
    'title: Term %\ndefinition: Means %.\navoid: ["avoid %"]\naudience: [admin]\n',
  );
  files['content/glossary/map.yaml'] = 'title: Map\ndefinition: A picture of land.\n';
  files['content/docs/setup.md'] = '---\ntitle: Set up\n---\n## Begin\n\nText.\n';
  file(
    'admin',
    'content/docs/keys.mdx',
    '---\ntitle: Guide %\naudience: [admin]\n---\n## Section %\n\nText %.\n',
  );
  file(
    'admin',
    'content/docs/folder-~/page.md',
    '---\ntitle: Guide in a folder %\naudience: [admin]\n---\nText %.\n',
  );

  files['content/docs/de/setup.md'] =
    `---\ntitle: Einrichten\n${marked('0')}---\n## Beginn\n\nText.\n`;
  files['content/docs/atlas/1/setup.md'] = '---\ntitle: Set up 1\n---\nText.\n';
  file(
    'admin',
    'content/docs/atlas/1/kept-~.md',
    '---\ntitle: Kept ~\naudience: [admin]\n---\nText ~.\n',
  );

  files['content/migrations/up.md'] = `---
title: Up to 1
product: atlas
from: "<1"
to: "1.0.0"
steps:
  - { id: save, title: Save, when: before }
${admin('step', `  - { id: "step-${step}", title: "Step %", details: "Details %.", command: "run %", verify: "See %.", rollback: "Undo %.", when: during, audience: [admin] }\n`)}${admin('step of a module', '  - { id: vault, title: "Open %", when: after, modules: [vault] }\n')}---
Text.
`;
  files['content/migrations/de/up.md'] = `---
title: Auf 1
steps:
  save: { title: Sichern }
${admin('translated step', `  "step-${step}": { title: "Schritt %", details: "Genauer %." }\n`)}${marked(hashOf({ title: 'Up to 1', steps: [{ id: 'save', title: 'Save' }] }))}---
Text.
`;
  file(
    'admin',
    'content/migrations/mig-~.md',
    '---\ntitle: Migration %\nproduct: atlas\nfrom: "<1"\nto: "1.0.0"\naudience: [admin]\n---\nText %.\n',
  );

  file(
    'partner',
    'content/docs/deal-~.md',
    '---\ntitle: Deal %\naudience: [partner]\n---\nText %.\n',
  );
  file('draft', 'content/docs/draft-~.md', '---\ntitle: Draft %\ndraft: true\n---\nText %.\n');
  file(
    'draft',
    'content/releases/atlas/2.0.0.md',
    '---\nversion: "2.0.0"\ntitle: Draft release %\ndate: 2026-11-12\nrollback: none\nknownIssues: none\ndraft: true\nchanges:\n  - { id: c, type: fix, title: Draft change % }\n---\nText %.\n',
  );
  file(
    'embargo',
    'content/advisories/emb-~.md',
    '---\ntitle: Embargoed %\nseverity: high\naffected: [{ product: atlas, range: "*" }]\npublishedAt: 2026-11-22\nembargoUntil: 2026-11-22\n---\nText %.\n',
  );
  file(
    'embargo',
    'content/announcements/emb-~.md',
    '---\ntitle: Embargoed %\nfrom: 2026-11-01\nuntil: 2026-12-31\nembargoUntil: 2027-01-01\n---\nText %.\n',
  );
  file(
    'early',
    'content/advisories/early-~.md',
    '---\ntitle: Early %\nseverity: high\naffected: [{ product: atlas, range: "*" }]\npublishedAt: 2026-11-21\nembargoUntil: { admin: 2026-11-21, user: 2026-12-01 }\n---\nText %.\n',
  );
  const early = 'embargoUntil: { admin: 2026-11-21, user: 2026-12-01 }\n';
  file(
    'early',
    'content/releases/atlas/1.2.0.md',
    `---\nversion: "1.2.0"\ntitle: Early release %\ndate: 2026-11-20\nrollback: none\nknownIssues: none\npublishedAt: 2026-11-21\n${early}changes: [{ id: soon, type: fix, title: Early change % }]\n---\nText %.\n`,
  );
  file(
    'early',
    'content/releases/de/atlas/1.2.0.md',
    '---\ntitle: Frühe Ausgabe %\n---\nText %.\n',
  );
  file(
    'early',
    'content/migrations/early-~.md',
    `---\ntitle: Early migration %\nproduct: atlas\nfrom: "<1"\nto: "1.0.0"\n${early}steps: [{ id: s, title: Early step %, when: before }]\n---\nText %.\n`,
  );
  file('early', 'content/docs/early-~.md', `---\ntitle: Early guide %\n${early}---\nText %.\n`);
  return { files, planted };
}

function marked(mark: string): string {
  return `translation: { source: "${mark}", state: approved }\n`;
}

/** What a translator recorded of a source with one paragraph of text. */
function hashOf(data: object): string {
  return sourceHash({ data, text: 'contacts' in data ? '' : 'Text.' });
}

/** What a translation records of a note as it is. */
function markOf(note: string): string {
  const [, front = '', ...text] = note.split('---\n');
  const body = text.join('---\n');
  const data = parse(front) as KindData['release'];
  return sourceMark({
    data,
    body: parseBody({ format: 'mdx', text: body, file: '', firstLine: 1 }),
    sourceHash: sourceHash({ data, text: body }),
  });
}

export const allOwners: readonly Owner[] = [
  'admin',
  'partner',
  'draft',
  'embargo',
  'early',
  'internal',
  'label',
];

/** A picture of one dot. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
