import type { Clock } from '../clock.ts';

/** The time of the machine, for tests of real pairs. */
export const realClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
  soon: queueMicrotask,
};
