import type { Scheduler } from './scheduler.ts';

/**
 * One setImmediate per delivery keeps what Electron does: promise continuations of one message run before the next.
 * While the deliveries of a batch run, writes are held back, so a batch of requests makes one batch of answers.
 */
export function createNodeScheduler(): Scheduler {
  let openBatches = 0;
  let held: (() => void)[] = [];

  const release = (): void => {
    openBatches--;
    if (openBatches > 0) return;
    const ready = held;
    held = [];
    for (const run of ready) run();
  };

  return {
    task: (run) => void setImmediate(run),
    settled: (run) => {
      if (openBatches > 0) held.push(run);
      else queueMicrotask(run);
    },
    endOfBatch: () => {
      openBatches++;
      setImmediate(release);
    },
  };
}
