import { type BulkheadError, type ErrorCode, toBulkheadError } from '../../addins/protocol/errors.ts';
import { nodeClock } from '../base/node-clock.ts';
import type { Domain } from './domain.ts';

/** Unexpected ends within WINDOW after which the add-in is taken out of service until a person decides. */
const CRASH_BUDGET = 5;
/** Milliseconds. */
const WINDOW = 5 * 60_000;
/** Milliseconds before the first restart; doubles with each crash in the window. */
const FIRST_DELAY = 500;
/** Failures of a restart that another one may not have. All others (files, walls, switched off) stay as they are. */
const WORTH_ANOTHER_TRY: ReadonlySet<ErrorCode> = new Set([
  'E_START_FAILED',
  'E_START_TIMEOUT',
  'E_CRASHED',
  'E_CONTRACT',
]);

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
  #restarting: PromiseWithResolvers<void> | undefined;
  /** Counts up when what went before does not matter any more, a restart under way included. */
  #era = 0;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#unsubscribe = options.domain.crashed.on(({ reason }) => this.#onCrash(reason));
  }

  /**
   * Resolves when it runs again after a crash, or is given up; undefined where nothing is planned. Who can wait does so:
   * a start that comes first would take the place of the way back to the version before.
   */
  get restarting(): Promise<void> | undefined {
    return this.#restarting?.promise;
  }

  /** A person decided to try again, or to stop it: the past is forgotten. */
  forgive(): void {
    this.#era++;
    this.#crashes.length = 0;
    this.#cancelRestart?.();
    this.#cancelRestart = undefined;
    this.#settle();
  }

  dispose(): void {
    this.forgive();
    this.#unsubscribe();
  }

  #onCrash(reason: BulkheadError): void {
    const now = nodeClock.now();
    this.#crashes.push(now);
    while ((this.#crashes[0] ?? now) < now - WINDOW) this.#crashes.shift();
    this.#cancelRestart?.();
    if (this.#crashes.length >= CRASH_BUDGET) {
      this.#options.onQuarantine(reason);
      this.#settle();
      return;
    }
    this.#restarting ??= Promise.withResolvers();
    const delay = FIRST_DELAY * 2 ** (this.#crashes.length - 1);
    this.#options.onRestartPlanned(delay, reason);
    this.#cancelRestart = nodeClock.after(delay, () => void this.#restart());
  }

  async #restart(): Promise<void> {
    const era = this.#era;
    const crashes = this.#crashes.length;
    try {
      await this.#options.restart();
    } catch (thrown) {
      const reason = toBulkheadError(thrown);
      if (era === this.#era && WORTH_ANOTHER_TRY.has(reason.code)) this.#onCrash(reason);
    }
    // A crash meanwhile has planned another one, which is what is waited for now.
    if (era === this.#era && this.#crashes.length === crashes) this.#settle();
  }

  #settle(): void {
    this.#restarting?.resolve();
    this.#restarting = undefined;
  }
}
