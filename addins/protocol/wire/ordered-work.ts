import { BulkheadError } from '../errors.ts';

/** One piece of work after the other for each key, in the order in which they came. */
export class OrderedWork {
  readonly #limit: number;
  readonly #tails = new Map<number | string, { last: Promise<unknown>; waiting: number }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Rejects with E_OVERLOAD when too many wait. */
  run<Value>(key: number | string, work: () => Promise<Value>): Promise<Value> {
    const tail = this.#tails.get(key) ?? { last: Promise.resolve(), waiting: 0 };
    if (tail.waiting >= this.#limit) return Promise.reject(new BulkheadError('E_OVERLOAD'));
    this.#tails.set(key, tail);
    tail.waiting++;
    const result = tail.last.then(work);
    tail.last = result.then(
      () => this.#left(key),
      () => this.#left(key),
    );
    return result;
  }

  #left(key: number | string): void {
    const tail = this.#tails.get(key);
    if (!tail) return;
    tail.waiting--;
    if (tail.waiting === 0) this.#tails.delete(key);
  }
}
