import { gazette, removeFolder, writePortal } from './portal.ts';

/** Lets Astro build the templates once, before test files that build portals run side by side. */
export default async function setup(): Promise<void> {
  const root = await writePortal({ 'content/portal.yaml': 'title: Acme\n' });
  try {
    const { code, stderr } = await gazette(['build', '--root', root]);
    if (code !== 0) throw new Error(`The templates did not build (exit ${code}):\n${stderr}`);
  } finally {
    await removeFolder(root);
  }
}
