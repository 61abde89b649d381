import { expect, test } from 'vitest';
import { z } from 'zod';
import { BulkheadError } from './errors.ts';
import { KIND } from './frame.ts';
import { type Handlers, method, plain } from './method.ts';
import { Session } from './session.ts';
import { realClock as clock } from './testing/real-clock.ts';
import { createMemoryPair, type Transport } from './transport.ts';

const table = {
  add: method(z.tuple([z.number(), z.number()]), z.number()),
  echo: method(z.tuple([plain]), plain),
  wait: method(z.tuple([]), z.null(), { deadline: 60 }),
  lie: method(z.tuple([]), z.string()),
} as const;

type Table = typeof table;

interface Pair {
  client: Session<Record<never, never>, Table>;
  server: Session<Table, Record<never, never>>;
  raw: Transport;
  violations: BulkheadError[];
  aborted: string[];
}

function createPair(overrides: Partial<Handlers<Table>> = {}): Pair {
  const [left, right] = createMemoryPair(queueMicrotask, structuredClone);
  const violations: BulkheadError[] = [];
  const aborted: string[] = [];
  const handlers: Handlers<Table> = {
    add: ([a, b]) => a + b,
    echo: ([value]) => value,
    wait: (_parameters, { signal }) =>
      new Promise<null>(() => signal.addEventListener('abort', () => aborted.push('wait'))),
    lie: () => 42 as unknown as string,
    ...overrides,
  };
  const client = new Session({ transport: left, clock, local: {}, handlers: {}, remote: table, epoch: 1 });
  const server = new Session({
    transport: right,
    clock,
    local: table,
    handlers,
    remote: {},
    epoch: 1,
    onViolation: (error) => violations.push(error),
  });
  return { client, server, raw: left, violations, aborted };
}

test('answers calls in one frame per turn', async () => {
  const { client, raw } = createPair();
  let sent = 0;
  const send = raw.send.bind(raw);
  raw.send = (message) => {
    sent++;
    send(message);
  };
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => client.call('add', [index, 1])));
  expect(answers).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  expect(sent).toBe(1);
});

test('who says very much in one turn is heard whole, in several frames', async () => {
  const { client, violations, raw } = createPair();
  let frames = 0;
  const send = raw.send.bind(raw);
  raw.send = (message) => {
    frames++;
    send(message);
  };
  for (let count = 0; count < 60_000; count++) client.notify('add', [count, 1]);
  expect(await client.call('add', [1, 2])).toBe(3);
  expect(frames).toBeGreaterThan(1);
  expect(violations).toEqual([]);
});

test('refuses arguments of the wrong form before they are sent', async () => {
  const { client, violations } = createPair();
  await expect(client.call('add', ['1', 2] as unknown as [number, number])).rejects.toMatchObject({
    code: 'E_CONTRACT',
  });
  expect(violations).toEqual([]);
});

test('carries an error with its code and the stack of the other side as text', async () => {
  const { client } = createPair({
    add: () => {
      throw new BulkheadError('E_QUOTA', { message: 'Full: 5 MB.', detail: { limit: 5 } });
    },
  });
  const error = await client.call('add', [1, 2]).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BulkheadError);
  expect(error).toMatchObject({ code: 'E_QUOTA', message: 'Full: 5 MB.' });
  expect((error as BulkheadError).detail.limit).toBe(5);
  expect((error as BulkheadError).remoteStack).toContain('session.test.ts');
});

test('a call without an answer times out, and the peer is told to stop', async () => {
  const { client, aborted } = createPair();
  await expect(client.call('wait', [])).rejects.toMatchObject({ code: 'E_CALL_TIMEOUT' });
  await expect.poll(() => aborted).toEqual(['wait']);
});

test('a cancelled call rejects at once and its late answer is no strike', async () => {
  let finish: (value: null) => void = () => undefined;
  const { client, server } = createPair({ wait: () => new Promise<null>((resolve) => (finish = resolve)) });
  const controller = new AbortController();
  const call = client.call('wait', [], { signal: controller.signal });
  await expect.poll(() => server.runningCount).toBe(1);
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: 'E_CANCELLED' });
  finish(null);
  expect(await client.call('add', [1, 1])).toBe(2);
});

test('an answer of the wrong form is refused', async () => {
  const { client } = createPair();
  await expect(client.call('lie', [])).rejects.toMatchObject({ code: 'E_CONTRACT' });
});

test('closing rejects everything that waits, on both ends', async () => {
  const { client, server, aborted } = createPair();
  const call = client.call('wait', []);
  await expect.poll(() => server.runningCount).toBe(1);
  server.close();
  await expect(call).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  expect(aborted).toEqual(['wait']);
  await expect(client.call('add', [1, 1])).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
});

test.each([
  ['no frame', 'hello'],
  ['a null message', null],
  ['an unknown kind', [1, 0, 99]],
  ['a call with too many arguments', [1, 0, KIND.request, 1, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ['a call that ends early', [1, 0, KIND.request, 1, 0, 2, 1]],
  ['a fractional id', [1, 0, KIND.request, 1.5, 0, 2, 1, 2]],
  ['an unknown method', [1, 0, KIND.request, 7, 12, 0]],
  ['an answer nobody asked for', [1, 0, KIND.result, 5, 1]],
  ['a UI message on a port without views', [1, 0, KIND.ui, []]],
  ['a cyclic argument', [1, 0, KIND.request, 8, 1, 1, cyclic()]],
  ['an argument with its own __proto__', [1, 0, KIND.request, 9, 1, 1, JSON.parse('{"__proto__":{"polluted":1}}')]],
])('%s is one strike and nothing else', async (_name, message) => {
  const { client, raw, violations } = createPair();
  raw.send(message);
  await expect.poll(() => violations.length).toBe(1);
  expect(violations[0]).toMatchObject({ code: 'E_CONTRACT' });
  expect(await client.call('add', [2, 3])).toBe(5);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('three strikes end the session', async () => {
  const { client, server, raw } = createPair();
  for (let index = 0; index < 3; index++) raw.send('garbage');
  await expect.poll(() => server.closed?.code).toBe('E_CONTRACT');
  await expect(client.call('add', [1, 1])).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
});

test('frames of another epoch are dropped without a strike', async () => {
  const { client, raw, violations } = createPair();
  raw.send([2, 0, KIND.request, 1, 0, 2, 1, 2]);
  expect(await client.call('add', [1, 2])).toBe(3);
  expect(violations).toEqual([]);
});

test('a result that cannot be cloned fails that call only', async () => {
  const { client } = createPair({ echo: () => (() => 1) as unknown as null });
  const [bad, good] = await Promise.allSettled([client.call('echo', [1]), client.call('add', [1, 2])]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'E_NOT_SERIALIZABLE' } });
  expect(good).toEqual({ status: 'fulfilled', value: 3 });
});

function cyclic(): object {
  const value: Record<string, unknown> = {};
  value.self = value;
  return value;
}
