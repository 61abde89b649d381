/** Calls of one add-in that are kept: some seconds of a busy one, days of a quiet one. */
export const KEPT_CALLS = 2_000;

/** One finished call as it is written down. */
export interface CallRow {
  /** Milliseconds of the recorder's clock. */
  began: number;
  duration: number;
  /** Number of its method. */
  method: number;
  asked: number;
  answered: number;
  /** 0: answered; else one more than the place of its code in the table of errors. */
  outcome: number;
  generation: number;
  id: number;
}

/** The largest weight that is kept. */
const HEAVIEST = 0xffff_ffff;

/** The last {@link KEPT_CALLS} calls, in columns of fixed size: writing one down allocates nothing. */
export class CallRing {
  readonly #began = new Float64Array(KEPT_CALLS);
  readonly #durations = new Float32Array(KEPT_CALLS);
  readonly #methods = new Uint16Array(KEPT_CALLS);
  readonly #asked = new Uint32Array(KEPT_CALLS);
  readonly #answered = new Uint32Array(KEPT_CALLS);
  readonly #outcomes = new Uint8Array(KEPT_CALLS);
  readonly #generations = new Uint32Array(KEPT_CALLS);
  readonly #ids = new Uint32Array(KEPT_CALLS);
  #written = 0;

  write(row: CallRow): void {
    const at = this.#written++ % KEPT_CALLS;
    this.#began[at] = row.began;
    this.#durations[at] = row.duration;
    this.#methods[at] = row.method;
    this.#asked[at] = Math.min(row.asked, HEAVIEST);
    this.#answered[at] = Math.min(row.answered, HEAVIEST);
    this.#outcomes[at] = row.outcome;
    this.#generations[at] = row.generation;
    this.#ids[at] = row.id;
  }

  /** Every row from number `after` on, oldest first, each with its number. */
  *rows(after = 0): Generator<CallRow & { sequence: number }> {
    const first = Math.max(after, this.#written - KEPT_CALLS);
    for (let sequence = first; sequence < this.#written; sequence++) yield { sequence, ...this.#row(sequence) };
  }

  #row(sequence: number): CallRow {
    const at = sequence % KEPT_CALLS;
    return {
      began: this.#began[at] as number,
      duration: this.#durations[at] as number,
      method: this.#methods[at] as number,
      asked: this.#asked[at] as number,
      answered: this.#answered[at] as number,
      outcome: this.#outcomes[at] as number,
      generation: this.#generations[at] as number,
      id: this.#ids[at] as number,
    };
  }
}
