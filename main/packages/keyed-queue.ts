/** Runs tasks one after another for each key, and side by side for different keys. */
export class KeyedQueue {
  readonly #tails = new Map<string, Promise<void>>();

  async run<Value>(key: string, task: () => Promise<Value>): Promise<Value> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(task);
    // The next in line waits for the end of this task, not for its success.
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    this.#tails.set(key, tail);
    try {
      return await result;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
