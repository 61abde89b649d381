import { FRAME_FIELDS } from './limits.ts';

/**
 * One message on a port = one frame = everything one side had to say in one turn, in order:
 * `[epoch, sequence, item, item, ...]`, flat, each item a kind followed by its fields.
 * One order for all channels, so that an answer never overtakes the picture it caused.
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
  /** id of a request, batch or stream that nobody waits for any more */
  cancel: 5,
  /** one UI message, see ui/ui-frames.ts */
  ui: 6,
  /** oldest and newest protocol version, [features]; the first item that a side sends */
  hello: 7,
  /** number; the peer sends it back */
  beat: 8,
  /** number of the beat it answers */
  beatBack: 9,
  /** id, 1 stop at the first failure or 0, field count, ...(method number, argument count, ...arguments) */
  batch: 10,
  /** id, credit, method number, argument count, ...arguments: answered by items, then by a result or a failure */
  open: 11,
  /** id of a stream, so many more items may come */
  pull: 12,
  /** id of a stream, count, ...values */
  items: 13,
  /** id of a kept answer that is not needed any more */
  forget: 14,
  /** number of a transfer, bytes it will have */
  bulk: 15,
  /** number of a transfer, the next bytes */
  chunk: 16,
  /** number of a transfer, bytes that arrived so far */
  taken: 17,
  /** [keys]: the next shape of this direction */
  shape: 18,
  /** id, object, member number, argument count, ...arguments: a call to an object that the peer lent us */
  invoke: 19,
  /** object of the peer, so many of our references to it are gone */
  release: 20,
  /** object of the peer, milliseconds for which we still need it at least */
  renew: 21,
  /** object of ours that the peer cannot use any more */
  gone: 22,
  /** contract line, object: one that the peer finds from the start */
  root: 23,
  /** number of a transfer of which no more bytes come: nobody waits for them */
  drop: 24,

  // What follows says something about the next item, in this frame or the one after it.
  /** number of a call, number of its chain, depth: see Trace in method.ts */
  trace: 40,
  /** position, 1 list or 0 record: the value at that place is a bag, see wire/bags.ts */
  bag: 41,
  /** position, number of a transfer: in place of the value there */
  attach: 42,
  /** position, id of a kept answer: in place of the value there */
  awaits: 43,
  /** the answer to the next call is kept for calls that build on it, until it is forgotten */
  keep: 44,
} as const;

/** The channels that share the port. Each has a credit of its own, so that none can starve another. */
export type Channel = 'control' | 'rpc' | 'ui' | 'bulk';

interface Layout {
  /** Fields of fixed number, the kind included. */
  readonly fields: number;
  /** So many fields after the kind are whole numbers from 0 to 2^31 - 1. */
  readonly numbers: number;
  /** The field that counts further fields at the end. */
  readonly countAt?: number;
  readonly channel: Channel;
}

const LAYOUTS: Readonly<Record<number, Layout>> = {
  [KIND.request]: { fields: 4, numbers: 3, countAt: 3, channel: 'rpc' },
  [KIND.notify]: { fields: 3, numbers: 2, countAt: 2, channel: 'rpc' },
  [KIND.result]: { fields: 3, numbers: 1, channel: 'rpc' },
  [KIND.failure]: { fields: 3, numbers: 1, channel: 'rpc' },
  [KIND.cancel]: { fields: 2, numbers: 1, channel: 'rpc' },
  [KIND.ui]: { fields: 2, numbers: 0, channel: 'ui' },
  [KIND.hello]: { fields: 4, numbers: 2, channel: 'control' },
  [KIND.beat]: { fields: 2, numbers: 1, channel: 'control' },
  [KIND.beatBack]: { fields: 2, numbers: 1, channel: 'control' },
  [KIND.batch]: { fields: 4, numbers: 3, countAt: 3, channel: 'rpc' },
  [KIND.open]: { fields: 5, numbers: 4, countAt: 4, channel: 'rpc' },
  [KIND.pull]: { fields: 3, numbers: 2, channel: 'rpc' },
  [KIND.items]: { fields: 3, numbers: 2, countAt: 2, channel: 'rpc' },
  [KIND.forget]: { fields: 2, numbers: 1, channel: 'rpc' },
  [KIND.bulk]: { fields: 3, numbers: 2, channel: 'bulk' },
  [KIND.chunk]: { fields: 3, numbers: 1, channel: 'bulk' },
  [KIND.taken]: { fields: 3, numbers: 2, channel: 'bulk' },
  [KIND.shape]: { fields: 2, numbers: 0, channel: 'rpc' },
  [KIND.invoke]: { fields: 5, numbers: 4, countAt: 4, channel: 'rpc' },
  [KIND.release]: { fields: 3, numbers: 2, channel: 'rpc' },
  [KIND.renew]: { fields: 3, numbers: 2, channel: 'rpc' },
  [KIND.gone]: { fields: 2, numbers: 1, channel: 'rpc' },
  [KIND.root]: { fields: 3, numbers: 0, channel: 'rpc' },
  [KIND.drop]: { fields: 2, numbers: 1, channel: 'bulk' },
  [KIND.trace]: { fields: 4, numbers: 3, channel: 'rpc' },
  [KIND.bag]: { fields: 3, numbers: 2, channel: 'rpc' },
  [KIND.attach]: { fields: 3, numbers: 2, channel: 'rpc' },
  [KIND.awaits]: { fields: 3, numbers: 2, channel: 'rpc' },
  [KIND.keep]: { fields: 1, numbers: 0, channel: 'rpc' },
};

/** A layout by kind, for tools that make or show frames. */
export function layoutOf(kind: number): Layout | undefined {
  return LAYOUTS[kind];
}

export const FRAME_HEADER = 2;
/** Kinds from here on belong to the item that follows them. */
export const FIRST_PREFIX = KIND.trace;

/** The form of a frame, before any item is looked at. */
export function isFrame(message: unknown): message is unknown[] {
  return (
    Array.isArray(message) &&
    message.length >= FRAME_HEADER &&
    message.length <= FRAME_FIELDS &&
    isCount(message[0]) &&
    isCount(message[1])
  );
}

/** A whole number from 0 to 2^31 - 1. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 0x7fff_ffff && Math.floor(value) === value;
}

/**
 * The fields from `start` to `end`. By hand, as everything that is done for each call: behind the language wall of a domain
 * an engine takes a list apart five times slower than usual, and copies a part of it twice as slow.
 */
export function fieldsOf(frame: readonly unknown[], start: number, end: number): unknown[] {
  const fields: unknown[] = [];
  for (let index = start; index < end; index++) fields.push(frame[index]);
  return fields;
}

/** Where the item at `index` ends; -1 when it has an unknown kind or the wrong form, and nothing behind it can be read. */
export function itemEnd(frame: readonly unknown[], index: number): number {
  const kind = frame[index];
  const layout = typeof kind === 'number' ? LAYOUTS[kind] : undefined;
  if (layout === undefined) return -1;
  const { numbers, countAt } = layout;
  for (let field = index + 1; field <= index + numbers; field++) if (!isCount(frame[field])) return -1;
  const end = index + layout.fields + (countAt === undefined ? 0 : (frame[index + countAt] as number));
  return end <= frame.length ? end : -1;
}
