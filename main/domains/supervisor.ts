import type { BulkheadError } from '../../addins/protocol/errors.ts';
import { nodeClock } from '../base/node-clock.ts';
import type { Domain } from './domain.ts';

/** Unexpected ends within WINDOW after which the add-in is taken out of service until a person decides. */
const CRASH_BUDGET = 5;
/** Milliseconds. */
const WINDOW = 5 * 60_000;
/** Milliseconds before the first restart; doubles with each crash in the window. */
const FIRST_DELAY = 500;

export interface SupervisorOptions {
  domain: Domain;
  /** Starts it again from the same package; failures count as crashes. */
  restart(): Promise<unknown>;
  /** The budget is spent: no more restarts. */
  onQuarantine(reason: BulkheadError): void;
  onRestartPlanned(delay: number, reason: BulkheadError): void;
}

/** Restarts a domain that crashed, each time later, and gives up before it becomes a nuisance. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #crashes: number[] = [];
  readonly #unsubscribe: () => void;
  #cancelRestart: (() => void) | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#unsubscribe = options.domain.crashed.on(({ reason }) => this.#onCrash(reason));
  }

  /** A person decided to try again: the past is forgotten. */
  forgive(): void {
    this.#crashes.length = 0;
    this.#cancelRestart?.();
    this.#cancelRestart = undefined;
  }

  dispose(): void {
    this.#unsubscribe();
    this.#cancelRestart?.();
  }

  #onCrash(reason: BulkheadError): void {
    const now = nodeClock.now();
    this.#crashes.push(now);
    while ((this.#crashes[0] ?? now) < now - WINDOW) this.#crashes.shift();
    if (this.#crashes.length >= CRASH_BUDGET) {
      this.#options.onQuarantine(reason);
      return;
    }
    const delay = FIRST_DELAY * 2 ** (this.#crashes.length - 1);
    this.#options.onRestartPlanned(delay, reason);
    this.#cancelRestart = nodeClock.after(delay, () => {
      this.#options.restart().catch((error: BulkheadError) => this.#onCrash(error));
    });
  }
}
