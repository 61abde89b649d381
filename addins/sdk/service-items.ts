import type { GuestItems } from './guest-runtime.ts';

/** The runtime's items in the shape of a loop. Nothing is asked for before the first step. */
export function itemsOf<Item>(open: () => GuestItems): AsyncIterableIterator<Item> {
  let items: GuestItems | undefined;
  let isOver = false;
  return {
    async next() {
      if (isOver) return { done: true, value: undefined };
      items ??= open();
      try {
        const { done, value } = await items.next();
        if (!done) return { done: false, value: value as Item };
      } catch (thrown) {
        isOver = true;
        throw thrown;
      }
      isOver = true;
      return { done: true, value: undefined };
    },
    async return() {
      if (!isOver) items?.cancel();
      isOver = true;
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
