import type { FailureWatch } from '../addin-errors.ts';
import { BulkheadError, ERRORS, toWireError, type WireError } from '../errors.ts';
import { KIND } from '../frame.ts';
import type { RunningCalls } from '../running-calls.ts';
import { type TrafficObserver, weigh } from '../traffic.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { Outbox } from './outbox.ts';
import { answerTo } from './transfers.ts';
import type { Values } from './values.ts';

export interface RepliesOptions {
  outbox: Outbox;
  values: Values;
  kept: KeptAnswers;
  running: RunningCalls;
  stackOf: ((error: Error) => string | undefined) | undefined;
  observer: TrafficObserver | undefined;
  failures: FailureWatch | undefined;
}

/** What goes back to the peer for its calls: one answer or one failure each, to calls that somebody still waits for. */
export class Replies {
  readonly #options: RepliesOptions;
  /** Weights of the answers in the frame of this turn, by call. */
  readonly #unsent = new Map<number, number>();

  constructor(options: RepliesOptions) {
    this.#options = options;
  }

  /** The call has ended well. */
  answer(id: number, answer: unknown): void {
    const { outbox, values, observer, kept, running } = this.#options;
    if (!running.remove(id)) return;
    const value = answer ?? null;
    kept.resolve(id, value);
    try {
      const isObject = typeof value === 'object' && value !== null;
      const travelling = isObject ? values.outgoing(value, 0, { owner: answerTo(id) }) : value;
      outbox.items.push(KIND.result, id, travelling);
      if (isSureToLeave(value)) observer?.replied(id, null, weigh(value));
      else if (observer) this.#unsent.set(id, weigh(value));
    } catch (thrown) {
      this.#send(id, thrown, this.#options.stackOf);
    }
  }

  /** What was answered has left. */
  sent(): void {
    if (this.#unsent.size === 0) return;
    for (const [id, weight] of this.#unsent) this.#options.observer?.replied(id, null, weight);
    this.#unsent.clear();
  }

  /** What was answered could not be cloned. */
  refused(id: number, error: BulkheadError): void {
    this.#unsent.delete(id);
    this.refuse(id, error);
  }

  /** The call has ended with what its handler threw. */
  fail(id: number, error: unknown): void {
    if (this.#options.running.remove(id)) this.#send(id, error, this.#options.stackOf);
  }

  /** Whatever `work` comes to; resolves when that has been answered. */
  settle(id: number, work: Promise<unknown>): Promise<void> {
    return work.then(
      (value) => this.answer(id, value),
      (error: unknown) => this.fail(id, error),
    );
  }

  /** The call cannot be served. Nothing of it has run: where this code lies is nobody's business. */
  refuse(id: number, error: unknown): void {
    this.#send(id, error, noStack);
  }

  /** In a flood this is what happens most: an error of its own, with its stack, would cost more than the call. */
  turnAway(id: number, code: keyof typeof TURNED_AWAY): void {
    const { kept, outbox, observer } = this.#options;
    if (kept.get(id)) kept.reject(id, new BulkheadError(code));
    outbox.items.push(KIND.failure, id, TURNED_AWAY[code]);
    observer?.replied(id, code, 0);
  }

  /** What a handler threw, as one outcome among others. */
  wireError(error: unknown): WireError {
    const wire = toWireError(error, { fallback: 'E_ADDIN', stackOf: this.#options.stackOf });
    this.#options.failures?.told?.(wire);
    return wire;
  }

  #send(id: number, error: unknown, stackOf: RepliesOptions['stackOf']): void {
    const { kept, outbox, observer } = this.#options;
    kept.reject(id, error);
    const wire = toWireError(error, { fallback: 'E_ADDIN', stackOf });
    this.#options.failures?.told?.(wire);
    outbox.items.push(KIND.failure, id, wire);
    observer?.replied(id, wire.code, 0);
  }
}

/** Of anything else it is known when its frame leaves whether it can be cloned. */
function isSureToLeave(value: unknown): boolean {
  return value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}

const noStack = (): undefined => undefined;

const TURNED_AWAY = {
  E_OVERLOAD: { code: 'E_OVERLOAD', message: ERRORS.E_OVERLOAD[0] },
  E_DEPTH: { code: 'E_DEPTH', message: ERRORS.E_DEPTH[0] },
} as const satisfies Record<string, WireError>;
