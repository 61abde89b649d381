import type { Clock } from '../clock.ts';
import { BulkheadError } from '../errors.ts';
import { KIND } from '../frame.ts';
import {
  BULK_CHUNK_BYTES,
  CHUNK_CREDIT,
  OPEN_TRANSFERS,
  TRANSFER_BYTES,
  TRANSFER_SILENCE,
  WHOLE_BYTES,
} from '../limits.ts';
import type { Outbox } from './outbox.ts';
import { copyOf } from './own-memory.ts';

/** Told of bytes of a call's large values that arrived, out of how many. */
export type ProgressListener = (done: number, total: number) => void;

/** What large bytes belong to. */
export interface TransferUse {
  /** The id of a call of ours, or {@link answerTo} one of the peer. */
  readonly owner: number;
  readonly onProgress?: ProgressListener | undefined;
}

/** As an owner: the answer to the peer's call with this id. */
export function answerTo(id: number): number {
  return ~id;
}

interface Sending extends TransferUse {
  readonly bytes: Uint8Array<ArrayBuffer>;
  sent: number;
}

/**
 * Large bytes leave in chunks, each a frame of its own, so that calls and pictures get through between them. What was
 * not taken by the peer yet is bounded by a credit.
 */
export class SendingTransfers {
  readonly #outbox: Outbox;
  readonly #sending = new Map<number, Sending>();
  #last = 0;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** True for a value that is worth a transfer. */
  isBulk(value: unknown): value is Uint8Array<ArrayBuffer> {
    return value instanceof Uint8Array && value.byteLength > WHOLE_BYTES;
  }

  /** Throws E_OVERLOAD when there is no room for what is bulk among these. */
  checkRoom(values: readonly unknown[]): void {
    const bulk = values.filter((value) => this.isBulk(value));
    if (bulk.some(({ byteLength }) => byteLength > TRANSFER_BYTES))
      throw new BulkheadError('E_OVERLOAD', { message: 'These are too many bytes.' });
    if (bulk.length > 0 && this.#sending.size + bulk.length > OPEN_TRANSFERS) throw new BulkheadError('E_OVERLOAD');
  }

  /** Begins to send; answers the number to attach. The first chunks leave at once. Throws E_OVERLOAD. */
  begin(bytes: Uint8Array<ArrayBuffer>, use: TransferUse): number {
    this.checkRoom([bytes]);
    const number = ++this.#last;
    const sending = { ...use, bytes, sent: 0 };
    this.#sending.set(number, sending);
    this.#outbox.items.push(KIND.bulk, number, bytes.byteLength);
    this.#send(number, sending, 0);
    return number;
  }

  /** The peer has so many bytes. False when it says what cannot be. */
  taken(number: number, bytes: number): boolean {
    const sending = this.#sending.get(number);
    if (!sending) return number <= this.#last;
    if (bytes > sending.sent) return false;
    sending.onProgress?.(bytes, sending.bytes.byteLength);
    if (bytes === sending.bytes.byteLength) this.#sending.delete(number);
    else this.#send(number, sending, bytes);
    return true;
  }

  /** Nobody waits any more for what belongs to this owner: what was not sent stays here. */
  stop(owner: number): void {
    if (this.#sending.size === 0) return;
    for (const [number, sending] of this.#sending) {
      if (sending.owner !== owner) continue;
      this.#sending.delete(number);
      if (sending.sent < sending.bytes.byteLength) this.#outbox.items.push(KIND.drop, number);
    }
  }

  clear(): void {
    this.#sending.clear();
  }

  #send(number: number, sending: Sending, taken: number): void {
    while (sending.sent < sending.bytes.byteLength && sending.sent - taken < CHUNK_CREDIT * BULK_CHUNK_BYTES) {
      const chunk = copyOf(sending.bytes.subarray(sending.sent, sending.sent + BULK_CHUNK_BYTES));
      sending.sent += chunk.byteLength;
      this.#outbox.items.push(KIND.chunk, number, chunk);
      this.#outbox.flush();
    }
  }
}

interface Receiving {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly whole: PromiseWithResolvers<Uint8Array<ArrayBuffer>>;
  arrived: number;
  lastSign: number;
  /** The item it is attached to has come. */
  isClaimed: boolean;
}

/** Large bytes of the peer, put together. Every number comes from the peer. */
export class ReceivingTransfers {
  readonly #outbox: Outbox;
  readonly #clock: Clock;
  readonly #receiving = new Map<number, Receiving>();
  #last = 0;
  #promised = 0;
  #stopSweep: (() => void) | undefined;

  constructor(outbox: Outbox, clock: Clock) {
    this.#outbox = outbox;
    this.#clock = clock;
  }

  /** False when the peer asks for more than there is room for, or uses a number twice. */
  begin(number: number, total: number): boolean {
    if (number <= this.#last || total === 0 || total > TRANSFER_BYTES - this.#promised) return false;
    if (this.#receiving.size >= OPEN_TRANSFERS) return false;
    this.#last = number;
    this.#promised += total;
    const whole = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
    // Whoever it is attached to may be gone by then.
    whole.promise.catch(() => undefined);
    const lastSign = this.#clock.now();
    this.#receiving.set(number, { bytes: new Uint8Array(total), whole, arrived: 0, lastSign, isClaimed: false });
    this.#stopSweep ??= this.#clock.after(TRANSFER_SILENCE, () => this.#sweep());
    return true;
  }

  /** False when the bytes do not belong there. */
  chunk(number: number, chunk: unknown): boolean {
    const receiving = this.#receiving.get(number);
    if (!receiving) return number <= this.#last;
    if (!(chunk instanceof Uint8Array) || chunk.byteLength === 0 || chunk.byteLength > BULK_CHUNK_BYTES) return false;
    if (receiving.arrived + chunk.byteLength > receiving.bytes.byteLength) return false;
    receiving.bytes.set(chunk, receiving.arrived);
    receiving.arrived += chunk.byteLength;
    receiving.lastSign = this.#clock.now();
    this.#outbox.items.push(KIND.taken, number, receiving.arrived);
    if (isWhole(receiving)) {
      receiving.whole.resolve(receiving.bytes);
      if (receiving.isClaimed) this.#end(number);
    }
    return true;
  }

  /** The bytes of a transfer, once: when all have arrived. Undefined when there is no such transfer. */
  take(number: number): Promise<Uint8Array<ArrayBuffer>> | undefined {
    const receiving = this.#receiving.get(number);
    if (!receiving || receiving.isClaimed) return undefined;
    receiving.isClaimed = true;
    if (isWhole(receiving)) this.#end(number);
    return receiving.whole.promise;
  }

  /** The rest will not come. False for a transfer that never was. */
  drop(number: number): boolean {
    if (number > this.#last) return false;
    this.#fail(number, new BulkheadError('E_CANCELLED'));
    return true;
  }

  clear(reason: BulkheadError): void {
    for (const number of [...this.#receiving.keys()]) this.#fail(number, reason);
    this.#stopSweep?.();
  }

  /** A half-sent value, or one that belongs to nothing, would be kept for ever if its sender fell silent. */
  #sweep(): void {
    this.#stopSweep = undefined;
    const now = this.#clock.now();
    for (const [number, { lastSign }] of this.#receiving) {
      if (now - lastSign < TRANSFER_SILENCE) continue;
      this.#fail(number, new BulkheadError('E_CONTRACT', { message: 'A value stopped in the middle.' }));
    }
    if (this.#receiving.size > 0) this.#stopSweep = this.#clock.after(TRANSFER_SILENCE / 2, () => this.#sweep());
  }

  #fail(number: number, reason: BulkheadError): void {
    this.#receiving.get(number)?.whole.reject(reason);
    this.#end(number);
  }

  #end(number: number): void {
    const receiving = this.#receiving.get(number);
    if (!receiving) return;
    this.#receiving.delete(number);
    this.#promised -= receiving.bytes.byteLength;
  }
}

function isWhole({ arrived, bytes }: Receiving): boolean {
  return arrived === bytes.byteLength;
}
