import { BulkheadError } from '../errors.ts';
import { CALL_ARGUMENTS, VALUE_DEPTH, VALUE_ITEMS } from '../limits.ts';

/**
 * The clone of a view carries all the memory that it lies in to the peer, and what lies around a view is somebody
 * else's: Node cuts its buffers out of one. So no view leaves that is not alone in its memory, wherever in a value it is.
 */

/** Entries of one field that are looked through: no peer takes more. */
const MOST_ENTRIES = VALUE_ITEMS * CALL_ARGUMENTS;
const MOST_LEVELS = VALUE_DEPTH * 2;

/** Entries left of the walk that is under way. A module's own variable: a counter object per field would cost more. */
let left = 0;

/** The same value, in which every view has memory of its own; what is not copied for that is the value itself. */
export function withOwnMemory(value: object): object {
  left = MOST_ENTRIES;
  return copied(value, MOST_LEVELS);
}

/** The same bytes in new memory. Not `slice`: that of Node's buffers is a view. */
export function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

function copied(value: object, levels: number): object {
  if (ArrayBuffer.isView(value)) return value.byteLength === value.buffer.byteLength ? value : copyOfView(value);
  if (Array.isArray(value)) return copiedList(value, levels);
  let copy: Record<string, unknown> | undefined;
  for (const key in value) {
    const entry = (value as Record<string, unknown>)[key];
    const own = copiedEntry(entry, levels);
    if (own === entry) continue;
    copy ??= { ...value };
    copy[key] = own;
  }
  return copy ?? value;
}

function copiedList(list: readonly unknown[], levels: number): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const entry = list[index];
    const own = copiedEntry(entry, levels);
    if (own === entry) continue;
    copy ??= [...list];
    copy[index] = own;
  }
  return copy ?? list;
}

function copiedEntry(entry: unknown, levels: number): unknown {
  if (--left < 0 || levels <= 0) throw new BulkheadError('E_NOT_SERIALIZABLE', { message: 'A value is too large.' });
  return typeof entry === 'object' && entry !== null ? copied(entry, levels - 1) : entry;
}

function copyOfView(view: ArrayBufferView): ArrayBufferView {
  if (view instanceof Uint8Array) return copyOf(view);
  const memory = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  const Type = view.constructor as new (memory: ArrayBufferLike) => ArrayBufferView;
  return new Type(memory);
}
