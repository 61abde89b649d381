import type { AbortSignalLike } from './method.ts';

/** A signal without EventTarget: this folder serves runtimes that have none, and hands it to no add-in. */
class CallSignal implements AbortSignalLike {
  /** Made when somebody listens: most calls end without anybody asking. */
  #listeners: Set<() => void> | undefined;
  aborted = false;

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.#listeners ?? []) listener();
    this.#listeners = undefined;
  }
}

/** The calls of the peer that this side still works on. */
export class RunningCalls {
  readonly #calls = new Map<number, CallSignal>();

  get size(): number {
    return this.#calls.size;
  }

  has(id: number): boolean {
    return this.#calls.has(id);
  }

  add(id: number): AbortSignalLike {
    const signal = new CallSignal();
    this.#calls.set(id, signal);
    return signal;
  }

  /** False when the call is not there any more: then nobody waits for its answer. */
  remove(id: number): boolean {
    return this.#calls.delete(id);
  }

  abort(id: number): void {
    const signal = this.#calls.get(id);
    if (!signal) return;
    this.#calls.delete(id);
    signal.abort();
  }

  abortAll(): void {
    for (const id of [...this.#calls.keys()]) this.abort(id);
  }
}
