import type { Command } from './command.ts';

/** A command as the help lists it; its code is loaded only when it runs. */
export interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** Every command, in the order in which the help lists them. */
export const commands: readonly ListedCommand[] = [
  {
    name: 'build',
    summary: 'build every edition of a portal folder',
    load: () => import('./build.ts'),
  },
  {
    name: 'check',
    summary: 'check the notes of a portal folder, without building it',
    load: () => import('./check.ts'),
  },
  {
    name: 'dev',
    summary: 'show a portal folder while it is being written',
    load: () => import('./dev.ts'),
  },
  { name: 'preview', summary: 'serve what was built', load: () => import('./preview.ts') },
  {
    name: 'import',
    summary: 'take over releases, changes and cycles from other formats',
    load: () => import('./import.ts'),
  },
  {
    name: 'upgrade-path',
    summary: 'tell what stands between two versions of a product',
    load: () => import('./upgrade-path.ts'),
  },
  {
    name: 'compile',
    summary: 'make once what all commands begin with; npm ci does it',
    load: () => import('./compile.ts'),
  },
  {
    name: 'bench',
    summary: 'measure builds, also against stock Starlight',
    load: () => import('./bench.ts'),
  },
];
