/**
 * What a hostile peer does to a session, by the numbers R1 to R24 of the list of attacks. Tested elsewhere:
 *
 * | R1  | members are numbers: session.test.ts "an unknown method", wire/objects.test.ts "a member that is not there"      |
 * | R2  | there is no getting or setting: session.test.ts "an unknown kind"                                               |
 * | R5  | session.test.ts "an argument with its own __proto__"                                                            |
 * | R11 | session.test.ts "a call without an answer times out"; a silent process: main/domains/governor.test.ts           |
 * | R12 | session.test.ts "a cancelled call rejects at once and its late answer is no strike"                             |
 * | R13 | main/remoting/dispatcher.test.ts "… has the caller stamped by the host"; a forged field: here                   |
 * | R17 | ports carry values and no bytes of text; half characters: R8 here                                               |
 * | R22 | testing/session-suite.ts "an ordered method …", wire/objects.test.ts "an ordered member …"                      |
 * | R23 | main/remoting/service-events.test.ts "a slow subscriber …", "more topics than anybody waits for"                |
 * | R24 | main/broker/save-files-capability.test.ts "what was not committed leaves nothing behind when the generation ends" |
 *
 * Everything at once and at random: tools/fuzz.
 */
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { BulkheadError } from './errors.ts';
import { KIND } from './frame.ts';
import {
  CALL_ARGUMENTS,
  FRAME_FIELDS,
  FRAME_ITEMS,
  ONE_WAY_CALLS,
  OPEN_CALLS,
  OPEN_STREAMS,
  OPEN_TRANSFERS,
  TRANSFER_BYTES,
  TRANSFER_SILENCE,
  VALUE_CHARACTERS,
  VALUE_DEPTH,
  VALUE_ITEMS,
} from './limits.ts';
import { method } from './method.ts';
import { serviceMethods } from './methods/services.ts';
import { attack, ECHO, NAME, SIZE, turn, WAIT, WATCH } from './testing/attacked-session.ts';
import { parseParameters } from './wire/parse.ts';

/** Refused as one break of the contract; the next call is answered. */
async function expectOneStrike(items: readonly unknown[]): Promise<void> {
  const { send, answers, violations, state, session } = attack();
  await send(...items);
  expect(violations.map(({ code }) => code)).toEqual(['E_CONTRACT']);
  expect(state.called).toBe(0);
  await send(KIND.request, 900, ECHO, 1, 'good');
  expect(answers().get(900)).toBe('good');
  session.close();
}

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
const call = (number: number, ...args: unknown[]): unknown[] => [KIND.request, 1, number, args.length, ...args];

test.each<[string, unknown[]]>([
  ['R3: a method by its name', [KIND.request, 1, 'storage.set', 0]],
  ['R3: a method as a path', [KIND.request, 1, ['storage', 'set'], 0]],
  ['R4: a method that is like a number', [KIND.request, 1, { valueOf: 0 }, 0]],
  ['R4: a method as a list of one', [KIND.request, 1, [0], 1, 'x']],
  ['R4: arguments in a list-like record', [KIND.request, 1, ECHO, { length: 1 }, 'x']],
  ['R6: a value that is nested too deep', call(ECHO, nested(VALUE_DEPTH + 1))],
  ['R6: a value that is nested 500 deep', call(ECHO, nested(500))],
  ['R6: a value with too many entries', call(ECHO, new Array(VALUE_ITEMS + 1).fill(1))],
  ['R6: a value with too much text', call(ECHO, 'x'.repeat(VALUE_CHARACTERS + 40))],
  ['R6: more arguments than a call has', call(ECHO, ...new Array<number>(CALL_ARGUMENTS + 1).fill(1))],
  ['R6: a count far beyond the frame', [KIND.request, 1, ECHO, 0x7fff_ffff]],
  ['R6: more bytes announced than there may be', [KIND.bulk, 1, TRANSFER_BYTES + 1]],
  ['R7: a list with nothing but holes', call(ECHO, new Array(2 ** 32 - 1))],
  ['R7: a list with holes where texts belong', call(NAME, { name: 'a', many: new Array(2 ** 32 - 1) })],
  ['R7: a Map', call(ECHO, new Map([['a', 1]]))],
  ['R7: a Set', call(ECHO, new Set([1]))],
  ['R7: a Date', call(ECHO, new Date(0))],
  ['R7: a regular expression', call(ECHO, /a/)],
  ['R7: an Error', call(ECHO, new Error('no'))],
  ['R7: bytes where none belong', call(ECHO, new Uint8Array(4))],
  ['R7: memory', call(ECHO, new ArrayBuffer(4))],
  ['R7: shared memory', call(ECHO, new SharedArrayBuffer(4))],
  ['R7: a port', call(ECHO, new MessageChannel().port1)],
  ['R7: a wrapped number', call(ECHO, Object(1))],
  ['R7: a big number', call(ECHO, 1n)],
  ['R7: nothing at all', call(ECHO, undefined)],
  ['R8: NaN', call(ECHO, Number.NaN)],
  ['R8: Infinity', call(ECHO, [Infinity])],
  ['R8: NaN as a method', [KIND.request, 1, Number.NaN, 0]],
  ['R8: a method below zero', [KIND.request, 1, -1, 0]],
  ['R8: an id of 2^60', [KIND.request, 2 ** 60, ECHO, 1, 'x']],
  ['R13: a field that is not in the schema', call(NAME, { name: 'a', caller: 'somebody.else' })],
])('%s is one strike and nothing else', (_name, items) => expectOneStrike(items));

test('R6: a frame with more items than a turn has is one strike', async () => {
  const { attacker, violations } = attack();
  attacker.send([1, 0, ...new Array<number>(FRAME_FIELDS).fill(KIND.keep)]);
  await turn();
  expect(violations).toHaveLength(1);
});

test('R6: of more small items than a turn has, the rest is one strike', async () => {
  const { sendAll, answers, violations } = attack();
  const items = Array.from({ length: FRAME_ITEMS + 5 }, (_, id) => [KIND.request, id, ECHO, 1, 'x']);
  await sendAll(items.flat());
  expect([answers().has(FRAME_ITEMS - 1), answers().has(FRAME_ITEMS)]).toEqual([true, false]);
  expect(violations).toHaveLength(1);
});

test('R6: announced bytes take memory only within the limit of all of them together', async () => {
  const { send, session, violations } = attack();
  const before = process.memoryUsage().arrayBuffers;
  const half = TRANSFER_BYTES / 2;
  await send(KIND.bulk, 1, half, KIND.bulk, 2, half, KIND.bulk, 3, 1);
  expect(violations).toHaveLength(1);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThanOrEqual(TRANSFER_BYTES + 2 ** 20);
  session.close();
});

test('R8: half characters and control characters are text like any other, and never a name', async () => {
  const { send, answers, violations } = attack();
  await send(...call(ECHO, 'a\ud800\u0000'));
  expect(answers().get(1)).toBe('a\ud800\u0000');
  expect(violations).toEqual([]);
});

test('R9: an id that is in use is refused, and the call that has it goes on', async () => {
  const { send, session, violations, state } = attack();
  await send(KIND.request, 7, WAIT, 0);
  await send(KIND.request, 7, WAIT, 0);
  expect([violations.length, state.waiting, session.runningCount]).toEqual([1, 1, 1]);
});

test('R9: of two answers the first counts; an answer to nothing is a strike', async () => {
  const { session, send, violations } = attack();
  const answer = session.call('echo', ['x']);
  await send(KIND.result, 1, 'first', KIND.result, 1, 'second');
  expect(await answer).toBe('first');
  // As if it had come too late: the two cannot be told apart, and neither has an effect.
  expect(violations).toEqual([]);
  await send(KIND.result, 2, 'to nothing');
  expect(violations).toHaveLength(1);
});

test('R10: a hundred thousand calls that never end: bounded, refused in so many words, and nobody waits long', async () => {
  const { session, sendAll, answers, state, violations } = attack();
  const lags: number[] = [];
  for (let frame = 0; frame < 100; frame++) {
    const items: number[] = [];
    for (let each = 0; each < 1_000; each++) items.push(KIND.request, frame * 1_000 + each, WAIT, 0);
    const start = performance.now();
    await sendAll(items);
    lags.push(performance.now() - start);
  }
  expect([state.waiting, session.runningCount]).toEqual([OPEN_CALLS, OPEN_CALLS]);
  expect(answers().get(99_999)).toBe('E_OVERLOAD');
  expect(violations).toEqual([]);
  const sorted = lags.toSorted((left, right) => left - right);
  expect(sorted[50]).toBeLessThan(50);
});

test('R10: a hundred thousand messages that nobody answers: no more than so many are at work', async () => {
  const { sendAll, state, violations } = attack();
  for (let frame = 0; frame < 10; frame++) {
    const items: number[] = [];
    for (let each = 0; each < 10_000; each++) items.push(KIND.notify, WAIT, 0);
    await sendAll(items);
  }
  expect(state.waiting).toBe(ONE_WAY_CALLS);
  expect(violations).toEqual([]);
});

test('R13: who calls is not for the caller to say', () => {
  const spec = serviceMethods['services.call'];
  const options = { idempotent: true };
  expect(parseParameters('services.call', spec, ['acme.calc@1', 'add', [1], options])).toBeInstanceOf(Error);
  expect(parseParameters('services.call', spec, ['acme.calc', 'add', [1], options])).toBeInstanceOf(Array);
  for (const forged of ['caller', 'addinId', 'grant', 'trace', 'depth']) {
    const given = ['acme.calc', 'add', [1], { ...options, [forged]: 'acme.bank' }];
    expect(parseParameters('services.call', spec, given)).toMatchObject({ code: 'E_CONTRACT' });
  }
});

test.each<[string, unknown]>([
  [
    'with too much of everything',
    { code: 'E_QUOTA', message: 'x'.repeat(1e7), remoteStack: 'at host.ts\n'.repeat(1e5) },
  ],
  ['with a code that is none', { code: 'constructor', message: { toString: 1 }, detail: [1, 2], remoteStack: 5 }],
  ['with poisoned details', { code: 'E_IO', detail: JSON.parse('{"__proto__":{"polluted":1},"then":1,"a":{}}') }],
  ['that is a text', 'E_SECURITY'],
  ['that is nothing', null],
  ['that is a list with holes', new Array(2 ** 32 - 1)],
])('R14: an error %s becomes one of ours', async (_name, error) => {
  const { session, send } = attack();
  const answer = session.call('echo', ['x']).catch((thrown: unknown) => thrown as BulkheadError);
  await send(KIND.failure, 1, error);
  const thrown = (await answer) as BulkheadError;
  expect(['E_QUOTA', 'E_ADDIN', 'E_IO']).toContain(thrown.code);
  expect(thrown.message.length).toBeLessThanOrEqual(500);
  expect(thrown.remoteStack?.length ?? 0).toBeLessThanOrEqual(4_000);
  expect(Object.values(thrown.detail).every((value) => typeof value !== 'object')).toBe(true);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('R14: a flood of errors for calls that have ended costs next to nothing', async () => {
  const { session, sendAll, violations } = attack();
  const answer = session.call('echo', ['x']);
  await sendAll([KIND.result, 1, 'x']);
  await answer;
  let read = 0;
  const watched = {
    get code() {
      return read++;
    },
  };
  await sendAll(Array.from({ length: 10_000 }, () => [KIND.failure, 1, watched]).flat());
  expect([read, violations.length]).toEqual([0, 0]);
});

test('R14: what was refused before it ran tells nothing of where our code lies', async () => {
  const { send, heard } = attack();
  await send(KIND.request, 1, NAME, 1, 'wrong', KIND.trace, 1, 1, 99, KIND.request, 2, WAIT, 0);
  await send(KIND.batch, 3, 0, 3, NAME, 1, 'wrong', KIND.request, 4, 77, 0);
  const failures = heard.flat().filter((each) => typeof each === 'object' && each !== null && 'code' in each);
  expect(failures).toHaveLength(4);
  for (const failure of failures) expect(Object.keys(failure as object).toSorted()).toEqual(['code', 'message']);
});

test('R15: an answer with a "then" is data; one with a function is refused and never run', async () => {
  const { session, send, violations } = attack();
  const [data, trap] = [session.call('echo', [1]), session.call('echo', [2])];
  trap.catch(() => undefined);
  const thenable = JSON.parse('{"then":"call me"}') as { then: unknown };
  await send(KIND.result, 1, thenable);
  expect(await data).toEqual(thenable);
  let ran = 0;
  await send(KIND.result, 2, Object.fromEntries([['then', () => ran++]]));
  await expect(trap).rejects.toMatchObject({ code: 'E_CONTRACT' });
  expect([ran, violations.length]).toEqual([0, 1]);
});

test('R16: bytes that stop in the middle are given up, and with them the call that they belong to', async () => {
  const { send, clock, answers, session } = attack();
  await send(KIND.bulk, 1, 1_000_000, KIND.chunk, 1, new Uint8Array(1_000));
  await send(KIND.attach, 0, 1, KIND.request, 5, SIZE, 1, null);
  clock.advance(TRANSFER_SILENCE / 2);
  await turn();
  expect([answers().has(5), session.runningCount]).toEqual([false, 1]);
  clock.advance(TRANSFER_SILENCE);
  await turn();
  expect([answers().get(5), session.runningCount]).toEqual(['E_CONTRACT', 0]);
  // Its room is free again.
  await send(KIND.bulk, 2, TRANSFER_BYTES / 2);
  expect(session.closed).toBeUndefined();
  session.close();
});

test('R18: a cancel reaches the calls of its own port only', async () => {
  const [mine, other] = [attack(), attack()];
  await other.send(KIND.request, 4, WAIT, 0);
  await mine.send(KIND.cancel, 4, KIND.forget, 4, KIND.pull, 4, 9);
  expect([other.session.runningCount, mine.violations.length]).toEqual([1, 0]);
  await other.send(KIND.cancel, 4);
  expect(other.session.runningCount).toBe(0);
});

test('R19: a hundred thousand streams, in one frame and in many: the limit holds', async () => {
  const { send, sendAll, answers, state } = attack();
  const flood = (from: number, count: number): number[] =>
    Array.from({ length: count }, (_, index) => [KIND.open, from + index, 1, WATCH as number, 0]).flat();
  await sendAll(flood(0, 30_000));
  for (let frame = 1; frame <= 70; frame++) await sendAll(flood(frame * 30_000, 1_000));
  expect(state.watched).toBe(OPEN_STREAMS);
  expect(answers().get(29_999)).toBe('E_OVERLOAD');
  // One that was cancelled and goes on all the same still counts.
  await send(KIND.cancel, 0, KIND.open, 5_000_000, 1, WATCH, 0);
  expect(answers().get(5_000_000)).toBe('E_OVERLOAD');
});

test('R19: more transfers than there is room for', async () => {
  const { send, violations } = attack();
  const items = Array.from({ length: OPEN_TRANSFERS + 1 }, (_, index) => [KIND.bulk, index + 1, 8]).flat();
  await send(...items);
  expect(violations).toHaveLength(1);
});

test('R20: after the end nothing is looked at and nothing is answered', async () => {
  const { session, attacker, heard, state, send } = attack();
  const waiting = session.call('wait', []);
  waiting.catch(() => undefined);
  session.close();
  await turn();
  const before = heard.length;
  await send(...call(ECHO, 'late'));
  attacker.send('garbage');
  await turn();
  expect([state.called, heard.length]).toEqual([0, before]);
  await expect(waiting).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await expect(session.call('echo', [1])).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
});

test('R21: what was recorded of an earlier life, or is sent a second time while it counts, has no effect', async () => {
  const { session, attacker, send, violations, state } = attack();
  attacker.send([0, 5, ...call(ECHO, 'of the life before')]);
  await turn();
  expect([state.called, violations.length]).toEqual([0, 0]);
  await send(KIND.bulk, 1, 8, KIND.keep, KIND.request, 3, WAIT, 0);
  await send(KIND.bulk, 1, 8);
  await send(KIND.keep, KIND.request, 3, WAIT, 0);
  expect([state.waiting, violations.length]).toEqual([1, 2]);
  await send(KIND.hello, 1, 1, []);
  expect(session.closed?.code).toBe('E_CONTRACT');
});

/** What nobody caught while `work` ran and in the turns after it. */
async function escapesOf(work: () => Promise<unknown>): Promise<unknown[]> {
  const escaped: unknown[] = [];
  const listener = (error: unknown): void => void escaped.push(error);
  process.on('unhandledRejection', listener);
  try {
    await work();
    await turn();
    await turn();
  } finally {
    process.off('unhandledRejection', listener);
  }
  return escaped;
}

test('a call that builds on itself and on what is not there is refused, and no rejection is left over', async () => {
  const { send, answers, violations } = attack();
  const escaped = await escapesOf(() =>
    send(KIND.keep, KIND.awaits, 0, 3, KIND.awaits, 0, 99, KIND.request, 3, ECHO, 1, null),
  );
  expect([answers().get(3), violations.length, escaped]).toEqual(['E_CONTRACT', 1, []]);
});

test('a length that is a list too long to be made a text is refused like anything else', () => {
  let shared: unknown = ['x'];
  for (let level = 0; level < 28; level++) shared = [shared, shared];
  const spec = method(z.tuple([z.string().max(9)]), z.null());
  for (const length of [shared, new Array(2 ** 32 - 1)]) {
    expect(parseParameters('name', spec, [{ length }])).toMatchObject({ code: 'E_CONTRACT' });
  }
});
