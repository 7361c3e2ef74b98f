import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SetAside } from '../../../scripts/bench/set-aside.ts';
import { removeFolder, temporaryFolder } from '../../support/portal.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('set-aside');
});
afterEach(() => removeFolder(folder));

it('takes folders away without deleting anything before it is told', async () => {
  const aside = new SetAside(path.join(folder, 'aside'));
  const out = path.join(folder, 'out');
  for (const text of ['first', 'second']) {
    mkdirSync(out);
    writeFileSync(path.join(out, 'page.html'), text);
    await aside.put(out);
    expect(existsSync(out)).toBe(false);
  }
  expect(readFileSync(path.join(folder, 'aside', '1', 'page.html'), 'utf8')).toBe('first');
  expect(readFileSync(path.join(folder, 'aside', '2', 'page.html'), 'utf8')).toBe('second');
  await aside.clear();
  expect(existsSync(path.join(folder, 'aside'))).toBe(false);
});

it('takes what is not there for taken away', async () => {
  await new SetAside(path.join(folder, 'aside')).put(path.join(folder, 'nowhere'));
  expect(existsSync(path.join(folder, 'nowhere'))).toBe(false);
});
