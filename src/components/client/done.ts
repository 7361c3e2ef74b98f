/** What a reader has ticked off, kept in this browser under the keys of `doneKey`. */
export interface DoneStore {
  has(key: string): boolean;
  /** Keeps it, or forgets it. */
  set(key: string, isDone: boolean): void;
  /** Whether the browser keeps it beyond this page. */
  readonly isKept: boolean;
}

/** Some browsers refuse to keep anything: then it is kept for as long as the page is open. */
export function doneStore(): DoneStore {
  const own = new Map<string, boolean>();
  let isKept = true;
  const attempt = <T>(act: () => T): T | undefined => {
    try {
      return act();
    } catch {
      isKept = false;
      return undefined;
    }
  };
  attempt(() => localStorage.getItem(''));
  return {
    has: (key) => attempt(() => localStorage.getItem(key) !== null) || own.get(key) === true,
    set(key, isDone) {
      own.delete(key);
      attempt(() => (isDone ? localStorage.setItem(key, '1') : localStorage.removeItem(key)));
      if (isDone && !isKept) own.set(key, true);
    },
    get isKept() {
      return isKept;
    },
  };
}
