import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Edition } from '../../../src/catalog/edition.ts';
import { planPages } from '../../../src/outputs/pages/plan.ts';
import { sectionLinks } from '../../../src/outputs/pages/sections.ts';
import { productView } from '../../../src/views/product.ts';
import { migrationView } from '../../../src/views/migration-page.ts';
import { releaseView } from '../../../src/views/release.ts';
import { upgradePageView } from '../../../src/views/upgrade-page.ts';
import { planCommand } from '../../../src/views/upgrade/plan-command.ts';
import { planKeys } from '../../../src/views/upgrade/plan-words.ts';
import { contextOf, editions } from './upgrade/portal.ts';

let edition: (audience: string, locale?: string) => Edition;
beforeAll(async () => {
  edition = await editions();
});

describe('the page of the planner', () => {
  it('offers the products that have a way to plan, with their modules, data and guides', () => {
    const view = upgradePageView(contextOf(edition('user')));
    expect(view.action).toBe('/news/upgrade/');
    expect(view.audience).toBe('user');
    // Beam has no release.
    expect(view.products).toEqual([
      {
        id: 'atlas',
        title: 'Atlas',
        href: '/news/releases/atlas/',
        dataHref: '/news/upgrade/atlas.json',
        modules: [
          { id: 'billing', title: 'Billing' },
          { id: 'identity', title: 'Identity' },
        ],
        guides: [
          { label: 'From 4 to 5', href: '/news/migrations/four/' },
          { label: 'From 3 to 4', href: '/news/migrations/three/' },
        ],
      },
    ]);
    expect(view.command).toBe('gazette upgrade-path atlas 3.0.0 5.0.1');
  });

  it('is each edition its own', () => {
    const view = upgradePageView(contextOf(edition('admin', 'de')));
    expect(view.action).toBe('/news/de/admin/upgrade/');
    expect(view.audience).toBe('admin');
    expect(view.products[0]?.dataHref).toBe('/news/de/admin/upgrade/atlas.json');
    expect(view.command).toBe(
      'gazette upgrade-path atlas 3.0.0 5.0.1 --audience admin --locale de',
    );
    expect(view.commandOptions).toBe('--audience admin --locale de');
    expect(view.strings['upgrade.page.copyLink']).toBe('Link kopieren');
  });

  it('has a command for a plan, which a shell takes as it is meant', () => {
    const plan = { product: 'atlas', from: '3.0.0', to: 'Autumn (2)', modules: ['a', "b'c"] };
    expect(planCommand(plan, '--locale de')).toBe(
      "gazette upgrade-path atlas 3.0.0 'Autumn (2)' --module a --module 'b'\\''c' --locale de",
    );
  });

  it('hands its script every word, with places for values', () => {
    const { strings } = upgradePageView(contextOf(edition('user')));
    const missing = Object.entries(strings).filter(
      ([key, text]) => text === key || JSON.stringify(text).includes('{{'),
    );
    expect(missing).toEqual([]);
    expect(Object.keys(strings)).toEqual(expect.arrayContaining([...planKeys]));
    expect(strings['upgrade.page.done']).toBe('{done} of {total} done');
  });

  it('hands its script every word that the script asks for', () => {
    const { strings } = upgradePageView(contextOf(edition('user')));
    const folder = path.join(import.meta.dirname, '../../../src/components/client/upgrade');
    const asked = readdirSync(folder).flatMap((file) =>
      [
        ...readFileSync(path.join(folder, file), 'utf8').matchAll(/['`](upgrade\.[\w.-]+)['`]/g),
      ].map(([, key = '']) => key),
    );
    expect(asked).toContain('upgrade.page.noFrom');
    expect(asked.filter((key) => !(key in strings))).toEqual([]);
  });

  it('is planned and in the masthead where there is something to plan', () => {
    const paths = planPages(edition('user')).map(({ path }) => path);
    expect(paths.filter((path) => path.startsWith('/upgrade/'))).toEqual(['/upgrade/']);
    const keys = sectionLinks(contextOf(edition('user')), 'upgrade').map(({ key }) => key);
    expect(keys).toContain('upgrade');
  });
});

describe('links to the planner', () => {
  const release = (version: string) => {
    const context = contextOf(edition('user'));
    return releaseView(context, context.edition.byKey('release', `atlas/${version}`)!).plan;
  };

  it('choose the product, and on a release the version to go to', () => {
    const context = contextOf(edition('user'));
    const product = (id: string) => productView(context, context.edition.byKey('product', id)!, 1);
    expect(product('atlas').plan).toEqual({
      label: 'Plan an upgrade',
      href: '/news/upgrade/?product=atlas',
    });
    expect(release('5.0.0')).toEqual({
      label: 'Plan an upgrade to 5.0.0',
      href: '/news/upgrade/?product=atlas&to=5.0.0',
    });
    const guide = migrationView(context, context.edition.byKey('migration', 'three')!);
    expect(guide.plan?.href).toBe('/news/upgrade/?product=atlas');
  });

  it('are not where nothing could be planned', () => {
    const context = contextOf(edition('user'));
    expect(productView(context, context.edition.byKey('product', 'beam')!, 1).plan).toBeNull();
    // The first of all, and one that never came.
    expect(release('3.0.0')).toBeNull();
    expect(release('4.3.0')).toBeNull();
  });
});
