import type { AbortSignalLike } from '../protocol/method.ts';
import type { GuestCall, GuestSignal } from '../sdk/guest-runtime.ts';
import type { AnsweredCall } from './current-call.ts';

/** A signal that this side gives: no EventTarget, so that nothing of it has to be handed to a guest. */
export class CancelSignal implements AbortSignalLike {
  readonly #listeners = new Set<() => void>();
  aborted = false;

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}

/** What a guest sees of a signal: two functions, and nothing of ours that it could change. */
export function guestSignal(signal: AbortSignalLike): GuestSignal {
  return {
    isAborted: () => signal.aborted,
    onAbort: (listener) => signal.addEventListener('abort', () => listener()),
  };
}

/** What a guest may know of the call that it works on. */
export function guestCall(call: AnsweredCall | undefined): GuestCall | undefined {
  if (!call) return undefined;
  return { trace: call.id.toString(36), depth: call.depth, signal: guestSignal(call.signal) };
}
