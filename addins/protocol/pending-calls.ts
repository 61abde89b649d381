import type { Clock } from './clock.ts';
import { BulkheadError } from './errors.ts';
import type { MethodSpec } from './method.ts';
import type { CallOptions } from './session.ts';
import { CallTable } from './wire/call-table.ts';
import { parseResult } from './wire/parse.ts';
import type { StreamReceiver } from './wire/streams.ts';

/** What becomes of an answer. 'late' ones belong to calls that were given up and are normal; 'unknown' ones are not. */
export type Settled = 'settled' | 'late' | 'unknown' | 'invalid';

interface Pending {
  /** Undefined where every outcome of a batch has a form of its own. */
  readonly spec: MethodSpec | undefined;
  expires: number;
  readonly deadline: number;
  readonly stream: StreamReceiver<unknown> | undefined;
  resolve(value: unknown): void;
  reject(error: BulkheadError): void;
  forgetSignal: (() => void) | undefined;
}

export interface PendingCall {
  readonly spec: MethodSpec | undefined;
  /** Milliseconds. */
  readonly deadline: number;
  readonly options: CallOptions;
  readonly stream?: StreamReceiver<unknown>;
}

export interface PendingCallsOptions {
  clock: Clock;
  sendCancel(id: number): void;
  /** What the peer says went wrong, read. */
  readFailure(wireError: unknown): BulkheadError;
  /** Every call, when it ends: null for an answer. */
  onSettled(id: number, error: BulkheadError | null, value: unknown): void;
}

/** Milliseconds between two looks at the deadlines: one timer for all calls is cheaper than one each. */
const SWEEP = 50;

/** The calls of ours that wait for an answer; each settles exactly once. */
export class PendingCalls {
  readonly #calls = new CallTable<Pending>();
  readonly #options: PendingCallsOptions;
  #nextId = 1;
  #stopSweep: (() => void) | undefined;

  constructor(options: PendingCallsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** The id of the call that is added next. */
  get nextId(): number {
    return this.#nextId;
  }

  add({ spec, deadline, options, stream }: PendingCall): { id: number; answer: Promise<unknown> } {
    const id = this.#nextId++;
    const { clock } = this.#options;
    const answer = new Promise<unknown>((resolve, reject) => {
      const forgetSignal = options.signal ? this.#watch(id, options.signal) : undefined;
      const expires = clock.now() + deadline;
      this.#calls.add(id, { spec, expires, deadline, stream, resolve, reject, forgetSignal });
    });
    this.#stopSweep ??= clock.after(SWEEP, () => this.#sweep());
    return { id, answer };
  }

  resolve(id: number, value: unknown): Settled {
    const call = this.#take(id);
    if (!call) return this.#lateOrUnknown(id);
    const parsed = call.spec && !call.stream ? parseResult(call.spec, value) : { value };
    if (!parsed) {
      this.#refuse(id, call, new BulkheadError('E_CONTRACT', { message: 'The answer had the wrong form.' }));
      return 'invalid';
    }
    call.stream?.end();
    call.resolve(parsed.value);
    this.#options.onSettled(id, null, parsed.value);
    return 'settled';
  }

  reject(id: number, error: BulkheadError): Settled {
    const call = this.#take(id);
    if (!call) return this.#lateOrUnknown(id);
    this.#refuse(id, call, error);
    return 'settled';
  }

  /** What the peer says went wrong. An error is made where somebody waits for it: a flood of others costs nothing. */
  rejectWith(id: number, wireError: unknown): Settled {
    return this.#calls.has(id) ? this.reject(id, this.#options.readFailure(wireError)) : this.#lateOrUnknown(id);
  }

  /** Items of a stream: each is checked; the call has a full deadline again. */
  accept(id: number, items: readonly unknown[]): Settled {
    const call = this.#calls.get(id);
    if (!call) return this.#lateOrUnknown(id);
    if (!call.stream) return 'unknown';
    const parsed = items.map((item) => parseResult(call.spec as MethodSpec, item));
    const fits = parsed.every((item) => item !== undefined);
    if (fits && call.stream.accept(parsed.map((item) => item?.value))) {
      call.expires = this.#options.clock.now() + call.deadline;
      return 'settled';
    }
    this.#giveUp(id, new BulkheadError('E_CONTRACT', { message: 'The stream broke its contract.' }));
    return 'invalid';
  }

  rejectAll(error: BulkheadError): void {
    for (const id of this.#calls.ids()) this.reject(id, error);
    this.#stopSweep?.();
    this.#stopSweep = undefined;
  }

  /** Nobody waits any more; the peer is told. */
  cancel(id: number): void {
    this.#giveUp(id, new BulkheadError('E_CANCELLED'));
  }

  #refuse(id: number, call: Pending, error: BulkheadError): void {
    call.stream?.end(error);
    call.reject(error);
    this.#options.onSettled(id, error, null);
  }

  #lateOrUnknown(id: number): 'late' | 'unknown' {
    return id < this.#nextId ? 'late' : 'unknown';
  }

  #take(id: number): Pending | undefined {
    const call = this.#calls.take(id);
    call?.forgetSignal?.();
    return call;
  }

  #giveUp(id: number, error: BulkheadError): void {
    if (this.reject(id, error) === 'settled') this.#options.sendCancel(id);
  }

  #watch(id: number, signal: NonNullable<CallOptions['signal']>): () => void {
    const listener = () => this.cancel(id);
    signal.addEventListener('abort', listener);
    return () => signal.removeEventListener('abort', listener);
  }

  #sweep(): void {
    this.#stopSweep = undefined;
    const now = this.#options.clock.now();
    for (const id of this.#calls.ids()) {
      const call = this.#calls.get(id);
      // The reader takes its time: the peer is not to blame.
      if (call?.stream?.isFull) call.expires = now + call.deadline;
      else if (call && call.expires <= now) this.#giveUp(id, new BulkheadError('E_CALL_TIMEOUT'));
    }
    if (this.#calls.size > 0) this.#stopSweep = this.#options.clock.after(SWEEP, () => this.#sweep());
  }
}
