import type { Clock } from '../clock.ts';

export interface HeartbeatOptions {
  clock: Clock;
  /** Milliseconds between two looks. */
  interval: number;
  /** Milliseconds without any sign of life after which the peer counts as gone. */
  patience: number;
  ask(number: number): void;
  onSilence(): void;
}

/** Asks a silent peer whether it is there. A port says nothing of a peer that hangs, and not always that one is gone. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #lastSign: number;
  #number = 0;
  #stop: () => void;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#lastSign = options.clock.now();
    this.#stop = this.#plan();
  }

  /** Anything came from the peer. */
  sign(): void {
    this.#lastSign = this.#options.clock.now();
  }

  end(): void {
    this.#stop();
  }

  #plan(): () => void {
    return this.#options.clock.after(this.#options.interval, () => this.#look());
  }

  #look(): void {
    const { clock, interval, patience, ask, onSilence } = this.#options;
    const silence = clock.now() - this.#lastSign;
    if (silence >= patience) {
      onSilence();
      return;
    }
    this.#stop = this.#plan();
    if (silence >= interval) ask(++this.#number);
  }
}
