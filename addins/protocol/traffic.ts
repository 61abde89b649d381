import type { ErrorCode } from './errors.ts';

/** What a session counts besides calls. */
export type TrafficCount =
  | 'notify-out'
  | 'notify-in'
  | 'ui-out'
  | 'ui-in'
  | 'frame-in'
  | 'frame-out'
  | 'dropped'
  | 'violation';

/** Told of everything that passes a session. It must not throw, and be quick: it is asked for every call. */
export interface TrafficObserver {
  /** A call of ours left; `size` is a rough weight of its arguments. */
  called(id: number, method: string, size: number): void;
  /** It ended: null for an answer, else the code of the error. */
  settled(id: number, code: ErrorCode | null, size: number): void;
  /** A call of the peer arrived. */
  received(id: number, method: string, size: number): void;
  /** It was answered by us. */
  replied(id: number, code: ErrorCode | null, size: number): void;
  /** One-way messages, UI messages, frames, and frames that were dropped because they are of another epoch. */
  counted(what: TrafficCount): void;
}
