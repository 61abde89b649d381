/**
 * A long computation that stops now and then: it yields the part that is done, from 0 to 1.
 * Written as a generator, so that the same code runs in slices inside the add-in and at once in a test.
 */
export type Steps<Result> = Generator<number, Result, void>;

/** Rows between two stops: about a millisecond of work, far below what anyone notices. */
export const ROWS_PER_STEP = 4_096;

/** Milliseconds of work before others get their turn: pings, scrolling and the cancel button. */
const SLICE = 15;

export interface Cancellation {
  readonly cancelled: boolean;
}

/** What a cancelled computation ends with. */
export class CancelledError extends Error {
  constructor() {
    super('This was cancelled.');
    this.name = 'CancelledError';
  }
}

export interface SliceOptions {
  /** Milliseconds; a coarse clock is good enough. */
  now(): number;
  /** Lets everything else that is waiting happen first. */
  pause(): Promise<void>;
  onProgress?(done: number): void;
  cancellation?: Cancellation;
}

/** Runs a computation in slices. Rejects with a {@link CancelledError} soon after it was cancelled. */
export async function runInSlices<Result>(steps: Steps<Result>, options: SliceOptions): Promise<Result> {
  for (;;) {
    const end = options.now() + SLICE;
    do {
      const step = steps.next();
      if (step.done) return step.value;
      if (options.now() >= end) options.onProgress?.(step.value);
    } while (options.now() < end);
    await options.pause();
    if (options.cancellation?.cancelled) throw new CancelledError();
  }
}

/** Runs a computation without stopping. */
export function runAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
