import { expect, test } from 'vitest';
import { CancelledError, runInSlices, type Steps } from './steps.ts';

function* count(to: number): Steps<number> {
  for (let step = 0; step < to; step++) yield step / to;
  return to;
}

/** A clock that moves on by one millisecond whenever somebody looks. */
function clock(): () => number {
  let now = 0;
  return () => now++;
}

test('lets others have their turn, reports how far it is, and answers', async () => {
  const progress: number[] = [];
  let pauses = 0;
  const pause = async (): Promise<void> => {
    pauses++;
  };
  const answer = await runInSlices(count(100), { now: clock(), pause, onProgress: (done) => progress.push(done) });
  expect(answer).toBe(100);
  expect(pauses).toBeGreaterThan(5);
  expect(progress).toEqual([...progress].sort((one, other) => one - other));
  expect(progress.length).toBe(pauses);
});

test('stops soon after it was cancelled', async () => {
  const cancellation = { cancelled: false };
  let pauses = 0;
  const pause = async (): Promise<void> => {
    cancellation.cancelled = ++pauses === 2;
  };
  await expect(runInSlices(count(1_000), { now: clock(), pause, cancellation })).rejects.toThrow(CancelledError);
  expect(pauses).toBe(2);
});

test('a failure of the work is the failure of the run', async () => {
  // biome-ignore lint/correctness/useYield: it fails before it gets that far
  function* fail(): Steps<never> {
    throw new Error('broken');
  }
  await expect(runInSlices(fail(), { now: clock(), pause: async () => {} })).rejects.toThrow('broken');
});
