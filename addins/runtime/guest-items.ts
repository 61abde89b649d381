import type { ItemSource } from '../protocol/contracts/items.ts';
import type { AbortSignalLike } from '../protocol/method.ts';

/** The items of an add-in as they travel. One that cannot travel ends the stream. */
export function mapItems(source: ItemSource, write: (item: unknown) => unknown): AsyncIterableIterator<unknown> {
  const end = async (): Promise<IteratorResult<unknown>> => {
    await source.return?.();
    return { done: true, value: undefined };
  };
  return {
    async next() {
      const { done, value } = (await source.next()) as IteratorResult<unknown>;
      if (done) return { done: true, value: undefined };
      try {
        return { done: false, value: write(value) };
      } catch (thrown) {
        await end();
        throw thrown;
      }
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Ends with the signal, also while the add-in is busy with its next item: nobody waits for that one. */
export function untilAborted(
  items: AsyncIterableIterator<unknown>,
  signal: AbortSignalLike,
): AsyncIterableIterator<unknown> {
  const over = { done: true, value: undefined } as const;
  let abort = (): void => undefined;
  const onAbort = (): void => {
    abort();
    // What it throws while it is ended concerns nobody any more.
    void items.return?.().catch(() => undefined);
  };
  signal.addEventListener('abort', onAbort);
  const heard = (): void => signal.removeEventListener('abort', onAbort);
  return {
    async next() {
      if (signal.aborted) return over;
      const aborted = new Promise<typeof over>((resolve) => {
        abort = () => resolve(over);
      });
      try {
        const result = await Promise.race([items.next(), aborted]);
        if (result.done) heard();
        return result;
      } catch (thrown) {
        heard();
        throw thrown;
      }
    },
    async return() {
      return over;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
