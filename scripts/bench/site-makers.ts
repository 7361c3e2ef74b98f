import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { SiteMaker } from './audience-side.ts';
import { hugoFiles, stockFiles } from './generate.ts';
import { measure } from './measure.ts';
import { oneAfterTheOther } from './samples.ts';

/** Starlight as `npm create` makes it. @param engine the folder that has the packages */
export function stockStarlight(engine: string): SiteMaker {
  const astro = path.join(engine, 'node_modules', 'astro', 'bin', 'astro.mjs');
  return {
    name: 'stock Starlight',
    summary: 'no cache and no earlier output',
    out: 'dist',
    made: ['dist', '.astro', 'node_modules'],
    files: stockFiles,
    build: (root) => measure([astro, 'build', '--root', root], { cwd: root }),
  };
}

/** Hugo, and then Pagefind over what it wrote. @param engine the folder that has Pagefind */
export function hugoAndPagefind(engine: string): SiteMaker {
  const pagefind = path.join(engine, 'node_modules', 'pagefind', 'lib', 'runner', 'bin.cjs');
  return {
    name: 'Hugo + Pagefind',
    summary: 'no cache and no earlier output',
    out: 'public',
    made: ['public', 'resources', '.hugo_build.lock'],
    files: hugoFiles,
    async build(root) {
      const pages = await measure([], { cwd: root, program: 'hugo' });
      if (pages.exit !== 0) return pages;
      const search = await measure([pagefind, '--site', 'public'], { cwd: root });
      return oneAfterTheOther([pages, search]);
    },
  };
}

/** The version of the Hugo on this machine, as 0.111.3; null where there is none. */
export function hugoVersion(): string | null {
  const { status, stdout } = spawnSync('hugo', ['version'], { encoding: 'utf8' });
  return status === 0 ? (/v(\d+\.\d+\.\d+)/u.exec(stdout)?.[1] ?? 'unknown') : null;
}
