/** A product with 300 releases and 3,000 changes: its data is one small file, and a plan comes at once. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { sizeFinding } from '../../../../src/outputs/upgrade/size.ts';
import { room } from '../../../../src/outputs/upgrade/room.ts';
import type { OutputFile } from '../../../../src/outputs/output.ts';
import type { ViewContext } from '../../../../src/views/context.ts';
import { upgradeDataAddress } from '../../../../src/views/upgrade/plan-address.ts';
import { planStrings, wordsOf } from '../../../../src/views/upgrade/plan-words.ts';
import type { UpgradeData } from '../../../../src/views/upgrade/upgrade-document.ts';
import { upgradeOutline } from '../../../../src/views/upgrade/upgrade-outline.ts';
import { planUpgrade } from '../../../../src/views/upgrade/upgrade-plan.ts';
import { bigPortal, releases } from './big-portal.ts';
import { contextOf, editions } from './portal.ts';

/** Steps of which each says something else, in words that cannot be packed. */
function noise(count: number): UpgradeData['steps'] {
  return Array.from({ length: count }, (_, index) => ({
    title: createHash('sha512').update(`${index}`).digest('base64'),
    when: 'before' as const,
    details: createHash('sha512').update(`d${index}`).digest('base64'),
  }));
}

describe('a product with 300 releases', () => {
  let context: ViewContext;
  let json: string;
  let data: UpgradeData;

  beforeAll(async () => {
    context = contextOf((await editions(bigPortal()))('user'));
    const emitted: OutputFile[] = [];
    for await (const file of room.emit(context.edition, { page: context, standalone: context }))
      emitted.push(file);
    const [file, ...others] = emitted;
    expect(others).toEqual([]);
    expect(file?.path).toBe('upgrade/atlas.json');
    expect(upgradeDataAddress(context.edition, 'atlas')).toBe('/upgrade/atlas.json');
    json = String(file?.bytes);
    data = JSON.parse(json) as UpgradeData;
  }, 60_000);

  it('comes in one file of at most 50 KB gzipped', () => {
    expect(data.versions).toHaveLength(releases);
    expect(data.changes.length).toBeGreaterThan(300);
    expect(data.steps.length).toBeGreaterThan(90);
    const bytes = gzipSync(json).length;
    expect(bytes).toBeLessThanOrEqual(50_000);
  });

  it('is told to writers when it is larger', () => {
    const many = { ...data, steps: data.steps.concat(noise(400)) };
    const found = sizeFinding('atlas', 'user', JSON.stringify(many));
    expect(found).toMatchObject({
      code: 'upgrade/large-data',
      severity: 'warning',
      file: 'content/products/atlas.yaml',
    });
    expect(found?.found).toMatch(/^\d+ KB$/);
    expect(sizeFinding('atlas', 'user', json)).toBeNull();
  });

  it('has its longest plan in under 100 ms, in words too', () => {
    // As the page does it, without i18next. The best of three: other work on the machine is not ours.
    const { edition, t, format } = context;
    const words = wordsOf(planStrings(t, edition.locale.code), edition.locale.code, format);
    const times = [1, 2, 3].map(() => {
      const started = performance.now();
      const { plan } = planUpgrade(data, { from: '1.0.0', to: '5.11.4' });
      const outline = upgradeOutline(plan!, words);
      const took = performance.now() - started;
      expect(plan?.versions).toHaveLength(releases - 1);
      expect(outline.sections.length).toBeGreaterThan(6);
      return took;
    });
    expect(Math.min(...times)).toBeLessThan(100);
  });
});
