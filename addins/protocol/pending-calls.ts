import type { Clock } from './clock.ts';
import { BulkheadError } from './errors.ts';
import type { MethodSpec } from './method.ts';
import type { CallOptions } from './session.ts';
import { type TrafficObserver, weigh } from './traffic.ts';

interface Pending {
  spec: MethodSpec;
  expires: number;
  resolve(value: unknown): void;
  reject(error: BulkheadError): void;
  forgetSignal: (() => void) | undefined;
}

/** Milliseconds between two looks at the deadlines: one timer for all calls is cheaper than one each. */
const SWEEP = 50;

/** The calls of ours that wait for an answer; each settles exactly once. */
export class PendingCalls {
  readonly #calls = new Map<number, Pending>();
  readonly #clock: Clock;
  readonly #sendCancel: (id: number) => void;
  readonly #observer: TrafficObserver | undefined;
  #nextId = 1;
  #stopSweep: (() => void) | undefined;

  constructor(clock: Clock, sendCancel: (id: number) => void, observer?: TrafficObserver) {
    this.#clock = clock;
    this.#sendCancel = sendCancel;
    this.#observer = observer;
  }

  get size(): number {
    return this.#calls.size;
  }

  add(spec: MethodSpec, options: CallOptions): { id: number; answer: Promise<unknown> } {
    const id = this.#nextId++;
    const answer = new Promise<unknown>((resolve, reject) => {
      const expires = this.#clock.now() + (options.deadline ?? spec.deadline);
      const forgetSignal = options.signal ? this.#watch(id, options.signal) : undefined;
      this.#calls.set(id, { spec, expires, resolve, reject, forgetSignal });
    });
    this.#stopSweep ??= this.#clock.after(SWEEP, () => this.#sweep());
    return { id, answer };
  }

  /** 'late' answers belong to calls that were given up and are normal; 'unknown' ones were never asked for. */
  resolve(id: number, value: unknown): 'settled' | 'late' | 'unknown' | 'invalid' {
    const call = this.#take(id);
    if (!call) return this.#lateOrUnknown(id);
    const parsed = call.spec.result.safeParse(value);
    this.#observer?.settled(id, parsed.success ? null : 'E_CONTRACT', weigh(value));
    if (parsed.success) call.resolve(parsed.data);
    else
      call.reject(
        new BulkheadError('E_CONTRACT', {
          message: 'The answer had the wrong form.',
        }),
      );
    return parsed.success ? 'settled' : 'invalid';
  }

  reject(id: number, error: BulkheadError): 'settled' | 'late' | 'unknown' {
    const call = this.#take(id);
    if (!call) return this.#lateOrUnknown(id);
    this.#observer?.settled(id, error.code, 0);
    call.reject(error);
    return 'settled';
  }

  rejectAll(error: BulkheadError): void {
    for (const id of [...this.#calls.keys()]) this.reject(id, error);
    this.#stopSweep?.();
    this.#stopSweep = undefined;
  }

  #lateOrUnknown(id: number): 'late' | 'unknown' {
    return id < this.#nextId ? 'late' : 'unknown';
  }

  #take(id: number): Pending | undefined {
    const call = this.#calls.get(id);
    if (!call) return undefined;
    this.#calls.delete(id);
    call.forgetSignal?.();
    return call;
  }

  #giveUp(id: number, error: BulkheadError): void {
    this.reject(id, error);
    this.#sendCancel(id);
  }

  #watch(id: number, signal: NonNullable<CallOptions['signal']>): () => void {
    const listener = () => this.#giveUp(id, new BulkheadError('E_CANCELLED'));
    signal.addEventListener('abort', listener);
    return () => signal.removeEventListener('abort', listener);
  }

  #sweep(): void {
    this.#stopSweep = undefined;
    const now = this.#clock.now();
    for (const [id, call] of this.#calls) {
      if (call.expires <= now) this.#giveUp(id, new BulkheadError('E_CALL_TIMEOUT'));
    }
    if (this.#calls.size > 0) this.#stopSweep = this.#clock.after(SWEEP, () => this.#sweep());
  }
}
