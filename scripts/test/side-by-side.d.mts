export interface Job<T> {
  readonly name: string;
  /** How much of the room it takes: 1, unless told. */
  readonly needs?: number;
  /** Names of jobs that are done before it begins; others are passed over. */
  readonly after?: readonly string[];
  /** It may not reject. `isAlone`: nothing else runs meanwhile. */
  readonly run: (isAlone: boolean) => Promise<T>;
}

/** Runs all jobs, as many side by side as there is room for; what came of each, in the order of the list. */
export function sideBySide<T>(jobs: readonly Job<T>[], room: number): Promise<T[]>;
