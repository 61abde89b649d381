import type { ErrorCode } from './errors.ts';

/** What is only counted: one-way traffic, whole frames, frames of another generation, items that broke the contract. */
export type TrafficCount =
  | 'notify-out'
  | 'notify-in'
  | 'ui-out'
  | 'ui-in'
  | 'frame-in'
  | 'frame-out'
  | 'dropped'
  | 'violation';

/**
 * Told by a session of what passes through it. It learns names, numbers and weights and never a value, so that nothing
 * an observer keeps can hold a secret. Called for every call: what it does must cost next to nothing, and not throw.
 */
export interface TrafficObserver {
  /** A call of ours left; `size` is the {@link weigh}t of its arguments. */
  called(id: number, method: string, size: number): void;
  /** It ended: null for an answer, else the code of the error. */
  settled(id: number, code: ErrorCode | null, size: number): void;
  /** A call of the peer arrived. */
  received(id: number, method: string, size: number): void;
  /** It was answered by us: null for an answer, else the code of the error. */
  replied(id: number, code: ErrorCode | null, size: number): void;
  counted(what: TrafficCount): void;
}

/** Entries that are looked at, all levels together: what is larger is guessed from the rest, never walked. */
const ENTRIES = 64;

/** Entries left of the walk that is under way. A module's own variable: a counter object per call would cost more. */
let left = 0;

/**
 * Roughly how large a value is: its fields plus the characters of its texts plus its bytes. Cheap instead of exact:
 * at most {@link ENTRIES} entries are visited. Only for plain data and clones, which run no code when they are read.
 */
export function weigh(value: unknown): number {
  if (typeof value === 'string') return value.length + 1;
  if (typeof value !== 'object' || value === null) return 1;
  left = ENTRIES;
  return weightOf(value);
}

function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 1;
  if (typeof value !== 'object' || value === null) return 1;
  if (Array.isArray(value)) return listWeight(value);
  if (ArrayBuffer.isView(value)) return value.byteLength + 1;
  let sum = 1;
  for (const key in value) {
    if (--left < 0) break;
    sum += key.length + weightOf((value as Record<string, unknown>)[key]);
  }
  return sum;
}

/** The part of a long list that was not visited counts one for each item. */
function listWeight(list: readonly unknown[]): number {
  let sum = 1;
  let index = 0;
  while (index < list.length && --left >= 0) sum += weightOf(list[index++]);
  return sum + list.length - index;
}
