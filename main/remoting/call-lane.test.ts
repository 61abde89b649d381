import { expect, test } from 'vitest';
import { CallLane } from './call-lane.ts';

const nobody = new AbortController().signal;

/** The first letter of a call is its owner. */
function lane(width: number, { capacity = 10, share = 10 } = {}) {
  const calls = new CallLane<string>({ width, capacity, share, ownerOf: (call) => call.slice(0, 1) });
  const inside: string[] = [];
  const enter = (name: string, signal: AbortSignal = nobody) =>
    calls.enter(name, signal).then(() => void inside.push(name));
  return { calls, inside, enter };
}

test('one after the other, in the order in which they came', async () => {
  const { calls, inside, enter } = lane(1);
  const all = ['a', 'b', 'c'].map((name) => enter(name));
  await all[0];
  expect(inside).toEqual(['a']);
  expect([calls.ahead('a'), calls.ahead('c'), calls.ahead('new')]).toEqual([[], ['a', 'b'], ['a', 'b', 'c']]);
  calls.leave('a');
  await all[1];
  calls.leave('b');
  await all[2];
  expect(inside).toEqual(['a', 'b', 'c']);
  calls.leave('c');
  expect(calls.isEmpty).toBe(true);
});

test('a full lane takes no more, and takes them again once there is room', async () => {
  const { calls, enter } = lane(2, { capacity: 3 });
  await Promise.all([enter('a'), enter('b')]);
  const third = enter('c');
  await expect(enter('d')).rejects.toMatchObject({ code: 'E_OVERLOAD' });
  calls.leave('a');
  await third;
  calls.leave('b');
  await enter('d');
});

test('who gives up while waiting lets the one behind through', async () => {
  const { calls, inside, enter } = lane(1);
  await enter('a');
  const impatient = new AbortController();
  const second = enter('b', impatient.signal);
  const third = enter('c');
  impatient.abort();
  await expect(second).rejects.toMatchObject({ code: 'E_CANCELLED' });
  calls.leave('b');
  calls.leave('a');
  await third;
  expect(inside).toEqual(['a', 'c']);
  await expect(enter('d', impatient.signal)).rejects.toMatchObject({ code: 'E_CANCELLED' });
});

test('nobody alone keeps the others out', async () => {
  const { calls, enter } = lane(1, { share: 2 });
  await enter('a1');
  const impatient = new AbortController();
  const second = enter('a2', impatient.signal);
  await expect(enter('a3')).rejects.toMatchObject({ code: 'E_OVERLOAD' });
  const other = enter('b1');
  impatient.abort();
  await expect(second).rejects.toMatchObject({ code: 'E_CANCELLED' });
  const again = enter('a4');
  calls.leave('a1');
  await other;
  calls.leave('b1');
  await again;
});
