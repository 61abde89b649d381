import type { Clock } from '../../../addins/protocol/clock.ts';

interface Timer {
  at: number;
  task: () => void;
}

/** A clock that stands still until a test moves it. `now` is both the monotonic and the wall time. */
export class TestClock implements Clock {
  #now: number;
  #timers: Timer[] = [];

  constructor(start = 1_000_000_000_000) {
    this.#now = start;
  }

  readonly now = (): number => this.#now;

  after(milliseconds: number, task: () => void): () => void {
    const timer: Timer = { at: this.#now + milliseconds, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  soon(task: () => void): void {
    queueMicrotask(task);
  }

  /** Moves on, or back, and runs what has become due. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { task } of due) task();
  }
}

export const DAY = 24 * 60 * 60_000;
