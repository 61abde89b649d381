import { codeOf, toBulkheadError } from '../errors.ts';
import { lazyItems } from './items.ts';
import type { Provider } from './provider.ts';

/**
 * What an adapter makes of streams of its provider. When nobody wants the rest, those are ended at once: the adapter itself may
 * be waiting for the next item, and would hear of it only after that.
 */
export function adaptedItems(
  provider: Provider,
  member: string,
  adapt: (provider: Provider) => unknown,
): AsyncIterableIterator<unknown> {
  const read = new Set<AsyncIterableIterator<unknown>>();
  const watched: Provider = {
    call: (name, values) => provider.call(name, values),
    stream(name, values) {
      const items = provider.stream(name, values);
      read.add(items);
      return untilDone(items, () => read.delete(items));
    },
    supports: (name) => provider.supports(name),
    listen: (event, listener) => provider.listen(event, listener),
  };
  const items = lazyItems({
    member,
    open: () => adapt(watched),
    ending() {
      for (const each of read) void each.return?.().catch(() => undefined);
      read.clear();
    },
  });
  return withCodes(items);
}

/** An adapter may read one stream after the other, for as long as its own goes on. */
function untilDone(items: AsyncIterableIterator<unknown>, onDone: () => void): AsyncIterableIterator<unknown> {
  return {
    async next() {
      const result = await items.next();
      if (result.done) onDone();
      return result;
    },
    async return() {
      onDone();
      return (await items.return?.()) ?? { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** What comes from the provider is what it was, whatever stands between; a failure of the adapter is one of an add-in. */
function withCodes(items: AsyncIterableIterator<unknown>): AsyncIterableIterator<unknown> {
  return {
    async next() {
      try {
        return await items.next();
      } catch (thrown) {
        throw codeOf(thrown) ? thrown : toBulkheadError(thrown, 'E_ADDIN');
      }
    },
    return: async () => (await items.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
