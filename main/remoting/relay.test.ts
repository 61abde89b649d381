import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { compileContract } from '../../addins/protocol/contracts/contract-method-table.ts';
import { readContract } from '../../addins/protocol/contracts/contract-schema.ts';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { RemoteObject } from '../../addins/protocol/references/remote-object.ts';
import { Session } from '../../addins/protocol/session.ts';
import { createMemoryPair } from '../../addins/protocol/transport.ts';
import { nodeClock } from '../base/node-clock.ts';
import { CallBook } from './call-book.ts';
import { Relay } from './relay.ts';

const LINE = 'acme.box@1';
const box = compileContract(
  readContract({
    id: 'acme.box',
    version: '1.0',
    members: [
      { name: 'put', number: 0, parameters: [{ name: 'inside', type: { ref: LINE } }], result: { ref: LINE } },
      { name: 'fail', number: 1 },
      { name: 'wait', number: 2 },
    ],
  }),
);

const createRelay = (calls = new CallBook(nodeClock)) => new Relay({ calls, nameOf: (id) => id });

/** One add-in and the host's end of its port. */
function connect(relay: Relay, addinId: string) {
  const [left, right] = createMemoryPair(queueMicrotask, structuredClone);
  const ends = { clock: nodeClock, epoch: 1, local: {}, remote: {}, handlers: {} };
  const host = new Session({
    ...ends,
    transport: left,
    objects: { contracts: [box], relay: relay.port({ addinId, generation: 1 }) },
  });
  const addin = new Session({ ...ends, transport: right, objects: { contracts: [box] } });
  onTestFinished(() => host.close());
  return { host: host.objects, addin: addin.objects, close: () => host.close(new BulkheadError('E_CRASHED')) };
}

type End = ReturnType<typeof connect>;

/** As a service does: what one add-in sends is given to the other. */
function pass(object: object, from: End, to: End): RemoteObject {
  const received: object[] = [];
  const sent = from.addin.references().export(object, LINE);
  const standIn = from.host.references(received).resolve(sent, LINE);
  const given = to.host.references().export(standIn, LINE);
  from.host.letGo(received);
  return to.addin.references().resolve(given, LINE) as RemoteObject;
}

const counts = (...ends: End[]) => ends.map(({ host }) => [host.rows.held.length, host.rows.lent.length]);

test('one object in the hands of two: its owner has it back when the last of them lets go', async () => {
  const relay = createRelay();
  const [owner, first, second] = [connect(relay, 'owner'), connect(relay, 'first'), connect(relay, 'second')];
  const object = {};
  const [one, two] = [pass(object, owner, first), pass(object, owner, second)];
  expect(counts(owner, first, second)).toEqual([
    [1, 0],
    [0, 1],
    [0, 1],
  ]);
  one.dispose();
  await expect
    .poll(() => counts(owner, first))
    .toEqual([
      [1, 0],
      [0, 0],
    ]);
  two.dispose();
  await expect.poll(() => owner.addin.rows.lent).toEqual([]);
  expect(relay.size).toBe(0);
});

test('objects go through calls of objects, and are themselves at the end of every way', async () => {
  const relay = createRelay();
  const [owner, other] = [connect(relay, 'owner'), connect(relay, 'other')];
  const seen: unknown[] = [];
  const outer = {
    put(inside: unknown) {
      seen.push(inside);
      return outer;
    },
  };
  const own = {};
  const remote = pass(outer, owner, other);
  // What comes back is what was called; what is given is another add-in's, and its own when it is given again.
  expect(await remote.call('put', [own])).toBe(remote);
  expect(await remote.call('put', [remote])).toBe(remote);
  expect(await remote.call('put', [own])).toBe(remote);
  expect(seen[1]).toBe(outer);
  expect(seen[2]).toBe(seen[0]);
  (seen[0] as RemoteObject).dispose();
  await expect.poll(() => other.addin.rows.lent).toEqual([]);
  remote.dispose();
  await expect.poll(() => relay.size).toBe(0);
});

test('the end of either port frees the other one', async () => {
  const relay = createRelay();
  const [owner, holder] = [connect(relay, 'owner'), connect(relay, 'holder')];
  pass({}, owner, holder);
  holder.close();
  await expect.poll(() => owner.addin.rows.lent).toEqual([]);
  const next = connect(relay, 'holder');
  const remote = pass({}, owner, next);
  owner.close();
  await expect.poll(() => remote.isReleased()).toBe(true);
  expect(counts(next)).toEqual([[0, 0]]);
  expect(relay.size).toBe(0);
});

test('time that a holder asks for is asked of the owner', async () => {
  const relay = createRelay();
  const [owner, holder] = [connect(relay, 'owner'), connect(relay, 'holder')];
  const remote = pass({}, owner, holder);
  const left = () => owner.addin.rows.lent[0]?.lease.remaining ?? 0;
  const before = left();
  remote.renew(60 * 60_000);
  await expect.poll(left).toBeGreaterThan(before + 60_000);
});

test('a refusal of the owner does not look like one of the holder', async () => {
  const relay = createRelay();
  const [owner, holder] = [connect(relay, 'owner'), connect(relay, 'holder')];
  const fail = () => {
    throw new BulkheadError('E_SECURITY', { message: 'not for me' });
  };
  const remote = pass({ fail }, owner, holder);
  await expect(remote.call('fail', [])).rejects.toMatchObject({
    code: 'E_ADDIN',
    message: 'not for me',
    detail: { reason: 'E_SECURITY' },
  });
});

test('an add-in that may not work with others any more holds nothing, and nothing of it is held', async () => {
  const relay = createRelay();
  const [one, two] = [connect(relay, 'one'), connect(relay, 'two')];
  const remotes = [pass({}, one, two), pass({}, two, one)];
  relay.cut({ addinId: 'one', generation: 1 }, 'not any more');
  await expect.poll(() => remotes.map((remote) => remote.isReleased())).toEqual([true, true]);
  expect(relay.size).toBe(0);
  await expect.poll(() => [...one.addin.rows.lent, ...two.addin.rows.lent]).toEqual([]);
});

test('an add-in that may not work with others any more: what it called is cut off', async () => {
  const relay = createRelay();
  const [owner, holder] = [connect(relay, 'owner'), connect(relay, 'holder')];
  const begun = Promise.withResolvers<void>();
  const remote = pass({ wait: () => new Promise(() => begun.resolve()) }, owner, holder);
  const waiting = expect(remote.call('wait', [])).rejects.toMatchObject({
    code: 'E_LEASE_EXPIRED',
    message: 'not any more',
  });
  await begun.promise;
  relay.cut({ addinId: 'holder', generation: 1 }, 'not any more');
  await waiting;
});

test('not more than four calls in a row, each made for the one before', async () => {
  const calls = new CallBook(nodeClock);
  const relay = createRelay(calls);
  const ends = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => connect(relay, name));
  let object: object = { wait: () => undefined };
  for (const [caller, owner] of ends
    .slice(1)
    .map((owner, index) => [ends[index], owner] as const)
    .toReversed()) {
    const remote = pass(object, owner, caller ?? owner);
    // Its runtime says for which call this one is made.
    const how = () => {
      const last = calls.open.at(-1);
      return (last ? { trace: { call: last.id, id: 0, depth: 0 } } : {}) as object;
    };
    object = { wait: () => remote.call('wait', [], how()) };
  }
  await expect((object as { wait(): Promise<unknown> }).wait()).rejects.toMatchObject({
    code: 'E_OVERLOAD',
    message: 'a → b → c → d → e → f: more than 4 calls in a row.',
  });
});

/** Notes waits for Calc. Evil has objects of both, and no part in it. */
async function evilBesides() {
  const calls = new CallBook(nodeClock);
  const relay = createRelay(calls);
  const [notes, calc, evil] = [connect(relay, 'notes'), connect(relay, 'calc'), connect(relay, 'evil')];
  const begun = Promise.withResolvers<void>();
  const waiting = pass({ wait: () => new Promise(() => begun.resolve()) }, calc, notes).call('wait', []);
  waiting.catch(() => undefined);
  await begun.promise;
  const seen: unknown[] = [];
  const object = {
    wait() {
      const [first, second] = calls.open;
      seen.push([calls.edges()[1], first?.children.size, second?.parent]);
    },
  };
  return { calls, seen, targets: [pass(object, notes, evil), pass(object, calc, evil)] };
}

test('whatever an add-in says of the chain that its call belongs to: it gets into none that it is no part of', async () => {
  const { calls, seen, targets } = await evilBesides();
  const [victim] = calls.open;
  if (!victim) throw new Error('Nobody waits.');
  const number = fc.oneof(fc.constantFrom(victim.id, victim.id + 1, victim.root), fc.nat(0x7fff_ffff));
  const claim = fc.record({ call: number, id: number, depth: fc.nat(32) });
  await fc.assert(
    fc.asyncProperty(claim, fc.constantFrom(...targets), async (trace, target) => {
      // As a peer would that is not stopped by anything on its side.
      await target.call('wait', [], { trace } as object);
      expect(seen.pop()).toEqual([
        expect.objectContaining({ depth: 1, from: { addinId: 'evil', displayName: 'evil' } }),
        0,
        undefined,
      ]);
      expect([calls.open, victim.limit.error]).toEqual([[victim], undefined]);
    }),
    { numRuns: 60 },
  );
});

test('a chain that an add-in is a part of goes on with its number, and how deep it is the host counts itself', async () => {
  const calls = new CallBook(nodeClock);
  const relay = createRelay(calls);
  const [first, middle, last] = [connect(relay, 'first'), connect(relay, 'middle'), connect(relay, 'last')];
  const depths: number[][] = [];
  const onwards = pass({ wait: () => void depths.push(calls.edges().map(({ depth }) => depth)) }, last, middle);
  const back = pass({ wait: () => undefined }, first, middle);
  const outer = {
    async wait() {
      // Neither another chain nor a smaller depth hides the circle.
      const claim = { trace: { call: calls.open[0]?.id, id: 1, depth: 0 } } as object;
      await onwards.call('wait', [], claim);
      await back.call('wait', [], claim);
    },
  };
  const calling = pass(outer, middle, first).call('wait', []);
  await expect(calling).rejects.toMatchObject({ code: 'E_CYCLE', message: /^first → middle → first/ });
  expect(depths).toEqual([[1, 2]]);
});
