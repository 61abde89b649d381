import { expect, test } from 'vitest';
import type { ContractInput } from '../../addins/protocol/contracts/contract-schema.ts';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { STREAM_CREDIT } from '../../addins/protocol/limits.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { ScriptedServiceCall } from '../../addins/runtime/testing/scripted-addin.ts';
import { settle } from '../domains/testing/domain-fixture.ts';
import { HELD_ITEMS, STREAMS_PER_PAIR } from '../remoting/service-streams.ts';
import {
  CALC,
  consumes,
  installAddin,
  openWithCaller,
  provides,
  type ScriptedHost,
  service,
} from './testing/friends-fixture.ts';

const COUNTING: ContractInput = {
  id: CALC,
  version: '1.0',
  members: [
    { name: 'count', number: 0, kind: 'stream', parameters: [{ name: 'to', type: 'integer' }], result: 'integer' },
    { name: 'wait', number: 1, kind: 'stream', result: 'integer' },
    { name: 'wrong', number: 2, kind: 'stream', result: 'integer' },
    { name: 'fail', number: 3, kind: 'stream', result: 'integer' },
    { name: 'none', number: 4, kind: 'stream', result: 'integer' },
    { name: 'add', number: 5, result: 'number' },
  ],
};

/** Calc counts, and writes down what becomes of its streams. */
function counter() {
  const seen = { made: 0, ended: 0, aborted: 0 };
  const onAbort = ({ signal }: ScriptedServiceCall) => signal.onAbort(() => seen.aborted++);
  const members: Record<string, (call: ScriptedServiceCall) => unknown> = {
    async *count(call) {
      onAbort(call);
      try {
        for (let number = 1; number <= (call.args[0] as number); number++) {
          seen.made++;
          yield number;
        }
      } finally {
        seen.ended++;
      }
    },
    async *wait(call) {
      onAbort(call);
      yield 1;
      await new Promise(() => undefined);
    },
    *wrong() {
      yield 1;
      yield 'two';
    },
    async *fail() {
      yield 1;
      throw new BulkheadError('E_QUOTA', { message: 'no more numbers' });
    },
    none: () => 3,
    add: () => 3,
  };
  return { seen, script: service(CALC, members) };
}

async function open({ contracts = [COUNTING] as readonly ContractInput[] } = {}) {
  const calc = counter();
  const opened = await openWithCaller({ calc: calc.script, calc2: counter().script });
  const { page } = opened;
  const both = { version: '1.0.0', contracts };
  await installAddin(page, { ...both, name: 'calc', script: 'calc', provides: provides(CALC) });
  await installAddin(page, { ...both, name: 'notes', script: 'notes', consumes: consumes(CALC) });
  const notes = await opened.startCaller();
  const read = (member: string, ...args: Plain[]) => notes.read('services.stream', [CALC, member, args, {}]);
  const call = (member: string) => notes.call('services.call', [CALC, member, [], {}]);
  const process = (id: string) => opened.launcher.living.find(({ options }) => options.addinId === id);
  return { ...opened, page, both, read, call, process, seen: calc.seen };
}

type Items = ReturnType<ScriptedHost['read']>;

async function all(items: Items): Promise<unknown[]> {
  const values: unknown[] = [];
  for (let next = await items.next(); !next.done; next = await items.next()) values.push(next.value);
  return values;
}

test('all items in their order, and then the end; nothing is left of it', async () => {
  const { read, host, seen } = await open();
  expect(await all(read('count', 3_000))).toEqual(Array.from({ length: 3_000 }, (_, index) => index + 1));
  expect(await all(read('count', 0))).toEqual([]);
  expect([host.waitForGraph, seen.ended]).toEqual([[], 2]);
});

test('without a description items are plain data', async () => {
  const { read } = await open({ contracts: [] });
  expect(await all(read('wrong'))).toEqual([1, 'two']);
});

test('a reader that takes its time is not run over: the provider makes what both ports have room for', async () => {
  const { read, seen } = await open();
  const items = read('count', 1_000_000);
  expect(await items.next()).toEqual({ done: false, value: 1 });
  await expect.poll(() => seen.made).toBe(STREAM_CREDIT + HELD_ITEMS);
  for (let turn = 0; turn < 5; turn++) await settle();
  expect(seen.made).toBe(STREAM_CREDIT + HELD_ITEMS);
  items.cancel();
  await expect.poll(() => seen.ended).toBe(1);
  expect(seen.made).toBe(STREAM_CREDIT + HELD_ITEMS);
});

test('who reads no more tells the provider, also while that waits; then there is room for others', async () => {
  const { read, seen, host } = await open();
  const streams = STREAMS_PER_PAIR * 5;
  for (let number = 1; number <= streams; number++) {
    const items = read('wait');
    await items.next();
    items.cancel();
    await expect.poll(() => seen.aborted, { interval: 5 }).toBe(number);
  }
  await expect.poll(() => host.waitForGraph).toEqual([]);
});

test('one add-in reads so many streams of another, and not one more', async () => {
  const { read } = await open();
  const opened = Array.from({ length: STREAMS_PER_PAIR }, () => read('wait'));
  await Promise.all(opened.map((items) => items.next()));
  await expect(read('wait').next()).rejects.toMatchObject({
    code: 'E_OVERLOAD',
    message: `Notes reads ${STREAMS_PER_PAIR} streams of Calc already; end one of them first.`,
  });
  opened[0]?.cancel();
  await expect
    .poll(() =>
      read('wait')
        .next()
        .catch(() => undefined),
    )
    .toMatchObject({ value: 1 });
});

test('what does not fit is named, with whose fault it is; the items before it arrived', async () => {
  const { read, call } = await open();
  const wrong = read('wrong');
  expect(await wrong.next()).toMatchObject({ value: 1 });
  const blamed = { code: 'E_CONTRACT', detail: { blame: 'provider' } };
  await expect(wrong.next()).rejects.toMatchObject(blamed);
  await expect(read('none').next()).rejects.toMatchObject(blamed);
  expect(() => read('count', 'three')).toThrow(expect.objectContaining({ code: 'E_CONTRACT' }));
  expect(() => read('add')).toThrow('is of the kind "call", which is not read as a stream');
  await expect(call('count')).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
});

test('what the provider throws between two items ends the stream with its code', async () => {
  const { read } = await open();
  const items = read('fail');
  expect(await items.next()).toMatchObject({ value: 1 });
  await expect(items.next()).rejects.toMatchObject({ code: 'E_QUOTA', message: 'no more numbers' });
});

test('a provider that is replaced or ends, and a permission that is taken back: the reader hears which', async () => {
  const { read, page, both, process, host } = await open();
  /** Its first item is there, and it waits for the second one. */
  const begin = async () => {
    const items = read('wait');
    await items.next();
    const outcome = items.next().catch((thrown: unknown) => thrown);
    return { outcome };
  };
  const replaced = await begin();
  await installAddin(page, { ...both, version: '2.0.0', name: 'calc', script: 'calc2', provides: provides(CALC) });
  expect(await replaced.outcome).toMatchObject({ code: 'E_DOMAIN_DRAINING' });

  const ended = await begin();
  process('calc')?.exit(11);
  expect(await ended.outcome).toMatchObject({ code: 'E_DOMAIN_UNLOADED', detail: { reason: 'E_CRASHED' } });

  const refused = await begin();
  expect(host.waitForGraph).toMatchObject([{ member: 'wait', state: 'running' }]);
  await page.call('setAnswer', 'notes', 'addin.call', 'deny');
  expect(await refused.outcome).toMatchObject({ code: 'E_SECURITY' });
  await expect.poll(() => host.waitForGraph).toEqual([]);
});
