import type { AbortSignalLike } from '../protocol/method.ts';
import { listenableSignal } from './cancel-source.ts';
import type { GuestCall } from './guest-runtime.ts';

/** A call of another add-in, as whoever answers it sees it. */
export interface CurrentCall {
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignalLike;
  /** The same for every call that follows from one. */
  readonly trace: string;
  /** 1 for a call that follows from no other one. */
  readonly depth: number;
}

let find: () => GuestCall | undefined = () => undefined;

/** Takes the runtime's word for what this add-in works on. */
export function learnCurrentCall(current: () => GuestCall | undefined): void {
  find = current;
}

/**
 * The call of another add-in that the running code answers, also behind an await: of a service, an object or a function that this
 * add-in gave away. Undefined for what it does by itself.
 */
export function currentCall(): CurrentCall | undefined {
  const call = find();
  if (!call) return undefined;
  const { trace, depth, signal } = call;
  return Object.freeze({ trace, depth, signal: listenableSignal(signal) });
}
