import type { PlanQuery } from './plan-query.ts';

/**
 * The command that makes the same plan, to be typed into a shell.
 *
 * @param options for whom and in which language, as words of the command; may be empty
 */
export function planCommand({ product, from, to, modules }: PlanQuery, options: string): string {
  const words = ['gazette', 'upgrade-path', product, from, to];
  for (const id of modules) words.push('--module', id);
  const command = words.map(shellWord).join(' ');
  return options === '' ? command : `${command} ${options}`;
}

/** A word as POSIX shells read it, in quotes where it needs them. */
export function shellWord(word: string): string {
  return /^[\w.+@:,/-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
