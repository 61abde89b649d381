import { BulkheadError, ERRORS, toWireError, type WireError } from '../errors.ts';
import { KIND } from '../frame.ts';
import type { RunningCalls } from '../running-calls.ts';
import { type TrafficObserver, weigh } from '../traffic.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { Outbox } from './outbox.ts';
import type { Values } from './values.ts';

export interface RepliesOptions {
  outbox: Outbox;
  values: Values;
  kept: KeptAnswers;
  running: RunningCalls;
  stackOf: ((error: Error) => string | undefined) | undefined;
  observer: TrafficObserver | undefined;
}

/** What goes back to the peer for its calls: one answer or one failure each, to calls that somebody still waits for. */
export class Replies {
  readonly #options: RepliesOptions;

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
      const travelling = typeof value === 'object' && value !== null ? values.outgoing(value, 0) : value;
      outbox.items.push(KIND.result, id, travelling);
      observer?.replied(id, null, weigh(value));
    } catch (thrown) {
      this.#send(id, thrown, this.#options.stackOf);
    }
  }

  /** The call has ended with what its handler threw. */
  fail(id: number, error: unknown): void {
    if (this.#options.running.remove(id)) this.#send(id, error, this.#options.stackOf);
  }

  /** Whatever `work` comes to. */
  settle(id: number, work: Promise<unknown>): void {
    work.then(
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
    return toWireError(error, { fallback: 'E_ADDIN', stackOf: this.#options.stackOf });
  }

  #send(id: number, error: unknown, stackOf: RepliesOptions['stackOf']): void {
    const { kept, outbox, observer } = this.#options;
    kept.reject(id, error);
    const wire = toWireError(error, { fallback: 'E_ADDIN', stackOf });
    outbox.items.push(KIND.failure, id, wire);
    observer?.replied(id, wire.code, 0);
  }
}

const noStack = (): undefined => undefined;

const TURNED_AWAY = {
  E_OVERLOAD: { code: 'E_OVERLOAD', message: ERRORS.E_OVERLOAD[0] },
  E_DEPTH: { code: 'E_DEPTH', message: ERRORS.E_DEPTH[0] },
} as const satisfies Record<string, WireError>;
