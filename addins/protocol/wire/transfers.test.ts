import { expect, test } from 'vitest';
import { z } from 'zod';
import { WHOLE_BYTES } from '../limits.ts';
import { bytes, method } from '../method.ts';
import { Session } from '../session.ts';
import { realClock as clock } from '../testing/real-clock.ts';
import { createMemoryPair } from '../transport.ts';

const table = { mirror: method(z.tuple([bytes]), bytes) } as const;

/** Two sessions, and the bytes of memory that each message between them took along. */
function createWatchedPair() {
  const carried: number[] = [];
  const [left, right] = createMemoryPair(queueMicrotask, (message) => {
    for (const field of message as unknown[]) if (field instanceof Uint8Array) carried.push(field.buffer.byteLength);
    return structuredClone(message);
  });
  const shared = { clock, epoch: 1 };
  const client = new Session({ ...shared, transport: left, local: {}, handlers: {}, remote: table });
  new Session({ ...shared, transport: right, local: table, handlers: { mirror: ([value]) => value }, remote: {} });
  return { client, carried };
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
