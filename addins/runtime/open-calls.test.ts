import { expect, test } from 'vitest';
import { OpenCalls } from './open-calls.ts';

const clock = {
  after(_milliseconds: number, task: () => void) {
    const immediate = setImmediate(task);
    return () => clearImmediate(immediate);
  },
};

test('counts calls until they end, also badly', async () => {
  const calls = new OpenCalls(clock);
  const work = Promise.withResolvers<void>();
  const call = calls.run(() => work.promise);
  expect(calls.count).toBe(1);
  work.reject(new Error('no'));
  await expect(call).rejects.toThrow('no');
  expect(calls.count).toBe(0);
  await calls.idle();
});

test('idle waits for what follows from the call that just ended', async () => {
  const calls = new OpenCalls(clock);
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const done: string[] = [];
  const exporting = (async () => {
    await calls.run(() => first.promise);
    await calls.run(() => second.promise);
    done.push('written');
  })();
  const idle = calls.idle().then(() => done.push('idle'));
  first.resolve();
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(done).toEqual([]);
  second.resolve();
  await Promise.all([exporting, idle]);
  expect(done).toEqual(['written', 'idle']);
});

test('work that ends at once is not waited for, and what it throws is thrown', async () => {
  const calls = new OpenCalls(clock);
  expect(calls.run(() => 'done')).toBe('done');
  expect(() =>
    calls.run((): null => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(calls.count).toBe(0);
  await calls.idle();
});
