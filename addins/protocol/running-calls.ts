import { CancelSignal } from './cancel-signal.ts';
import type { AbortSignalLike, CallContext, Trace } from './method.ts';
import { CallTable } from './wire/call-table.ts';

/** One call of the peer while it is worked on: its own context and signal, because one object is cheaper than three. */
export class RunningCall extends CancelSignal implements CallContext {
  readonly trace: Trace | undefined;

  constructor(trace: Trace | undefined) {
    super();
    this.trace = trace;
  }

  get signal(): AbortSignalLike {
    return this;
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
