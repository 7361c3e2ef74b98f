import type { ESLint } from 'eslint';

/** The rows of the house, from the left. */
export const rows: readonly (readonly string[])[];
declare const plugin: ESLint.Plugin;
export default plugin;
