/** Calls a second to one method above which asking one by one is the cost. */
const RATE = 500;
/** Milliseconds of work per call below which the wire costs more than what it carries. */
const LITTLE_WORK = 0.05;
/** Milliseconds of one look, and how many in a row make advice: a burst is no habit. */
const LOOK = 1_000;
const LOOKS = 2;

export interface Chattiness {
  callsPerSecond: number;
  /** Milliseconds. */
  meanHandling: number;
}

/** Finds a method that is asked so often, for so little each time, that it should be asked differently. */
export class ChattyDetector {
  readonly #littleWork: number;
  #began = 0;
  #calls = 0;
  #handling = 0;
  #looks = 0;

  /** `littleWork`: milliseconds per call that are little where something else than work is in them as well. */
  constructor(littleWork = LITTLE_WORK) {
    this.#littleWork = littleWork;
  }

  /** One call was answered after `handling` milliseconds. What it finds, at the end of a look; else undefined. */
  answered(now: number, handling: number): Chattiness | undefined {
    this.#calls++;
    this.#handling += handling;
    const elapsed = now - this.#began;
    return elapsed < LOOK ? undefined : this.#endLook(now, elapsed);
  }

  #endLook(now: number, elapsed: number): Chattiness | undefined {
    const found = { callsPerSecond: (this.#calls * 1_000) / elapsed, meanHandling: this.#handling / this.#calls };
    this.#looks = found.callsPerSecond > RATE && found.meanHandling < this.#littleWork ? this.#looks + 1 : 0;
    this.#began = now;
    this.#calls = 0;
    this.#handling = 0;
    return this.#looks >= LOOKS ? found : undefined;
  }
}
