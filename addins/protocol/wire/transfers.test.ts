import { expect, test } from 'vitest';
import { z } from 'zod';
import type { BulkheadError } from '../errors.ts';
import { OPEN_TRANSFERS, WHOLE_BYTES } from '../limits.ts';
import { bytes, method } from '../method.ts';
import { Session } from '../session.ts';
import { realClock as clock } from '../testing/real-clock.ts';
import { createMemoryPair } from '../transport.ts';

const table = {
  mirror: method(z.tuple([bytes]), bytes),
  both: method(z.tuple([bytes, bytes]), z.number()),
} as const;

/** Two sessions, and the bytes of memory that each message between them took along. */
function createWatchedPair(onBytes: (side: 'client' | 'server') => void = () => undefined) {
  const carried: number[] = [];
  const violations: BulkheadError[] = [];
  const [left, right] = createMemoryPair(queueMicrotask, (message) => {
    const fields = (message as unknown[]).filter((field) => field instanceof Uint8Array);
    for (const field of fields) carried.push(field.buffer.byteLength);
    return structuredClone(message);
  });
  for (const [side, end] of [['client', left] as const, ['server', right] as const]) {
    const send = end.send.bind(end);
    end.send = (message) => {
      send(message);
      if ((message as unknown[]).some((field) => field instanceof Uint8Array)) onBytes(side);
    };
  }
  const shared = { clock, epoch: 1, onViolation: (error: BulkheadError) => void violations.push(error) };
  const client = new Session({ ...shared, transport: left, local: {}, handlers: {}, remote: table });
  const handlers = { mirror: ([value]: [Uint8Array<ArrayBuffer>]) => value, both: () => 2 };
  const server = new Session({ ...shared, transport: right, local: table, handlers, remote: {} });
  return { client, server, carried, violations, sum: () => carried.reduce((sum, size) => sum + size, 0) };
}

test('a small view takes nothing along of the memory it lies in', async () => {
  const { client, carried } = createWatchedPair();
  const secret = Buffer.from('secret value secret');
  const answer = await client.call('mirror', [secret.subarray(7, 12)]);
  expect(Buffer.from(answer).toString()).toBe('value');
  expect(carried).toEqual([5, 5]);
  client.close();
});

test('nor does a large one, sent in chunks', async () => {
  const { client, carried } = createWatchedPair();
  const around = Buffer.alloc(4 * WHOLE_BYTES, 7);
  const answer = await client.call('mirror', [around.subarray(1, 1 + 2 * WHOLE_BYTES)]);
  expect(answer.byteLength).toBe(2 * WHOLE_BYTES);
  expect(carried.reduce((sum, size) => sum + size, 0)).toBe(4 * WHOLE_BYTES);
  client.close();
});

test('a megabyte travels whole, and one byte more in chunks', async () => {
  const { client, carried } = createWatchedPair();
  await client.call('mirror', [new Uint8Array(WHOLE_BYTES)]);
  expect(carried).toEqual([WHOLE_BYTES, WHOLE_BYTES]);
  await client.call('mirror', [new Uint8Array(WHOLE_BYTES + 1)]);
  expect(carried.length).toBeGreaterThan(6);
  client.close();
});

/** Thirty-two chunks, of which four are under way at a time. */
const LARGE = 8 * WHOLE_BYTES;

test('a call that nobody waits for any more sends no more of its bytes, and the other side keeps none', async () => {
  const { client, server, sum, violations } = createWatchedPair();
  const abort = new AbortController();
  const call = client.call('mirror', [new Uint8Array(LARGE)], {
    signal: abort.signal,
    onProgress: () => abort.abort(),
  });
  await expect(call).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect([...(await client.call('mirror', [Uint8Array.of(1, 2)]))]).toEqual([1, 2]);
  expect(sum()).toBeLessThan(LARGE / 4);
  expect([server.runningCount, client.pendingCount, violations]).toEqual([0, 0, []]);
  // There is room for as many again as there may be: nothing counts as under way.
  const again = Array.from({ length: OPEN_TRANSFERS }, () =>
    client.call('both', [new Uint8Array(WHOLE_BYTES + 1), Uint8Array.of(1)]),
  );
  expect(await Promise.all(again)).toEqual(again.map(() => 2));
  client.close();
});

test('nor does an answer that nobody waits for any more', async () => {
  const abort = new AbortController();
  const { client, sum, violations } = createWatchedPair((side) => side === 'server' && abort.abort());
  const call = client.call('mirror', [new Uint8Array(LARGE)], { signal: abort.signal });
  await expect(call).rejects.toMatchObject({ code: 'E_CANCELLED' });
  await client.call('mirror', [Uint8Array.of(1)]);
  // All of it went there, and little came back.
  expect(sum()).toBeLessThan(LARGE + LARGE / 4);
  expect(violations).toEqual([]);
  client.close();
});

test('a call with more bytes than there is room for says nothing before it is turned away', async () => {
  const { client, violations } = createWatchedPair();
  const large = new Uint8Array(LARGE);
  const under = Array.from({ length: OPEN_TRANSFERS - 1 }, () => client.call('mirror', [large]));
  const two = client.call('both', [large, large], { trace: { call: 7, id: 7, depth: 1 } });
  await expect(two).rejects.toMatchObject({ code: 'E_OVERLOAD' });
  expect([...(await client.call('mirror', [Uint8Array.of(3)]))]).toEqual([3]);
  client.close();
  await Promise.allSettled(under);
  expect(violations).toEqual([]);
});
