import { expect, test } from 'vitest';
import { keepAlive } from './keep-alive.ts';
import type { RemoteObject } from './remote-object.ts';
import { settle } from './testing/manual-clock.ts';
import { createTablePair } from './testing/table-pair.ts';

function createKept() {
  const pair = createTablePair();
  pair.left.send({}, { lease: { initialLease: 30_000 } });
  pair.drain();
  let wanted = true;
  const stop = keepAlive(pair.right.received[0] as RemoteObject, { clock: pair.clock, isWanted: () => wanted });
  const wait = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 5_000) {
      pair.clock.advance(5_000);
      pair.drain();
      await settle();
    }
  };
  return { pair, wait, stop, unwant: () => (wanted = false) };
}

test.each<[string, (kept: ReturnType<typeof createKept>) => unknown]>([
  ['nobody wants it', ({ unwant }) => unwant()],
  ['it is stopped', ({ stop }) => stop()],
])('an object lives while it is wanted, and ends once %s', async (_, end) => {
  const kept = createKept();
  const { pair, wait } = kept;
  await wait(600_000);
  expect(pair.left.table.lentCount).toBe(1);
  end(kept);
  await wait(70_000);
  expect([pair.left.table.lentCount, pair.right.table.heldCount, pair.clock.waiting]).toEqual([0, 0, 0]);
});

test('a released object is not renewed, and leaves no timer', async () => {
  const { pair, wait } = createKept();
  (pair.right.received[0] as RemoteObject).dispose();
  await wait(30_000);
  expect([pair.left.table.lentCount, pair.clock.waiting]).toEqual([0, 0]);
});
