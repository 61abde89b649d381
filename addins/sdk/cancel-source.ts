import type { AbortSignalLike } from '../protocol/method.ts';
import type { GuestSignal } from './guest-runtime.ts';

/** What calls something off: hand `signal` to the call, and `abort` to whoever may change their mind. */
export interface CancelSource {
  readonly signal: AbortSignalLike;
  abort(): void;
}

/** An add-in finds no AbortController: this is the part of it that the host's calls take. */
export function createCancelSource(): CancelSource {
  const listeners = new Set<() => void>();
  let aborted = false;
  return Object.freeze({
    signal: Object.freeze({
      get aborted() {
        return aborted;
      },
      addEventListener: (_type: 'abort', listener: () => void) => void listeners.add(listener),
      removeEventListener: (_type: 'abort', listener: () => void) => void listeners.delete(listener),
    }),
    abort() {
      if (aborted) return;
      aborted = true;
      for (const listener of [...listeners]) listener();
      listeners.clear();
    },
  });
}

/** The runtime's two functions in the shape that authors know. */
export function listenableSignal({ isAborted, onAbort }: GuestSignal): AbortSignalLike {
  const { signal, abort } = createCancelSource();
  onAbort(abort);
  if (isAborted()) abort();
  return signal;
}
