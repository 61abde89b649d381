import type { AbortSignalLike } from './method.ts';

/**
 * A signal that this side gives. No EventTarget: this folder serves runtimes that have none, nothing of one has to be handed to a
 * guest, and most signals end without anybody listening.
 */
export class CancelSignal implements AbortSignalLike {
  /** Made when somebody listens. */
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
