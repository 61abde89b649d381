import { codeOf, toBulkheadError } from '../protocol/errors.ts';
import type { Plain } from '../protocol/plain-data.ts';
import { startTimer } from './compartment-globals.ts';

/** Milliseconds after which it is tried again where the host takes no more events for now. */
const PAUSE = 250;

export interface EventCarrierOptions {
  emit(event: string, value: Plain): Promise<void>;
  /** An event of this name cannot be told, and why; said once for each. */
  onFailed(event: string, message: string): void;
}

/** Takes the events of one object out of this process: one at a time, and of each the newest, as they are heard. */
export class EventCarrier {
  readonly #options: EventCarrierOptions;
  readonly #waiting = new Map<string, Plain>();
  readonly #failed = new Set<string>();
  #isBusy = false;

  constructor(options: EventCarrierOptions) {
    this.#options = options;
  }

  accept(event: string, value: Plain): void {
    this.#waiting.delete(event);
    this.#waiting.set(event, value);
    void this.#pump();
  }

  /** The first one leaves in the turn in which it was told: before the answer of the call that it belongs to. */
  async #pump(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#takeFirst(); next; next = this.#takeFirst()) await this.#carry(next);
    this.#isBusy = false;
  }

  async #carry([event, value]: readonly [string, Plain]): Promise<void> {
    try {
      await this.#options.emit(event, value);
    } catch (thrown) {
      if (codeOf(thrown) !== 'E_OVERLOAD') return this.#report(event, thrown);
      // The newest of each must not be the one that is lost.
      if (!this.#waiting.has(event)) this.#waiting.set(event, value);
      await new Promise<void>((resolve) => startTimer(resolve, PAUSE));
    }
  }

  #report(event: string, thrown: unknown): void {
    if (this.#failed.has(event)) return;
    this.#failed.add(event);
    this.#options.onFailed(event, toBulkheadError(thrown).message);
  }

  #takeFirst(): [string, Plain] | undefined {
    const [first] = this.#waiting;
    if (first) this.#waiting.delete(first[0]);
    return first;
  }
}
