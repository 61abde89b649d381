import type { Clock } from '../../addins/protocol/clock.ts';

/** Milliseconds without any change before a folder is looked at. */
export const QUIET = 800;
/** Milliseconds after the first change when it is looked at in any case. */
export const QUIET_CAP = 10_000;

/**
 * Waits until changes have come to rest. Every change starts the wait again, up to a cap counted from the first.
 * `settled` hears whether the cap is reached: the last chance of this series.
 */
export class QuietWindow {
  readonly #clock: Clock;
  readonly #settled: (last: boolean) => void;
  #first: number | undefined;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, settled: (last: boolean) => void) {
    this.#clock = clock;
    this.#settled = settled;
  }

  /** Something changed. */
  touch(): void {
    this.#first ??= this.#clock.now();
    this.#wait(Math.min(QUIET, this.#untilCap()));
  }

  /** What was found is not complete yet: look again at the cap, or earlier when something changes. */
  waitForMore(): void {
    if (this.#cancel === undefined && this.#first !== undefined) this.#wait(this.#untilCap());
  }

  /** This series of changes is dealt with; what changed meanwhile begins a new one. */
  finish(): void {
    this.#first = this.#cancel === undefined ? undefined : this.#clock.now();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#first = undefined;
  }

  #untilCap(): number {
    return Math.max(0, (this.#first ?? 0) + QUIET_CAP - this.#clock.now());
  }

  #wait(milliseconds: number): void {
    this.#cancel?.();
    this.#cancel = this.#clock.after(milliseconds, () => {
      this.#cancel = undefined;
      this.#settled(this.#untilCap() === 0);
    });
  }
}
