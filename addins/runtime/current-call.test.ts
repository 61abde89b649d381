import { expect, test } from 'vitest';
import { CancelSignal } from '../protocol/cancel-signal.ts';
import { CurrentCall } from './current-call.ts';
import { WalledProcess } from './walls/testing/walled-process.ts';

/** Looks for which call it works: at once, behind each way to wait, and in what it leaves for later. */
const GUEST = `(async (look) => {
  const seen = [look()];
  await null;
  seen.push(look());
  await new Promise((resolve) => setTimeout(resolve, 1));
  seen.push(look());
  await Promise.all([new Promise((resolve) => setImmediate(resolve)), null]).then(() => seen.push(look()));
  seen.push(await new Promise((resolve) => setTimeout(() => queueMicrotask(() => resolve(look())), 1)));
  const items = async function* () { await null; yield look(); };
  for await (const item of items()) seen.push(item);
  return seen;
})`;

test('behind the walls each call is known to the code that works on it, however it waits and whatever runs beside it', async () => {
  using domain = await WalledProcess.start();
  const [calls, besides] = (await domain.ask('calls', { source: GUEST, count: 20 })) as [number[][], null[]];
  expect(calls).toEqual(Array.from({ length: 20 }, (_, call) => new Array(6).fill(call)));
  // What works for nobody is taken for nobody's.
  expect(besides).toEqual(new Array(6).fill(null));
});

const request = {
  ...{
    call: 7,
    trace: 'zz',
    depth: 2,
    contract: 'acme.calc',
    member: 'add',
    args: [],
    line: 'acme.calc@1',
    adapters: [],
  },
  caller: { addinId: 'notes', displayName: 'Notes' },
};
const call = ['acme.units', 'one', [], { idempotent: false }];

test('a call to another add-in is made for the one that is worked on, unless it names another one', async () => {
  const current = new CurrentCall();
  const signal = new CancelSignal();
  await current.serve(request, signal, async () => {
    await Promise.resolve();
    expect(current.call).toEqual({ call: 7, id: 35 * 36 + 35, depth: 2, signal });
    expect(current.madeFor('services.call', call)).toEqual([...call.slice(0, 3), { idempotent: false, within: 7 }]);
    expect(current.madeFor('services.stream', call)[3]).toMatchObject({ within: 7 });
    expect(current.madeFor('services.call', [...call.slice(0, 3), { within: 3 }])[3]).toEqual({ within: 3 });
    // Whatever the guest says in place of options is for others to refuse.
    for (const how of [null, 5, undefined]) expect(current.madeFor('services.call', ['a', 'b', [], how])[3]).toBe(how);
    expect(current.madeFor('storage.set', call)).toBe(call);
  });
  expect(current.madeFor('services.call', call)).toBe(call);
});

test('items of a stream are made for the call that asked for the first of them', async () => {
  const current = new CurrentCall();
  const seen: unknown[] = [];
  const source = async function* () {
    try {
      for (;;) yield current.call?.call;
    } finally {
      seen.push(current.call?.call);
    }
  };
  const items = current.serve(request, new CancelSignal(), () => current.items(source()));
  seen.push((await items.next()).value, (await items.next()).value);
  await items.return?.();
  expect(seen).toEqual([7, 7, 7]);
});
