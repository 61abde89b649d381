import type { Clock } from '../protocol/clock.ts';

/** Node's timers, taken before the language wall removes them from the global object. */
export function createRuntimeClock(): Clock {
  const { setTimeout: start, clearTimeout: stop, queueMicrotask: soon } = globalThis;
  const monotonic = globalThis.performance;
  const now = monotonic.now.bind(monotonic);
  return {
    now,
    after(milliseconds, task) {
      const timer = start(task, milliseconds);
      return () => stop(timer);
    },
    soon: (task) => soon(task),
  };
}
