/**
 * What the two ends of a port tell each other about references besides passing them: three items, numbers only.
 * `handle` is always a number of the end that owns the object, so it is positive in each of them.
 * Order matters and is the port's: an item never overtakes a reference that was sent before it.
 */
export interface ReferenceWire {
  /** Holder to owner: `count` of the times that `handle` was received here are given back. */
  release(handle: number, count: number): void;
  /** Holder to owner: please keep it for at least so long. */
  renew(handle: number, milliseconds: number): void;
  /** Owner to holder: `handle` means nothing any more, and the number never will again. */
  gone(handle: number): void;
}

/** A handle as its owner wrote it: counts up from 1, never reused. */
export function isHandle(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
