/** The clock of the host and of the domains: Node's own timers. Shape of addins/protocol/clock.ts. */
export const nodeClock = {
  now: (): number => performance.now(),
  after(milliseconds: number, task: () => void): () => void {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
  soon: (task: () => void): void => queueMicrotask(task),
};
