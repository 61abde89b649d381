import type { Clock } from '../clock.ts';

export interface HeartbeatOptions {
  clock: Clock;
  /** Milliseconds between two looks. */
  interval: number;
  /** Questions in a row without any sign of life after which the peer counts as gone. */
  misses: number;
  ask(number: number): void;
  onSilence(): void;
}

/**
 * Asks a silent peer whether it is there. A port says nothing of a peer that hangs, and not always that one is gone.
 * Unanswered questions count, not time: a side that slept itself has asked nobody.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #heard = true;
  #unanswered = 0;
  #number = 0;
  #stop: () => void;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#stop = this.#plan();
  }

  /** Anything came from the peer. */
  sign(): void {
    this.#heard = true;
    this.#unanswered = 0;
  }

  end(): void {
    this.#stop();
  }

  #plan(): () => void {
    return this.#options.clock.after(this.#options.interval, () => this.#look());
  }

  #look(): void {
    const { misses, ask, onSilence } = this.#options;
    if (this.#unanswered >= misses) {
      onSilence();
      return;
    }
    this.#stop = this.#plan();
    if (!this.#heard) {
      this.#unanswered++;
      ask(++this.#number);
    }
    this.#heard = false;
  }
}
