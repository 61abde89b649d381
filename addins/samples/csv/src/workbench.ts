import { type Cancellation, CancelledError, runInSlices, type Steps } from './engine/steps.ts';
import type { Job } from './explorer-state.ts';

/** Milliseconds. What is over sooner is not announced: a bar that flashes up disturbs more than it tells. */
const QUIET_TIME = 150;
/** Milliseconds between two drawings of the bar. */
const DRAW_EVERY = 100;

export interface WorkbenchOptions {
  now(): number;
  pause(): Promise<void>;
  /** Null when nothing is to be announced. */
  onJob(job: Job | null): void;
}

/** One piece of work at a time: what is started later takes the place of what runs. */
export class Workbench {
  readonly #options: WorkbenchOptions;
  #current: Work | undefined;

  constructor(options: WorkbenchOptions) {
    this.#options = options;
  }

  /** Ends what runs, and answers a new piece of work. */
  begin(): Work {
    this.cancel();
    this.#current = new Work(this.#options, (work) => {
      if (this.#current === work) this.#current = undefined;
    });
    return this.#current;
  }

  /** Ends what runs; it rejects with a CancelledError. */
  cancel(): void {
    this.#current?.cancel();
    this.#current = undefined;
  }
}

/** A piece of work that may have several steps, each with its own label. */
export class Work implements Cancellation {
  cancelled = false;
  readonly #options: WorkbenchOptions;
  readonly #onEnd: (work: Work) => void;
  readonly #startedAt: number;
  #drawnAt = 0;

  constructor(options: WorkbenchOptions, onEnd: (work: Work) => void) {
    this.#options = options;
    this.#onEnd = onEnd;
    this.#startedAt = options.now();
  }

  /** Same as `cancelled`, under the name that readers of files look for. */
  get aborted(): boolean {
    return this.cancelled;
  }

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.#options.onJob(null);
  }

  /** Runs one step in slices. Rejects with a CancelledError when the work was cancelled. */
  async run<Result>(label: string, steps: Steps<Result>): Promise<Result> {
    let furthest = 0;
    const { now, pause } = this.#options;
    const onProgress = (done: number): void => {
      furthest = Math.max(furthest, done);
      this.report({ label, done: furthest, detail: '' });
    };
    const result = await runInSlices(steps, { now, pause, onProgress, cancellation: this });
    this.check();
    return result;
  }

  report(job: Job): void {
    const now = this.#options.now();
    if (this.cancelled || now - this.#startedAt < QUIET_TIME || now - this.#drawnAt < DRAW_EVERY) return;
    this.#drawnAt = now;
    this.#options.onJob(job);
  }

  check(): void {
    if (this.cancelled) throw new CancelledError();
  }

  /** Milliseconds since the work began. */
  elapsed(): number {
    return this.#options.now() - this.#startedAt;
  }

  end(): void {
    if (!this.cancelled) this.#options.onJob(null);
    this.#onEnd(this);
  }
}
