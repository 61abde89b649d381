/** Tells listeners that something happened. A listener that throws does not keep the others from hearing it. */
export class Emitter<Value> {
  readonly #listeners = new Set<(value: Value) => void>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void = rethrowLater) {
    this.#onError = onError;
  }

  /** Returns the function that ends the subscription. */
  on(listener: (value: Value) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(value: Value): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}

/** A bug in a listener must be seen, but after everybody was told. */
function rethrowLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
