import type { BulkheadError } from '../../addins/protocol/errors.ts';
import type { RunningEffect } from './running-effects.ts';

/** Items that an effect answers. It is under way, and can be cut, until the last of them was read. */
export function untilRead(
  items: AsyncIterable<unknown>,
  effect: RunningEffect,
  outward: (thrown: unknown) => BulkheadError,
): AsyncIterableIterator<unknown> {
  const source = items[Symbol.asyncIterator]();
  return {
    async next() {
      try {
        const result = await source.next();
        if (result.done) effect.end();
        return result;
      } catch (thrown) {
        effect.end();
        throw outward(effect.reason ?? thrown);
      }
    },
    async return() {
      effect.end();
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
