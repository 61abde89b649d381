import { expect, test } from 'vitest';
import { z } from 'zod';
import { method, plain, streamMethod } from '../method.ts';
import { Session } from '../session.ts';
import { realClock as clock } from '../testing/real-clock.ts';
import type { TrafficObserver } from '../traffic.ts';
import { createMemoryPair } from '../transport.ts';

const table = {
  bare: method(z.tuple([]), plain),
  listed: method(z.tuple([]), plain),
  good: method(z.tuple([]), plain),
  items: streamMethod(z.tuple([]), plain),
} as const;

const noValue = () => undefined;

/** A session, and what an observer of the side that answers was told of each of its calls. */
function createObservedPair() {
  const [left, right] = createMemoryPair(queueMicrotask, structuredClone);
  const told: string[] = [];
  const observer: TrafficObserver = {
    ...{ called: noValue, settled: noValue, received: noValue, counted: noValue },
    replied: (_id, code, size) => told.push(code ?? `answered ${size}`),
  };
  const shared = { clock, epoch: 1 };
  const client = new Session({ ...shared, transport: left, local: {}, handlers: {}, remote: table });
  new Session({
    ...{ ...shared, transport: right, local: table, remote: {}, observer },
    handlers: {
      bare: () => noValue as never,
      listed: () => [1, noValue as never],
      good: () => [1, 2],
      items: function* () {
        yield 1;
        yield noValue as never;
        yield 2;
      },
    },
  });
  return { client, told };
}

test.each(['bare', 'listed'] as const)('an answer that cannot be cloned is told as what it was: %s', async (name) => {
  const { client, told } = createObservedPair();
  const [bad, good] = [client.call(name, []), client.call('good', [])];
  await expect(bad).rejects.toMatchObject({ code: 'E_NOT_SERIALIZABLE' });
  expect(await good).toEqual([1, 2]);
  expect(told.toSorted()).toEqual(['E_NOT_SERIALIZABLE', 'answered 3']);
  client.close();
});

test('a stream with an item that cannot be cloned ends with that, once', async () => {
  const { client, told } = createObservedPair();
  const read = async () => {
    for await (const _item of client.stream('items', []));
  };
  await expect(read()).rejects.toMatchObject({ code: 'E_NOT_SERIALIZABLE' });
  await client.call('good', []);
  expect(told).toEqual(['E_NOT_SERIALIZABLE', 'answered 3']);
  client.close();
});
