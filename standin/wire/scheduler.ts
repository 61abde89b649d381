/** How deliveries are spread over turns of the event loop; the two runtimes differ (node-scheduler, page/boot). */
export interface Scheduler {
  /** Runs each delivery in a turn of its own, in the order of the calls. */
  task(run: () => void): void;
  /** Runs once the current turn, or the current run of deliveries, is over: the place to write what they produced. */
  settled(run: () => void): void;
  /** Announces that deliveries of one incoming batch have just been queued with `task`. */
  endOfBatch(): void;
}

/** Set once per process before anything else of the wire is used. */
export const scheduling: { current: Scheduler } = {
  current: { task: (run) => run(), settled: (run) => queueMicrotask(run), endOfBatch: () => undefined },
};
