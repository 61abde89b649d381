import type { Clock } from '../clock.ts';
import type { BulkheadError } from '../errors.ts';
import { KIND } from '../frame.ts';
import { STREAM_CREDIT } from '../limits.ts';
import type { Items } from '../method.ts';
import type { RunningCall } from '../running-calls.ts';
import type { Outbox } from './outbox.ts';

export interface StreamSenderOptions {
  id: number;
  outbox: Outbox;
  clock: Clock;
  call: RunningCall;
  items: Items<unknown>;
  credit: number;
}

/** The sending end of one stream: as many items as the peer has room for, many to a frame. */
export class StreamSender {
  readonly #options: StreamSenderOptions;
  #credit: number;
  #waiting: unknown[] = [];
  #isPlanned = false;
  #resume: (() => void) | undefined;

  constructor(options: StreamSenderOptions) {
    this.#options = options;
    this.#credit = options.credit;
    options.call.addEventListener('abort', () => this.#resume?.());
  }

  pull(count: number): void {
    this.#credit = Math.min(this.#credit + count, STREAM_CREDIT);
    this.#resume?.();
  }

  /** Resolves when the last item was handed over; rejects with what the source throws. */
  async run(): Promise<void> {
    const { items, call } = this.#options;
    const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    try {
      while (!call.aborted) {
        if (this.#credit === 0) await this.#room();
        if (call.aborted) break;
        const next = source.next();
        // Most sources have the next item at hand: waiting for each would cost more than sending it.
        const { done, value } = isThenable(next) ? await next : next;
        if (done) return;
        this.#push(value);
      }
    } finally {
      this.#send();
      if (call.aborted) await source.return?.();
    }
  }

  #push(value: unknown): void {
    this.#credit--;
    this.#waiting.push(value);
    if (this.#credit === 0) this.#send();
    else if (!this.#isPlanned) {
      this.#isPlanned = true;
      this.#options.clock.after(0, () => this.#send());
    }
  }

  #send(): void {
    this.#isPlanned = false;
    if (this.#waiting.length === 0) return;
    const values = this.#waiting;
    this.#waiting = [];
    if (this.#options.call.aborted) return;
    const { items } = this.#options.outbox;
    items.push(KIND.items, this.#options.id, values.length);
    for (const value of values) items.push(value);
  }

  #room(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = () => {
        this.#resume = undefined;
        resolve();
      };
    });
  }
}

function isThenable<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return typeof (value as { then?: unknown }).then === 'function';
}

export interface StreamReceiverOptions {
  /** Items that there is room for. */
  credit: number;
  /** Gives the peer room for so many more items. */
  pull(count: number): void;
  /** Nobody wants the rest. */
  cancel(): void;
}

/** The receiving end of one stream: holds what came and was not taken yet, never more than the credit. */
export class StreamReceiver<Item> implements AsyncIterableIterator<Item> {
  readonly #options: StreamReceiverOptions;
  #items: Item[] = [];
  #at = 0;
  #taken = 0;
  #room: number;
  #isEnded = false;
  #failure: BulkheadError | undefined;
  #wake: (() => void) | undefined;

  constructor(options: StreamReceiverOptions) {
    this.#options = options;
    this.#room = options.credit;
  }

  /** The peer may send nothing until somebody takes what came. */
  get isFull(): boolean {
    return this.#room === 0;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** False when the peer sent more than it had room for. */
  accept(items: readonly Item[]): boolean {
    if (this.#isEnded) return true;
    if (items.length > this.#room) return false;
    this.#room -= items.length;
    for (const item of items) this.#items.push(item);
    this.#wake?.();
    return true;
  }

  end(failure?: BulkheadError): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#failure = failure;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<Item>> {
    while (this.#at >= this.#items.length) {
      if (this.#isEnded) return this.#last();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    const value = this.#items[this.#at++] as Item;
    if (this.#at === this.#items.length) {
      this.#items = [];
      this.#at = 0;
    }
    this.#giveRoom();
    return { done: false, value };
  }

  async return(): Promise<IteratorResult<Item>> {
    if (!this.#isEnded) this.#options.cancel();
    this.end();
    this.#items = [];
    this.#at = 0;
    return { done: true, value: undefined };
  }

  #last(): IteratorResult<Item> {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure;
    return { done: true, value: undefined };
  }

  /** Half the credit at a time: the sender never runs dry, and room does not travel item by item. */
  #giveRoom(): void {
    if (++this.#taken < this.#options.credit / 2 || this.#isEnded) return;
    this.#room += this.#taken;
    this.#options.pull(this.#taken);
    this.#taken = 0;
  }
}
