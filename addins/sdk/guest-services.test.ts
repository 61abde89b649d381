import { expect, test } from 'vitest';
import type { Plain } from '../protocol/plain-data.ts';
import { createCancelSource } from './cancel-source.ts';
import { currentCall } from './current-call.ts';
import { type Addin, defineAddin } from './define-addin.ts';
import { GuestApp } from './guest-app.ts';
import type { GuestCall, GuestSignal } from './guest-runtime.ts';
import type { Host } from './host.ts';
import type { ServiceCall } from './host-services.ts';

const CALC = 'acme.calc';
const NEVER: GuestSignal = { isAborted: () => false, onAbort: () => undefined };

/** An add-in, its way out, and its host. */
async function load(addin: Addin) {
  const sent: unknown[] = [];
  const cancelled: unknown[] = [];
  const items: number[] = [];
  const refuse = { reason: undefined as Error | undefined };
  const call = async (method: string, args: unknown[]): Promise<unknown> => {
    sent.push([method, ...args]);
    if (refuse.reason) throw refuse.reason;
    return 'answer';
  };
  const logs: string[] = [];
  const now: { call: GuestCall | undefined } = { call: undefined };
  const app = new GuestApp({
    call,
    open: (method, args) => {
      const answer = Promise.withResolvers<unknown>();
      sent.push([method, ...args]);
      return {
        answer: answer.promise,
        cancel: () => {
          cancelled.push(method);
          answer.reject(Object.assign(new Error('cancelled'), { code: 'E_CANCELLED' }));
        },
      };
    },
    read: (method, args) => {
      sent.push([method, ...args]);
      return {
        next: async () => ({ done: items.length === 0, value: items.shift() }),
        cancel: () => void cancelled.push(method),
      };
    },
    notify: (method, args) => void sent.push([method, ...args]),
    sendUi: () => undefined,
    notifyWindow: () => undefined,
    current: () => now.call,
    log: (_level, text) => void logs.push(text),
  });
  const loaded: { host?: Host } = {};
  app.load({ default: defineAddin({ ...addin, activate: ({ host }) => void Object.assign(loaded, { host }) }) });
  await app.activate({ reason: 'start', previousVersion: null });
  if (!loaded.host) throw new Error('not activated');
  return { app, host: loaded.host, sent, cancelled, items, logs, refuse, now };
}

const request = (member: string, args: Plain[] = [], contract = CALC) => ({
  ...{ call: 7, contract, member, args, trace: 'abc', depth: 2 },
  ...{ line: `${contract}@1`, adapters: [] },
  caller: { addinId: 'notes', displayName: 'Notes' },
});

const told = (contract: string, value: Plain) => ({
  contract,
  topic: 'rate',
  value,
  line: `${contract}@1`,
  adapters: [],
});

test('who calls comes first, and nothing that the caller sends can stand in its place', async () => {
  const seen: unknown[] = [];
  const { app } = await load({
    services: {
      [CALC]: {
        add({ caller, trace, depth }, ...args) {
          seen.push({ caller, trace, depth, args });
          return undefined;
        },
      },
    },
  });
  const forged = { caller: { addinId: 'forged' } };
  expect(await app.serve(request('add', [1, 2, forged]), NEVER)).toBeNull();
  expect(seen).toEqual([
    { caller: { addinId: 'notes', displayName: 'Notes' }, trace: 'abc', depth: 2, args: [1, 2, forged] },
  ]);
});

test.each([
  [CALC, 'toString'],
  [CALC, 'constructor'],
  ['constructor', 'name'],
  ['acme.other', 'add'],
])('%s %s reaches nothing that the add-in did not list', async (contract, member) => {
  const { app } = await load({ services: { [CALC]: { add: () => 1 } } });
  await expect(app.serve(request(member, [], contract), NEVER)).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
});

test('calls through the services of a call name it; for others it is found by the runtime', async () => {
  const { app, host, sent } = await load({
    services: {
      [CALC]: {
        async direct() {
          await host.services.call('acme.units', 'one');
          return null;
        },
        async bound({ services }) {
          await services.call('acme.units', 'three', [3]);
          await services.use('acme.units', { four: { idempotent: true, deadline: 50 } }).four(4);
        },
      },
    },
  });
  await app.serve(request('direct'), NEVER);
  await app.serve(request('bound'), NEVER);
  expect(sent).toEqual([
    ['services.call', 'acme.units', 'one', [], { idempotent: false }],
    ['services.call', 'acme.units', 'three', [3], { idempotent: false, within: 7 }],
    ['services.call', 'acme.units', 'four', [4], { idempotent: true, deadline: 50, within: 7 }],
  ]);
});

test('a client has the members that were listed, and cannot be changed', async () => {
  const { host } = await load({});
  const calc = host.services.use(CALC, { add: {} });
  expect([Object.keys(calc), Object.isFrozen(calc), await calc.add(1)]).toEqual([['add'], true, 'answer']);
});

test('a signal calls the call off, also one that was aborted before', async () => {
  const { host, cancelled } = await load({});
  const early = createCancelSource();
  early.abort();
  const late = createCancelSource();
  const calls = [early, late].map(({ signal }) => host.services.call(CALC, 'add', [], { signal }));
  const outcomes = Promise.allSettled(calls);
  late.abort();
  late.abort();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(cancelled).toEqual(['services.call', 'services.call']);
});

test('whoever answers hears when nobody waits any more', async () => {
  let call: ServiceCall | undefined;
  let aborts = 0;
  const { app } = await load({
    services: {
      [CALC]: {
        add(given) {
          call = given;
          given.signal.addEventListener('abort', () => aborts++);
        },
      },
    },
  });
  const listeners: (() => void)[] = [];
  await app.serve(request('add'), { isAborted: () => false, onAbort: (listener) => void listeners.push(listener) });
  expect(call?.signal.aborted).toBe(false);
  for (const listener of listeners) listener();
  expect([call?.signal.aborted, aborts]).toEqual([true, 1]);
});

test('events reach every listener, until each has had enough', async () => {
  const { app, host, sent, logs, refuse } = await load({});
  const heard: string[] = [];
  const first = await host.services.subscribe(CALC, () => {
    throw new Error('deaf');
  });
  const second = await host.services.subscribe(CALC, (topic, value) => heard.push(`${topic} ${String(value)}`));
  app.acceptEvent(told(CALC, 1));
  app.acceptEvent(told('acme.other', 2));
  expect([heard, logs]).toEqual([['rate 1'], ['A listener for acme.calc failed: deaf']]);
  first();
  first();
  expect(sent.filter((each) => String(each).startsWith('services.unsubscribe'))).toEqual([]);
  second();
  expect(sent.at(-1)).toEqual(['services.unsubscribe', CALC]);
  refuse.reason = new Error('no');
  await expect(host.services.subscribe(CALC, () => undefined)).rejects.toThrow('no');
  app.acceptEvent(told(CALC, 3));
  expect(heard).toEqual(['rate 1']);
});

test('a stream is asked for at the first step, read in a loop, and told when nobody wants the rest', async () => {
  const { host, sent, cancelled, items } = await load({});
  const stream = host.services.stream<number>(CALC, 'count', [3], { deadline: 5 });
  expect(sent).toEqual([]);
  items.push(1, 2, 3);
  const seen: number[] = [];
  for await (const item of stream) {
    seen.push(item);
    if (item === 2) break;
  }
  expect([seen, sent, cancelled]).toEqual([
    [1, 2],
    [['services.stream', CALC, 'count', [3], { deadline: 5 }]],
    ['services.stream'],
  ]);
  expect(await stream.next()).toEqual({ done: true, value: undefined });

  const whole: number[] = [];
  for await (const item of host.services.stream<number>(CALC, 'count')) whole.push(item);
  expect([whole, cancelled]).toEqual([[3], ['services.stream']]);
});

test('the call that is worked on is there for members that are not given it, and hears when nobody waits any more', async () => {
  const { now } = await load({});
  expect(currentCall()).toBeUndefined();
  const listeners: (() => void)[] = [];
  const signal: GuestSignal = { isAborted: () => false, onAbort: (listener) => void listeners.push(listener) };
  now.call = { trace: 'abc', depth: 2, signal };
  const call = currentCall();
  expect(call).toMatchObject({ trace: 'abc', depth: 2, signal: { aborted: false } });
  let aborts = 0;
  call?.signal.addEventListener('abort', () => aborts++);
  for (const listener of listeners) listener();
  expect([aborts, call?.signal.aborted]).toEqual([1, true]);
  now.call = { trace: 'abc', depth: 2, signal: { ...signal, isAborted: () => true } };
  expect(currentCall()?.signal.aborted).toBe(true);
});
