import type { Scheduler } from '../wire/scheduler.ts';

/**
 * Each message of the page comes in a turn of its own. The first of a burst is written at once; what follows is held
 * until a message of our own has come round behind those that were already queued, and then leaves in one write.
 */
export function createPageScheduler(): Scheduler {
  const { port1, port2 } = new MessageChannel();
  let isBurst = false;
  let held: (() => void)[] = [];

  port1.onmessage = () => {
    const ready = held;
    held = [];
    isBurst = ready.length > 0;
    for (const run of ready) run();
    if (isBurst) port2.postMessage(null);
  };

  return {
    // Ports of the DOM deliver in turns of their own already.
    task: (run) => run(),
    settled: (run) => {
      if (isBurst) {
        held.push(run);
        return;
      }
      isBurst = true;
      port2.postMessage(null);
      queueMicrotask(run);
    },
    endOfBatch: () => undefined,
  };
}
