import { doneKey } from '../../../views/upgrade/done-key.ts';
import { doneStore } from '../done.ts';

/** What a reader has done of a plan: in this browser only, and the same as in the guides that it is made of. */
export interface Ticks {
  has(item: string): boolean;
  set(item: string, done: boolean): void;
}

/** The ticks of one product's plans. Without storage they last for this page. */
export function ticksOf(audience: string, product: string): Ticks {
  const store = doneStore();
  return {
    has: (item) => store.has(doneKey(audience, product, item)),
    set: (item, done) => {
      store.set(doneKey(audience, product, item), done);
    },
  };
}
