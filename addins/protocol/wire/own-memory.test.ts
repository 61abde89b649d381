import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { compileContract } from '../contracts/contract-method-table.ts';
import { readContract } from '../contracts/contract-schema.ts';
import { bytes, method, streamMethod } from '../method.ts';
import type { RemoteObject } from '../references/remote-object.ts';
import { Session } from '../session.ts';
import { realClock as clock } from '../testing/real-clock.ts';
import { createMemoryPair } from '../transport.ts';
import { withOwnMemory } from './own-memory.ts';

const page = z.strictObject({ status: z.number(), parts: z.array(bytes) });
const table = {
  heard: method(z.tuple([bytes]), z.null()),
  mirror: method(z.tuple([bytes]), bytes),
  fetch: method(z.tuple([page]), page),
  chunks: streamMethod(z.tuple([z.number()]), bytes),
} as const;
const contract = compileContract(
  readContract({
    ...{ id: 'acme.store', version: '1.0' },
    members: [{ name: 'put', number: 1, parameters: [{ name: 'value', type: 'bytes' }], result: 'bytes' }],
  }),
);

/** Five bytes in the middle of others. */
const secret = Buffer.from('secret value secret');
const value = (): Uint8Array<ArrayBuffer> => secret.subarray(7, 12);

/** Two sessions that can do everything, and the memory that came along with every view, however deep inside. */
function createWatchedPair() {
  const carried: number[] = [];
  const [left, right] = createMemoryPair(queueMicrotask, (message) => {
    const copy = structuredClone(message);
    note(copy, carried);
    return copy;
  });
  const shared = { clock, epoch: 1 };
  const store = { put: (given: Uint8Array) => given.subarray(1, 3) };
  new Session({
    ...{ ...shared, transport: right, local: table, remote: {} },
    handlers: {
      heard: () => null,
      mirror: ([given]) => given,
      fetch: ([{ status }]) => ({ status, parts: [value(), value()] }),
      chunks: () => [value(), value()],
    },
    objects: { contracts: [contract], roots: [{ line: 'acme.store@1', object: store }] },
  });
  const client = new Session({
    ...{ ...shared, transport: left, local: {}, handlers: {}, remote: table },
    objects: { contracts: [contract] },
  });
  return { client, carried };
}

function note(from: unknown, carried: number[]): void {
  if (ArrayBuffer.isView(from)) carried.push(from.buffer.byteLength);
  else if (typeof from === 'object' && from !== null) for (const inner of Object.values(from)) note(inner, carried);
}

type Client = ReturnType<typeof createWatchedPair>['client'];

test.each<[string, number[], (client: Client) => Promise<unknown>]>([
  ['a call and its answer', [5, 5], (client) => client.call('mirror', [value()])],
  ['what lies inside of values', [5, 5, 5], (client) => client.call('fetch', [{ status: 1, parts: [value()] }])],
  [
    'a batch',
    [5, 5, 5],
    (client) =>
      client.batch([
        ['mirror', [value()]],
        ['heard', [value()]],
      ]),
  ],
  ['the items of a stream', [5, 5], (client) => Array.fromAsync(client.stream('chunks', [2]))],
  [
    'a message that nobody answers',
    [5],
    async (client) => {
      client.notify('heard', [value()]);
      // Answers come in order: it has arrived when this has.
      await client.batch([]);
    },
  ],
  [
    'a call to an object',
    [5, 2],
    async (client) => {
      await client.agreed;
      await client.batch([]);
      return await (client.objects.root('acme.store@1') as RemoteObject).call('put', [value()]);
    },
  ],
])('%s: a view takes nothing along of the memory it lies in', async (_what, memory, act) => {
  const { client, carried } = createWatchedPair();
  await act(client);
  expect(carried).toEqual(memory);
  client.close();
});

test('a picture is no exception', () => {
  const sent: unknown[] = [];
  const transport = {
    send: (message: unknown) => void sent.push(message),
    start: () => undefined,
    close: () => undefined,
  };
  const session = new Session({ transport, clock, epoch: 1, local: {}, handlers: {}, remote: {} });
  session.sendUi(['f1', 0, [], new Int16Array(9).subarray(1, 3), [{ pixels: value() }]]);
  session.flush();
  const carried: number[] = [];
  note(sent, carried);
  expect(carried).toEqual([4, 5]);
  session.close();
});

test('any value stays what it was, and is not copied where there is nothing to copy', () => {
  fc.assert(
    fc.property(fc.array(fc.anything({ withTypedArray: true, maxDepth: 4 })), (values) => {
      const before = structuredClone(values);
      expect(withOwnMemory(values)).toEqual(before);
    }),
  );
  const plain = [{ a: [1, { b: new Uint8Array(3) }] }];
  expect(withOwnMemory(plain)).toBe(plain);
  const mixed = { kept: { a: 1 }, view: value() };
  const copied = withOwnMemory(mixed) as typeof mixed;
  expect(copied).not.toBe(mixed);
  expect(copied.kept).toBe(mixed.kept);
  expect(mixed.view.buffer).toBe(secret.buffer);
});

test('what names itself is not walked for ever', () => {
  const cycle: unknown[] = [];
  cycle.push(cycle, cycle);
  expect(() => withOwnMemory(cycle)).toThrow(expect.objectContaining({ code: 'E_NOT_SERIALIZABLE' }));
});
