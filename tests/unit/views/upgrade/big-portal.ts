/** A portal with a product of 300 releases and 3,000 changes, of which a plan has much to tell. */
import { createRandom } from '../../../../scripts/bench/random.ts';
import { phrase, sentences } from '../../../../scripts/bench/words.ts';

/** How many releases it has. */
export const releases = 300;
const text = JSON.stringify;

/** The portal's files: the same at every run. */
export function bigPortal(): Record<string, string> {
  const random = createRandom('upgrade');
  const title = (): string => phrase(random, 'en', 4 + random.below(5));
  const some = (share: number): boolean => random.next() < share;
  const note = (fields: Record<string, unknown>): string =>
    `---\n${Object.entries(fields)
      .map(([key, value]) => `${key}: ${text(value)}\n`)
      .join('')}---\n`;
  const version = (index: number): string =>
    `${1 + Math.floor(index / 60)}.${Math.floor((index % 60) / 5)}.${index % 5}`;
  const day = (index: number): string => {
    const year = 2017 + Math.floor(index / 30);
    return `${year}-${String(1 + (Math.floor(index / 3) % 10)).padStart(2, '0')}-15`;
  };
  const modules = (): string[] => (some(0.5) ? [] : [random.pick(['billing', 'identity'])]);
  const files: Record<string, string> = {
    'content/portal.yaml':
      'title: Big\nlocales: [{code: en}]\naudiences: [{id: user, root: true}]\n',
    'content/products/atlas.yaml': `title: Atlas
modules: [{id: billing, title: Billing}, {id: identity, title: Identity}]
cycles: [${[5, 4, 3, 2, 1].map((cycle) => `{cycle: "${cycle}", eolFrom: 20${20 + cycle}-01-01}`).join(', ')}]
`,
  };
  const types = 'feature enhancement enhancement fix fix fix fix performance documentation other'
    .split(' ')
    .concat('breaking', 'deprecation', 'removal', 'security');
  for (let index = 0; index < releases; index += 1) {
    const changes = Array.from({ length: 10 }, (_, change) => ({
      id:
        phrase(random, 'en', 3)
          .toLowerCase()
          .replace(/[^a-z]+/g, '-')
          .replace(/^-|-$/g, '') + change,
      title: title(),
      type: some(0.5) ? 'fix' : random.pick(types),
      modules: modules(),
      ...(some(0.04)
        ? { action: { by: '2026-12-01', steps: [sentences(random, 'en', 1), title()] } }
        : {}),
    }));
    const fields = { version: version(index), date: day(index), rollback: 'none' };
    files[`content/releases/atlas/${version(index)}.md`] = note({
      ...fields,
      knownIssues: 'none',
      changes,
    });
  }
  for (let index = 0; index < 100; index += 1) {
    const from = random.below(releases - 12);
    const range = `>=${version(from)} <${version(from + 1 + random.below(10))}`;
    if (index < 12) {
      const steps = Array.from({ length: 8 }, (_, step) => ({
        id: `step-${step}`,
        title: title(),
        when: ['before', 'during', 'after'][step % 3],
        ...(some(0.5) ? { details: sentences(random, 'en', 2) } : {}),
        ...(some(0.5) ? { command: `atlasctl ${phrase(random, 'en', 3)}` } : {}),
        ...(some(0.5) ? { verify: sentences(random, 'en', 1) } : {}),
        ...(some(0.3) ? { rollback: sentences(random, 'en', 1) } : {}),
      }));
      files[`content/migrations/guide-${index}.md`] = note({
        title: title(),
        product: 'atlas',
        from: range,
        to: version(from + 11),
        steps,
      });
    }
    if (index < 40) {
      files[`content/deprecations/old-${index}.md`] = note({
        title: title(),
        product: 'atlas',
        subject: { kind: 'API', name: title() },
        announcedOn: '2016-12-01',
        removedIn: version(from),
        removalDate: day(from),
        replacement: sentences(random, 'en', 1),
      });
    }
    if (index < 60) {
      files[`content/advisories/A-${index}.md`] = note({
        title: title(),
        severity: 'high',
        cve: [`CVE-2026-${10_000 + index}`],
        affected: [{ product: 'atlas', range, fixedIn: version(from + 11) }],
      });
    }
    files[`content/known-issues/issue-${index}.md`] = note({
      title: title(),
      product: 'atlas',
      affects: [range],
      severity: 'low',
      workaround: sentences(random, 'en', 1),
    });
  }
  return files;
}
