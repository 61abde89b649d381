import type { Clock } from '../protocol/clock.ts';

/** Counts the calls that run in this domain or for it, so that a generation can be drained before it ends. */
export class OpenCalls {
  readonly #clock: Pick<Clock, 'after'>;
  #count = 0;
  #waiting: (() => void)[] = [];
  readonly #ended = (): void => {
    this.#count--;
    if (this.#count === 0) for (const resolve of this.#waiting.splice(0)) resolve();
  };

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  get count(): number {
    return this.#count;
  }

  /** What `work` answers, which counts until it is there. No promise is added to those of the work: each costs time. */
  run<Value>(work: () => Promise<Value>): Promise<Value>;
  run<Value>(work: () => Promise<Value> | Value): Promise<Value> | Value;
  run<Value>(work: () => Promise<Value> | Value): Promise<Value> | Value {
    this.#count++;
    let answer: Promise<Value> | Value | undefined;
    try {
      answer = work();
      return answer;
    } finally {
      if (answer instanceof Promise) answer.then(this.#ended, this.#ended);
      else this.#ended();
    }
  }

  /** Resolves when no call runs, and none follows from one that just ended. */
  async idle(): Promise<void> {
    do {
      if (this.#count > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      // Whoever waited for that answer may go on with another call.
      await new Promise<void>((resolve) => void this.#clock.after(0, resolve));
    } while (this.#count > 0);
  }
}
