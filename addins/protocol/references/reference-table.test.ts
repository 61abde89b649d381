import { expect, test } from 'vitest';
import { BulkheadError, ERRORS } from '../errors.ts';
import { LEASE_RENEWAL, REFERENCE_LOOK_INTERVAL, REFERENCES } from '../limits.ts';
import { LEASE_POLL } from './lease.ts';
import { ReferenceGroup } from './reference-group.ts';
import type { RemoteObject } from './remote-object.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';
import { CONTRACT, createTablePair, type TableEnd } from './testing/table-pair.ts';

const READ = { contract: CONTRACT, acquiredBy: 'a test' };

/** Left lends `object`, right has it. */
function lend(pair: ReturnType<typeof createTablePair>, object: object, options?: Parameters<TableEnd['send']>[1]) {
  pair.left.send(object, options);
  pair.drain();
  return pair.right.received.at(-1) as RemoteObject;
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'nothing thrown';
  } catch (thrown) {
    return thrown instanceof BulkheadError ? `${thrown.code}: ${thrown.message}` : String(thrown);
  }
}

test('the same object is the same handle and the same remote object, and counts', () => {
  const pair = createTablePair();
  const circle = {};
  const [one, two] = [lend(pair, circle), lend(pair, circle)];
  expect(one).toBe(two);
  expect(lend(pair, {}).handle).toBe(2);
  expect(pair.left.table.rows.lent).toMatchObject([
    { handle: 1, contract: CONTRACT, tokens: 2, acquiredAt: 0, acquiredBy: 'left.send', groups: [] },
    { handle: 2, tokens: 1 },
  ]);
  expect(pair.right.table.rows.held).toMatchObject([
    { handle: 1, contract: CONTRACT, tokens: 2, acquiredBy: 'a test', groups: [] },
    { handle: 2, tokens: 1 },
  ]);
  expect([pair.left.table.lentCount, pair.right.table.heldCount, pair.right.table.lentCount]).toEqual([2, 2, 0]);
});

test('sent home, it unwraps to the very object', () => {
  const pair = createTablePair();
  const circle = {};
  const remote = lend(pair, circle);
  expect(pair.right.send(remote)).toBe(-1);
  pair.drain();
  expect(pair.left.received).toEqual([circle]);
  expect(pair.left.received[0]).toBe(circle);
  expect(pair.left.table.rows.lent).toMatchObject([{ tokens: 1 }]);
});

test('one object under two contracts: two handles, each for its own contract only', () => {
  const { table } = createTablePair().left;
  const both = {};
  const numbers = ['shape', 'style', 'shape'].map((contract) => table.encode(both, { contract, acquiredBy: 'x' }));
  expect(numbers).toEqual([1, 2, 1]);
  expect(table.decode(-2, { contract: 'style', acquiredBy: 'x' })).toBe(both);
  expect(codeOf(() => table.decode(-2, READ))).toBe('E_CONTRACT: reference #2 is not a shape');
  table.incoming.release(1, 2);
  expect(table.decode(-2, { contract: 'style', acquiredBy: 'x' })).toBe(both);
  table.incoming.release(2, 1);
  expect(table.encode(both, { contract: 'shape', acquiredBy: 'x' })).toBe(3);
});

test('dispose gives every token back; the owner frees it and runs its finalizer once', async () => {
  const pair = createTablePair();
  let ends = 0;
  const circle = {};
  const remote = lend(pair, circle, { finalizer: () => ends++ });
  lend(pair, circle);
  expect(remote.isReleased()).toBe(false);
  remote.dispose();
  remote.dispose();
  expect(pair.right.outgoing).toEqual([{ kind: 'release', handle: 1, count: 2 }]);
  pair.drain();
  expect([pair.left.table.lentCount, pair.right.table.heldCount, ends, remote.isReleased()]).toEqual([0, 0, 1, true]);
  const used = { code: 'E_LEASE_EXPIRED', message: 'shape #1: the last reference was released at right.test' };
  await expect(remote.call('area', [])).rejects.toMatchObject(used);
  expect(() => remote.renew(1)).toThrow(used.message);
  expect(codeOf(() => pair.right.send(remote))).toBe(`E_LEASE_EXPIRED: ${used.message}`);
  expect(pair.right.calls).toEqual([]);
  expect(ERRORS.E_LEASE_EXPIRED[1]).toContain('Ask for it again');
});

test('a handle is never used twice; the old number says why it means nothing', () => {
  const pair = createTablePair();
  const circle = {};
  lend(pair, circle).dispose();
  pair.drain();
  expect(lend(pair, circle).handle).toBe(2);
  expect(codeOf(() => pair.left.table.decode(-1, READ))).toBe(
    'E_LEASE_EXPIRED: shape #1: its holder gave the last reference back',
  );
  expect(codeOf(() => pair.left.table.target(1))).toContain('E_LEASE_EXPIRED');
});

test('a release that crosses with the same object under way does not lose it', () => {
  const pair = createTablePair();
  const circle = {};
  const first = lend(pair, circle);
  first.dispose();
  pair.left.send(circle);
  // The release comes in after the second sending was counted, and before it arrived.
  pair.left.deliver();
  expect(pair.left.table.rows.lent).toMatchObject([{ handle: 1, tokens: 1 }]);
  pair.drain();
  const second = pair.right.received.at(-1) as RemoteObject;
  expect(second).not.toBe(first);
  expect([second.handle, second.isReleased(), first.isReleased()]).toEqual([1, false, true]);
  expect(pair.left.table.target(1).object).toBe(circle);
});

test('a call reaches the object by its handle, and keeps it alive', async () => {
  const pair = createTablePair();
  const circle = {};
  const remote = lend(pair, circle, { lease: { initialLease: 60_000 } });
  await remote.call('scale', [2]);
  expect(pair.right.calls).toEqual([[1, 'scale', [2]]]);
  pair.clock.advance(60_000);
  expect(pair.left.table.target(1)).toEqual({ object: circle, contract: CONTRACT });
  expect(pair.left.table.rows.lent[0]?.lease).toMatchObject({ state: 'active', remaining: 120_000 });
});

test('sent once more, it lives at least until it can be used', async () => {
  const pair = createTablePair();
  const circle = {};
  const remote = lend(pair, circle, { lease: { initialLease: 60_000 } });
  pair.clock.advance(60_000);
  expect(lend(pair, circle)).toBe(remote);
  pair.clock.advance(LEASE_POLL);
  await settle();
  expect(pair.left.table.rows.lent).toMatchObject([{ tokens: 2, lease: { state: 'active', remaining: 110_000 } }]);
});

test('a lease that ran out is told to the holder, who hears so at the next use', async () => {
  const pair = createTablePair();
  let ends = 0;
  const remote = lend(pair, {}, { lease: { initialLease: 60_000 }, finalizer: () => ends++ });
  pair.clock.advance(60_000 + LEASE_POLL);
  await settle();
  expect([pair.left.table.lentCount, ends]).toEqual([0, 1]);
  // The holder does not know yet: its release has crossed and is no mistake.
  pair.drain();
  expect(remote.isReleased()).toBe(true);
  await expect(remote.call('area', [])).rejects.toMatchObject({
    code: 'E_LEASE_EXPIRED',
    message: 'shape #1: its owner ended it, or its lease was over',
  });
  expect(codeOf(() => pair.left.table.decode(-1, READ))).toContain('nobody used it for so long that its lease ended');
  expect(pair.clock.waiting).toBe(0);
});

test('release and the end of a lease may cross', async () => {
  const pair = createTablePair();
  const remote = lend(pair, {}, { lease: { initialLease: 1 } });
  pair.clock.advance(LEASE_POLL);
  await settle();
  remote.renew(5);
  remote.dispose();
  pair.drain();
  expect([pair.left.table.lentCount, pair.right.table.heldCount]).toEqual([0, 0]);
});

test('a holder renews, a sponsor keeps, and both end', async () => {
  const pair = createTablePair();
  const remote = lend(pair, {}, { lease: { initialLease: 60_000 } });
  remote.renew(Number.MAX_SAFE_INTEGER);
  pair.drain();
  expect(pair.left.table.rows.lent[0]?.lease.remaining).toBe(LEASE_RENEWAL);
  let visible = true;
  pair.left.table.lease(1)?.register({ name: 'view', renewal: () => (visible ? 30_000 : 0) });
  const wait = async (milliseconds: number) => {
    // In steps shorter than a sponsor may take to answer.
    for (let passed = 0; passed < milliseconds; passed += LEASE_POLL / 2) {
      pair.clock.advance(LEASE_POLL / 2);
      await settle();
    }
  };
  await wait(LEASE_RENEWAL + 120_000);
  expect(pair.left.table.rows.lent[0]?.lease).toMatchObject({ state: 'active', sponsors: ['view'] });
  visible = false;
  await wait(30_000 + 2 * LEASE_POLL);
  expect([pair.left.table.lentCount, pair.left.table.lease(1)]).toEqual([0, undefined]);
});

test('a group gives back what came for it, and leaves what somebody else holds', () => {
  const pair = createTablePair();
  const grid = new ReferenceGroup('grid');
  const [shared, own] = [{}, {}];
  const take = (object: object, group?: ReferenceGroup) => {
    const number = pair.left.send(object);
    pair.left.outgoing.pop();
    return pair.right.table.decode(number, { ...READ, ...(group ? { group } : {}) }) as RemoteObject;
  };
  const kept = take(shared);
  expect(take(shared, grid)).toBe(kept);
  const gone = take(own, grid);
  take(own, grid);
  expect(pair.right.table.rows.held).toMatchObject([
    { tokens: 2, groups: ['grid'] },
    { tokens: 2, groups: ['grid'] },
  ]);
  grid.release();
  grid.release();
  pair.drain();
  expect([kept.isReleased(), gone.isReleased()]).toEqual([false, true]);
  expect(pair.left.table.rows.lent).toMatchObject([{ handle: 1, tokens: 1 }]);
  expect(codeOf(() => gone.renew(1))).toBe('E_LEASE_EXPIRED: shape #2: the group "grid" was released at right.test');
  const late = take(own, grid);
  pair.drain();
  expect([late.isReleased(), pair.left.table.lentCount]).toEqual([true, 1]);
});

test('the owner ends a group: what was lent outside of it as well stays', () => {
  const pair = createTablePair();
  const [inside, both, two] = [{}, {}, {}];
  const remotes = [lend(pair, inside, { group: 'view 1' }), lend(pair, both, { group: 'view 1' }), lend(pair, two)];
  lend(pair, both);
  lend(pair, two, { group: 'view 1' });
  const other = lend(pair, {}, { group: 'view 2' });
  pair.left.table.endGroup('view 1', 'its view was closed');
  pair.drain();
  expect([...remotes, other].map((remote) => remote.isReleased())).toEqual([true, false, false, false]);
  expect(codeOf(() => pair.left.table.target(1))).toBe('E_LEASE_EXPIRED: reference #1: its view was closed');
});

test('the owner takes an object back', () => {
  const pair = createTablePair();
  const remote = lend(pair, {});
  pair.left.table.revoke(1, 'it was deleted');
  pair.left.table.revoke(1, 'twice is harmless');
  pair.drain();
  expect([remote.isReleased(), pair.left.table.lentCount]).toEqual([true, 0]);
});

test('what was never sent, or refused unread, is not counted', () => {
  const pair = createTablePair();
  const circle = {};
  const { table } = pair.left;
  table.takeBack(table.encode(circle, { ...READ }));
  expect(table.lentCount).toBe(0);
  table.takeBack(7);
  const remote = lend(pair, circle);
  table.encode(circle, { ...READ });
  pair.right.table.discard(remote.handle);
  pair.drain();
  expect(table.rows.lent).toMatchObject([{ tokens: 1 }]);
  pair.right.table.discard('no number');
  pair.right.table.discard(-1);
  expect(pair.right.outgoing).toEqual([]);
});

test.each<[string, (end: TableEnd) => unknown, string]>([
  ['a number that was never lent', ({ table }) => table.decode(-9, READ), 'E_CONTRACT'],
  ['zero', ({ table }) => table.decode(0, READ), 'E_CONTRACT'],
  ['a fraction', ({ table }) => table.decode(-1.5, READ), 'E_CONTRACT'],
  ['no number', ({ table }) => table.decode('1', READ), 'E_CONTRACT'],
  ['NaN', ({ table }) => table.decode(Number.NaN, READ), 'E_CONTRACT'],
  ['another contract', ({ table }) => table.decode(-1, { ...READ, contract: 'secret' }), 'E_CONTRACT'],
  ['a call on a forged handle', ({ table }) => table.target(9), 'E_CONTRACT'],
  ['a call on zero', ({ table }) => table.target(0), 'E_CONTRACT'],
  ['a release of what was never lent', ({ table }) => table.incoming.release(9, 1), 'E_CONTRACT'],
  ['a release of more than was sent', ({ table }) => table.incoming.release(1, 2), 'E_CONTRACT'],
  ['a release of nothing', ({ table }) => table.incoming.release(1, 0), 'E_CONTRACT'],
  ['a release without a number', ({ table }) => table.incoming.release({}, 1), 'E_CONTRACT'],
  ['a renewal of what was never lent', ({ table }) => table.incoming.renew(9, 1), 'E_CONTRACT'],
  ['a renewal by no time', ({ table }) => table.incoming.renew(1, Number.NaN), 'E_CONTRACT'],
  ['a renewal by text', ({ table }) => table.incoming.renew(1, '5'), 'E_CONTRACT'],
  ['the end of no handle', ({ table }) => table.incoming.gone(-1), 'E_CONTRACT'],
])('hostile: %s is refused, and what is lent stays as it is', (_, act, code) => {
  const pair = createTablePair();
  const circle = {};
  lend(pair, circle);
  expect(codeOf(() => act(pair.left))).toContain(code);
  expect(pair.left.table.rows.lent).toMatchObject([{ handle: 1, tokens: 1 }]);
  expect(pair.left.table.target(1).object).toBe(circle);
});

test('hostile: a known handle under another contract is refused, and its token goes back', () => {
  const pair = createTablePair();
  const remote = lend(pair, {});
  expect(codeOf(() => pair.right.table.decode(1, { ...READ, contract: 'secret' }))).toContain('E_CONTRACT');
  expect(pair.right.outgoing).toEqual([{ kind: 'release', handle: 1, count: 1 }]);
  expect(remote.isReleased()).toBe(false);
});

test('a reference of another port is not passed on by accident', () => {
  const [one, other] = [createTablePair(), createTablePair()];
  const remote = lend(one, {});
  expect(codeOf(() => other.right.send(remote))).toBe('E_CONTRACT: a reference of another port');
  expect(codeOf(() => one.right.table.encode(remote, { ...READ, contract: 'secret' }))).toContain('E_CONTRACT');
});

test('both ends stop at their limit, and what was refused is given back', () => {
  const pair = createTablePair();
  for (let count = 0; count < REFERENCES; count++) pair.left.send({});
  expect(codeOf(() => pair.left.send({}))).toContain('E_OVERLOAD');
  pair.drain();
  expect(pair.right.table.heldCount).toBe(REFERENCES);
  // A peer that does not keep to it.
  expect(codeOf(() => pair.right.table.decode(REFERENCES + 1, READ))).toContain('E_OVERLOAD');
  expect(pair.right.outgoing).toEqual([{ kind: 'release', handle: REFERENCES + 1, count: 1 }]);
});

test('growth without end is told once, a large number too', () => {
  const pair = createTablePair();
  const look = (count: number) => {
    for (let index = 0; index < count; index++) pair.left.send({}, { lease: { initialLease: 0 } });
    pair.clock.advance(REFERENCE_LOOK_INTERVAL);
  };
  look(150);
  for (let round = 0; round < 4; round++) look(1);
  expect(pair.left.leaks).toEqual([]);
  for (let round = 0; round < 4; round++) look(1);
  expect(pair.left.leaks).toEqual(['growing 155']);
  look(5_000);
  look(0);
  expect(pair.left.leaks).toEqual(['growing 155', 'many 5158']);
});

test('the port ends: everything is freed, finalizers run once, later use says why', async () => {
  const pair = createTablePair();
  const ends: string[] = [];
  const remote = lend(pair, {}, { finalizer: () => ends.push('one') });
  lend(
    pair,
    {},
    {
      finalizer: () => {
        throw new Error('a broken finalizer');
      },
    },
  );
  lend(pair, {}, { finalizer: () => ends.push('three') });
  const reason = new BulkheadError('E_DOMAIN_UNLOADED');
  for (const { table } of [pair.left, pair.right]) {
    table.closeAll(reason);
    table.closeAll(new BulkheadError('E_INTERNAL'));
    expect([table.lentCount, table.heldCount, table.rows]).toEqual([0, 0, { lent: [], held: [] }]);
    for (const late of [
      () => table.encode({}, READ),
      () => table.decode(1, READ),
      () => table.decode(-1, READ),
      () => table.target(1),
    ])
      expect(codeOf(late)).toContain('E_DOMAIN_UNLOADED');
  }
  expect(ends).toEqual(['one', 'three']);
  expect(pair.left.errors.map(({ message }) => message)).toEqual(['a broken finalizer']);
  await expect(remote.call('area', [])).rejects.toBe(reason);
  remote.dispose();
  expect([pair.left.outgoing, pair.right.outgoing, pair.clock.waiting]).toEqual([[], [], 0]);
});

test('a hundred uses of dead references: a hundred typed answers, none of them another object', async () => {
  const pair = createTablePair();
  const remotes = Array.from({ length: 100 }, () => lend(pair, {}));
  pair.right.table.closeAll(new BulkheadError('E_DOMAIN_UNLOADED'));
  const outcomes = await Promise.allSettled(remotes.map((remote) => remote.call('area', [])));
  expect(
    new Set(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'answered'))),
  ).toEqual(new Set(['E_DOMAIN_UNLOADED']));
});

test('a finalizer may lend and release; nothing is visited twice', () => {
  const pair = createTablePair();
  const [one, two] = [{}, {}];
  let ends = 0;
  const remote = lend(pair, one, {
    finalizer: () => {
      ends++;
      pair.left.send(one);
    },
  });
  lend(pair, two);
  remote.dispose();
  pair.drain();
  expect([ends, pair.left.table.rows.lent.map(({ handle }) => handle)]).toEqual([1, [2, 3]]);
});

test('an idle port has no timer, and looks again when something is lent again', async () => {
  const pair = createTablePair();
  expect(pair.clock).toBeInstanceOf(ManualClock);
  lend(pair, {}).dispose();
  pair.drain();
  pair.clock.advance(LEASE_POLL);
  expect(pair.clock.waiting).toBe(0);
  lend(pair, {}, { lease: { initialLease: 1 } });
  pair.clock.advance(LEASE_POLL);
  await settle();
  expect(pair.left.table.lentCount).toBe(0);
});
