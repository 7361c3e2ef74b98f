import type { Browser } from 'playwright-core';

/** A browser of this machine, or why there is none. */
export async function launch(): Promise<Browser | string> {
  try {
    // The tests' own: a portal that only publishes needs neither them nor a browser.
    const { findChromium, launchChromium } = await import('../../tests/support/chromium.ts');
    return findChromium() === undefined ? 'no Chromium is installed' : await launchChromium();
  } catch (error) {
    return `no browser could be started (${error instanceof Error ? error.message : String(error)})`;
  }
}
