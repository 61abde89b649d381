import { BulkheadError } from '../../addins/protocol/errors.ts';
import { OPEN_CALLS } from '../../addins/protocol/limits.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { CallOptions } from '../../addins/protocol/session.ts';

export interface LinkCallOptions extends CallOptions {
  /** Made once more when the process ended before it answered: doing it twice does no harm. */
  idempotent?: boolean;
}

/** Makes one call. */
export type MakeCall = (name: string, args: Plain[], options?: LinkCallOptions) => Promise<Plain>;

interface Waiting {
  run(call: MakeCall): Promise<void>;
  reject(error: BulkheadError): void;
}

/** Calls that wait until there is a generation to answer them. */
export class CallQueue {
  readonly #waiting = new Set<Waiting>();

  add(name: string, args: Plain[], options: LinkCallOptions = {}): Promise<Plain> {
    if (this.#waiting.size >= OPEN_CALLS) return Promise.reject(new BulkheadError('E_OVERLOAD'));
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { run: (call) => call(name, args, options).then(resolve, reject), reject };
      this.#waiting.add(waiting);
      options.signal?.addEventListener('abort', () => {
        if (this.#waiting.delete(waiting)) reject(new BulkheadError('E_CANCELLED'));
      });
    });
  }

  /** Makes the calls that wait; resolves when all of them are answered. */
  async release(call: MakeCall): Promise<void> {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    await Promise.all(waiting.map((each) => each.run(call)));
  }

  rejectAll(error: BulkheadError): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const each of waiting) each.reject(error);
  }
}
