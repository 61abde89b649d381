import { nodeClock } from '../base/node-clock.ts';

/** Milliseconds between two looks. */
const LOOK_EVERY = 250;

/** A time limit that stands still while the other side is waiting for us, or for a person. */
export class Patience {
  readonly #controller = new AbortController();
  readonly #isOurTurn: () => boolean;
  #left: number;
  #cancel: () => void;

  /** `limit` in milliseconds. */
  constructor(limit: number, isOurTurn: () => boolean) {
    this.#left = limit;
    this.#isOurTurn = isOurTurn;
    this.#cancel = nodeClock.after(LOOK_EVERY, () => this.#look());
  }

  /** Aborts when the limit is reached. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  end(): void {
    this.#cancel();
  }

  #look(): void {
    if (!this.#isOurTurn()) this.#left -= LOOK_EVERY;
    if (this.#left <= 0) this.#controller.abort();
    else this.#cancel = nodeClock.after(LOOK_EVERY, () => this.#look());
  }
}
