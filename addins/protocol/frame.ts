import { FRAME_ITEMS } from './limits.ts';

/**
 * One message on a port = one frame = everything one side had to say in one turn, in order:
 * `[epoch, sequence, item, item, ...]`, flat, each item a kind followed by its fields.
 * One order for calls and UI, so that an answer never overtakes the picture it caused.
 */
export const KIND = {
  /** id, method number, argument count, ...arguments */
  request: 1,
  /** method number, argument count, ...arguments; no answer */
  notify: 2,
  /** id, value */
  result: 3,
  /** id, WireError */
  failure: 4,
  /** id of a request that nobody waits for any more */
  cancel: 5,
  /** one UI message, see ui/frames.ts */
  ui: 6,
} as const;

export const FRAME_HEADER = 2;

/** The form of a frame, before any item is looked at. */
export function isFrame(message: unknown): message is unknown[] {
  return (
    Array.isArray(message) &&
    message.length >= FRAME_HEADER &&
    message.length <= FRAME_ITEMS &&
    isCount(message[0]) &&
    isCount(message[1])
  );
}

/** A whole number from 0 to 2^31 - 1. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0x7fff_ffff;
}
