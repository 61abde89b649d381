import type { AbortSignalLike } from '../protocol/method.ts';
import type { GuestCall, GuestSignal } from '../sdk/guest-runtime.ts';
import type { AnsweredCall } from './current-call.ts';

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
