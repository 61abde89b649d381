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
    ],
  }),
);

const createRelay = () => new Relay({ calls: new CallBook(nodeClock), nameOf: (id) => id });

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
