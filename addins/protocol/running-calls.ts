import type { AbortSignalLike, CallContext, Trace } from './method.ts';
import { CallTable } from './wire/call-table.ts';

/**
 * One call of the peer while it is worked on: its own context and signal, because most calls need neither and one
 * object is cheaper than three. No EventTarget: this folder serves runtimes that have none.
 */
export class RunningCall implements AbortSignalLike, CallContext {
  readonly trace: Trace | undefined;
  /** Made when somebody listens: most calls end without anybody asking. */
  #listeners: Set<() => void> | undefined;
  aborted = false;

  constructor(trace: Trace | undefined) {
    this.trace = trace;
  }

  get signal(): AbortSignalLike {
    return this;
  }

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
  readonly #calls = new CallTable<RunningCall>();

  get size(): number {
    return this.#calls.size;
  }

  has(id: number): boolean {
    return this.#calls.has(id);
  }

  /** Only for an id that is not there. */
  add(id: number, call: RunningCall): void {
    this.#calls.add(id, call);
  }

  /** False when the call is not there any more: then nobody waits for its answer. */
  remove(id: number): boolean {
    return this.#calls.take(id) !== undefined;
  }

  /** False when it has ended. */
  abort(id: number): boolean {
    const call = this.#calls.take(id);
    if (!call) return false;
    call.abort();
    return true;
  }

  abortAll(): void {
    for (const id of this.#calls.ids()) this.abort(id);
  }
}
