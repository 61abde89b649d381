import { CancelSignal } from '../../addins/protocol/cancel-signal.ts';
import type { Clock } from '../../addins/protocol/clock.ts';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { AbortSignalLike } from '../../addins/protocol/method.ts';

/** How long one call may take: until its time is up, until nobody wants it any more, or until somebody cuts it off. */
export class CallLimit {
  /** Milliseconds on the clock. */
  readonly expires: number;
  readonly #clock: Clock;
  readonly #signal = new CancelSignal();
  /** Made when somebody asks. */
  #over: PromiseWithResolvers<never> | undefined;
  readonly #forget: () => void;
  #error: BulkheadError | undefined;

  constructor(clock: Clock, options: { signal: AbortSignalLike; milliseconds: number }) {
    const { signal, milliseconds } = options;
    this.#clock = clock;
    this.expires = clock.now() + milliseconds;
    const onAbort = () => this.cut(new BulkheadError('E_CANCELLED'));
    const stop = clock.after(Math.max(0, milliseconds), () => this.cut(new BulkheadError('E_CALL_TIMEOUT')));
    this.#forget = () => {
      stop();
      signal.removeEventListener('abort', onAbort);
    };
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  }

  get signal(): AbortSignalLike {
    return this.#signal;
  }

  /** Why it is over; undefined while it is not. */
  get error(): BulkheadError | undefined {
    return this.#error;
  }

  /** Rejects when it is over. */
  get over(): Promise<never> {
    if (this.#over) return this.#over.promise;
    this.#over = Promise.withResolvers();
    // Nobody may be listening any more.
    this.#over.promise.catch(() => undefined);
    if (this.#error) this.#over.reject(this.#error);
    return this.#over.promise;
  }

  get millisecondsLeft(): number {
    return Math.max(0, this.expires - this.#clock.now());
  }

  cut(error: BulkheadError): void {
    if (this.#error) return;
    this.#error = error;
    this.#forget();
    this.#over?.reject(error);
    this.#signal.abort();
  }

  /** It was answered in time. */
  end(): void {
    this.#forget();
  }
}
