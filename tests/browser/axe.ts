import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axeCore from 'axe-core';
import type { Page } from 'playwright-core';

declare const axe: typeof axeCore;

/** The program of axe, for `addInitScript` where many pages of a window are looked at. */
export const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/**
 * What axe finds on a page as it is, in lines that say where.
 *
 * @param rules only these; all of them by default
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(
    async (values) => {
      // What passes is not told: to gather it takes longer than to find it.
      const found = await axe.run(document, {
        resultTypes: ['violations'],
        ...(values ? { runOnly: { type: 'rule' as const, values } } : {}),
      });
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
      );
    },
    rules ? [...rules] : null,
  );
}

/** What axe finds in light and in dark. */
export async function violationsInBothSchemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(page)).map((line) => `${colorScheme}: ${line}`));
  }
  return found;
}
