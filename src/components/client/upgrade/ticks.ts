import { doneKey } from '../../../views/upgrade/done-key.ts';
import { doneStore } from '../done.ts';

/** What a reader has done of a plan: in this browser only, and the same as in the guides that it is made of. */
export interface Ticks {
  has(item: string): boolean;
  set(item: string, done: boolean): void;
  /** Calls when others may have ticked: another window, or another page while this one was left. */
  follow(changed: () => void): void;
}

// The plan that is shown; one that it takes the place of need not be told any more.
let follower: (() => void) | undefined;
addEventListener('storage', () => follower?.());
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) follower?.();
});

/** The ticks of one product's plans. Without storage they last for this page. */
export function ticksOf(audience: string, product: string): Ticks {
  const store = doneStore();
  return {
    has: (item) => store.has(doneKey(audience, product, item)),
    set: (item, done) => {
      store.set(doneKey(audience, product, item), done);
    },
    follow(changed) {
      follower = changed;
    },
  };
}
