import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { type Items, streamMethod } from '../method.ts';
import { Session } from '../session.ts';
import { createMemoryPair } from '../transport.ts';

const table = { numbers: streamMethod(z.tuple([]), z.number()) } as const;
const CREDIT = 8;
const DEADLINE = 1_000;

/** Time that passes when the test says so; what is put off to the next turn waits for that alone. */
function createClock() {
  let now = 0;
  const tasks = new Set<{ at: number; task: () => void }>();
  const clock: Clock = {
    now: () => now,
    after(milliseconds, task) {
      if (milliseconds === 0) {
        const turn = setImmediate(task);
        return () => clearImmediate(turn);
      }
      const entry = { at: now + milliseconds, task };
      tasks.add(entry);
      return () => void tasks.delete(entry);
    },
    soon: queueMicrotask,
  };
  const advance = (milliseconds: number): void => {
    const end = now + milliseconds;
    for (;;) {
      const [next] = [...tasks].filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at);
      if (!next) break;
      tasks.delete(next);
      now = next.at;
      next.task();
    }
    now = end;
  };
  return { clock, advance };
}

/** A reader with little room, and what answers it. */
function open(items: () => Items<number>) {
  const { clock, advance } = createClock();
  const [left, right] = createMemoryPair(queueMicrotask, structuredClone);
  const ends = { clock, epoch: 1 };
  const reader = new Session({ ...ends, transport: left, local: {}, handlers: {}, remote: table });
  const source = new Session({ ...ends, transport: right, local: table, handlers: { numbers: items }, remote: {} });
  onTestFinished(() => {
    reader.close();
    source.close();
  });
  return { advance, stream: reader.stream('numbers', [], { credit: CREDIT, deadline: DEADLINE }) };
}

test('a reader says how much room it has, and time stands still for a source that waits for room', async () => {
  let made = 0;
  const { advance, stream } = open(async function* () {
    for (;;) yield ++made;
  });
  expect(await stream.next()).toMatchObject({ value: 1 });
  await expect.poll(() => made).toBe(CREDIT);
  advance(DEADLINE * 60);
  for (let number = 2; number <= CREDIT * 5; number++) expect(await stream.next()).toMatchObject({ value: number });
  expect(made).toBeLessThanOrEqual(CREDIT * 6);
  await stream.return?.();
});

test('a source that has room and says nothing is given up', async () => {
  const { advance, stream } = open(async function* () {
    yield 1;
    await new Promise(() => undefined);
  });
  expect(await stream.next()).toMatchObject({ value: 1 });
  const next = expect(stream.next()).rejects.toMatchObject({ code: 'E_CALL_TIMEOUT' });
  advance(DEADLINE * 2);
  await next;
});
