import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { BulkheadError } from './errors.ts';
import { KEPT_CALLS } from './flight/call-ring.ts';
import type { ChattyAdvice } from './flight/flight-data.ts';
import { FlightRecorder } from './flight-recorder.ts';
import { method, nothing, plain } from './method.ts';
import { Session } from './session.ts';
import { createMemoryPair } from './transport.ts';

const START = 1_700_000_000_000;

function recorded() {
  let now = 0;
  const advice: ChattyAdvice[] = [];
  const recorder = new FlightRecorder({
    now: () => now,
    wallTime: () => START + now,
    onAdvice: (found) => advice.push(found),
  });
  return { recorder, advice, pass: (milliseconds: number) => (now += milliseconds) };
}

test('a call is open until it ends, then it is written down', () => {
  const { recorder, pass } = recorded();
  const tap = recorder.tap(3);
  pass(10);
  tap.called(1, 'addin.call', 12);
  pass(5);
  expect(recorder.open()).toEqual([
    { direction: 'out', method: 'addin.call', age: 5, asked: 12, generation: 3, id: 1 },
  ]);
  tap.settled(1, null, 4);
  expect(recorder.report()).toMatchObject({
    open: [],
    calls: [
      {
        ...{ sequence: 0, at: START + 10, direction: 'out', method: 'addin.call', duration: 5 },
        ...{ asked: 12, answered: 4, code: null, generation: 3, id: 1 },
      },
    ],
    methods: [{ method: 'addin.call', calls: 1, failures: 0, open: 0, weight: 16, p50: 5, p99: 5, longest: 5 }],
  });
});

test('both directions and failures are told apart', () => {
  const { recorder, pass } = recorded();
  const tap = recorder.tap(1);
  tap.received(1, 'storage.get', 3);
  tap.called(1, 'domain.drain', 1);
  pass(2);
  tap.replied(1, 'E_SECURITY', 0);
  tap.settled(1, 'E_CALL_TIMEOUT', 0);
  expect(recorder.report().calls).toMatchObject([
    { direction: 'in', method: 'storage.get', code: 'E_SECURITY' },
    { direction: 'out', method: 'domain.drain', code: 'E_CALL_TIMEOUT' },
  ]);
  expect(recorder.report().methods).toMatchObject([{ failures: 1 }, { failures: 1 }]);
});

test('only the last calls are kept, and a reader can ask for the new ones alone', () => {
  const { recorder } = recorded();
  const tap = recorder.tap(1);
  const more = 10;
  for (let id = 1; id <= KEPT_CALLS + more; id++) {
    tap.called(id, 'view.settle', 1);
    tap.settled(id, null, 1);
  }
  const { calls, methods } = recorder.report();
  expect([calls.length, calls[0]?.sequence, calls.at(-1)?.id]).toEqual([KEPT_CALLS, more, KEPT_CALLS + more]);
  expect(methods[0]?.calls).toBe(KEPT_CALLS + more);
  expect(recorder.report(KEPT_CALLS).calls.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: more }, (_, index) => KEPT_CALLS + index),
  );
});

test('a heartbeat is counted, and kept only when it fails', () => {
  const recorder = new FlightRecorder({ now: () => 0, wallTime: () => START, quiet: new Set(['domain.ping']) });
  const tap = recorder.tap(1);
  for (const [id, code] of [null, 'E_CALL_TIMEOUT', null].entries()) {
    tap.called(id, 'domain.ping', 1);
    tap.settled(id, code as 'E_CALL_TIMEOUT' | null, 1);
  }
  expect(recorder.report()).toMatchObject({
    calls: [{ code: 'E_CALL_TIMEOUT' }],
    methods: [{ calls: 3, failures: 1, open: 0 }],
  });
});

test('what is open when a session ends failed with it; other sessions go on', () => {
  const { recorder } = recorded();
  const [first, second] = [recorder.tap(1), recorder.tap(2)];
  first.called(1, 'domain.load', 1);
  first.received(9, 'net.fetch', 1);
  second.called(1, 'domain.load', 1);
  first.end();
  expect(recorder.open()).toMatchObject([{ generation: 2 }]);
  expect(recorder.report().calls.map(({ code, generation }) => [code, generation])).toEqual([
    ['E_DOMAIN_UNLOADED', 1],
    ['E_DOMAIN_UNLOADED', 1],
  ]);
});

test('names beyond the limit share one record', () => {
  const { recorder } = recorded();
  const tap = recorder.tap(1);
  for (let id = 0; id < 2_000; id++) {
    tap.received(id, `made up ${id}`, 1);
    tap.replied(id, null, 1);
  }
  const { methods } = recorder.report();
  expect(methods).toHaveLength(501);
  expect(methods.at(-1)).toMatchObject({ method: 'other methods', calls: 1_500 });
});

/** `rate` calls a second for `seconds`, each answered after `handling` milliseconds. */
function loop(
  { recorder, pass }: ReturnType<typeof recorded>,
  { rate, seconds, handling }: { rate: number; seconds: number; handling: number },
): void {
  const tap = recorder.tap(1);
  for (let id = 1; id <= rate * seconds; id++) {
    tap.received(id, 'storage.get', 1);
    pass(handling);
    tap.replied(id, null, 1);
    pass(1_000 / rate - handling);
  }
}

test('a loop of small calls gets advice, once', () => {
  const world = recorded();
  loop(world, { rate: 800, seconds: 1.5, handling: 0.02 });
  expect(world.advice).toEqual([]);
  loop(world, { rate: 800, seconds: 3, handling: 0.02 });
  expect(world.advice).toHaveLength(1);
  expect(world.advice[0]).toMatchObject({ method: 'storage.get' });
  expect(world.advice[0]?.callsPerSecond).toBeCloseTo(800, -2);
  expect(world.recorder.report().advice).toMatchObject([{ method: 'storage.get' }]);
});

test.each([
  ['calls that carry work', 800, 0.5],
  ['calls that are rare', 300, 0.02],
])('%s get none', (_name, rate, handling) => {
  const world = recorded();
  loop(world, { rate, seconds: 5, handling });
  expect(world.advice).toEqual([]);
});

test('whatever a session reports, the books balance', () => {
  const step = fc.record({
    kind: fc.constantFrom('called', 'settled', 'received', 'replied'),
    id: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(1_024, 2_048, -1, 0x7fff_ffff)),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { recorder } = recorded();
      const tap = recorder.tap(1);
      for (const { kind, id } of steps) {
        if (kind === 'called' || kind === 'received') tap[kind as 'called'](id, 'm', 1);
        else tap[kind as 'settled'](id, null, 1);
      }
      const before = recorder.report();
      expect(before.methods.reduce((sum, { open }) => sum + open, 0)).toBe(before.open.length);
      tap.end();
      const after = recorder.report();
      expect(after.open).toEqual([]);
      expect(after.methods.every(({ open }) => open === 0)).toBe(true);
      expect(after.calls).toHaveLength(after.methods.reduce((sum, { calls }) => sum + calls, 0));
    }),
  );
});

const methods = {
  echo: method(z.tuple([plain]), plain),
  fail: method(z.tuple([plain]), nothing),
  wait: method(z.tuple([]), nothing),
} as const;

/** Two sessions that talk to each other, each with a recorder. */
function pair() {
  const [left, right] = createMemoryPair(queueMicrotask, structuredClone);
  const clock = {
    now: () => performance.now(),
    after: (milliseconds: number, task: () => void) => {
      const timer = setTimeout(task, milliseconds);
      return () => clearTimeout(timer);
    },
    soon: (task: () => void) => queueMicrotask(task),
  };
  const [caller, callee] = [createRecorder(), createRecorder()];
  const from = new Session({
    ...{ transport: left, clock, epoch: 1, local: {}, handlers: {}, remote: methods },
    observer: caller.tap(1),
  });
  const handlers = {
    echo: ([value]: readonly unknown[]) => value as never,
    fail: ([words]: readonly unknown[]) => {
      throw new BulkheadError('E_IO', { message: String(words) });
    },
    wait: () => new Promise<null>(() => undefined),
  };
  const to = new Session({
    ...{ transport: right, clock, epoch: 1, local: methods, handlers, remote: {} },
    observer: callee.tap(1),
  });
  return { from, to, caller, callee };
}

function createRecorder(): FlightRecorder {
  return new FlightRecorder({ now: () => performance.now(), wallTime: () => Date.now() });
}

test('both ends of a session see the same calls, and neither keeps a word of them', async () => {
  const SECRET = 'hunter2-in-the-harbour';
  const { from, caller, callee } = pair();
  await from.call('echo', [{ [SECRET]: [SECRET] }]);
  await from.call('fail', [SECRET]).catch(() => undefined);
  const controller = new AbortController();
  const waiting = from.call('wait', [], { signal: controller.signal }).catch(() => undefined);
  await expect.poll(() => callee.open()).toHaveLength(1);
  controller.abort();
  await waiting;
  await expect.poll(() => callee.open()).toEqual([]);
  const outline = (recorder: FlightRecorder) =>
    recorder.report().calls.map(({ method: name, code, id }) => [name, code, id]);
  expect(outline(caller)).toEqual([
    ['echo', null, 1],
    ['fail', 'E_IO', 2],
    ['wait', 'E_CANCELLED', 3],
  ]);
  expect(outline(callee)).toEqual(outline(caller));
  expect(JSON.stringify([caller.report(), callee.report()])).not.toContain(SECRET);
});

test('a real loop of small calls is found', async () => {
  const { from, callee } = pair();
  while (callee.report(Number.MAX_SAFE_INTEGER).advice.length === 0) {
    for (let turn = 0; turn < 1_000; turn++) await from.call('echo', ['key']);
    // The memory pair lives on microtasks alone; a deadline of the runner needs a turn of its own.
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(callee.report().advice).toMatchObject([{ method: 'echo' }]);
}, 30_000);

test('a session that closes settles every call of ours', async () => {
  const { from, caller } = pair();
  const waiting = from.call('wait', []).catch(() => undefined);
  from.close(new BulkheadError('E_CRASHED'));
  await waiting;
  expect(caller.report()).toMatchObject({ open: [], calls: [{ method: 'wait', code: 'E_CRASHED' }] });
});
